/** Many candidates, many classes, long texts, narrow windows. */
import { expect, test } from 'vitest';
import { csvFile, folderOfTest, newswireCopy, reportOf } from '../review/support.js';
import { needBrowser, openPage, openWindow, startReview } from './browser.js';

const CANDIDATES = 100_000;

test('100,000 candidates: only what can be seen is in the document, and everything answers at once', {
  timeout: 120_000,
}, async (context) => {
  needBrowser(context);
  const folder = folderOfTest();
  const rows = Array.from(
    { length: CANDIDATES },
    (_, i) => [`text number ${i} of many`, i % 2 ? 'odd' : 'even'] as const,
  );
  const file = csvFile(folder, rows);
  reportOf(folder, rows, (label) => (label === 'odd' ? 'even' : 'odd'));
  const { address } = await startReview(file, ['--no-open', '--candidates', 'found.jsonl']);
  const page = await openPage(await openWindow(), address);
  const drawn = page.getByRole('option').filter({ has: page.locator('.rank') });
  expect(await page.getByTestId('in-view').textContent()).toBe('100,000');
  expect(await drawn.count()).toBeLessThan(40);

  await page.getByRole('listbox', { name: 'Candidates' }).focus();
  await page.keyboard.press('End');
  await page.getByTestId('text').filter({ hasText: 'text number 99999 of many' }).waitFor();
  await page.locator('#option-99999').filter({ hasText: 'text number 99999' }).waitFor();
  expect(await drawn.count()).toBeLessThan(40);
  await page.keyboard.press('Home');
  await page.getByTestId('text').filter({ hasText: 'text number 0 of many' }).waitFor();

  // A key changes no more of the page than what is to be seen of it.
  const changed = await page.evaluate<number>(`
    new Promise((resolve) => {
      let count = 0;
      const observer = new MutationObserver((changes) => {
        for (const { addedNodes, removedNodes } of changes) count += addedNodes.length + removedNodes.length;
      });
      observer.observe(document.body, { childList: true, subtree: true });
      document.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', code: 'KeyK' }));
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(count)));
    })`);
  expect(changed).toBeLessThan(1000);
  await page.getByTestId('decided').filter({ hasText: '1' }).waitFor();
  await page.getByTestId('text').filter({ hasText: 'text number 1 of many' }).waitFor();

  await page.keyboard.press('/');
  await page.keyboard.type('NUMBER 777');
  await page.getByTestId('in-view').filter({ hasText: /^111$/ }).waitFor();
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.keyboard.press('b');
  await page.getByLabel('where label quality is below').fill('0.5');
  await page.getByRole('button', { name: 'Take 49,999 suggestions' }).click();
  await page.getByTestId('decided').filter({ hasText: '50,000' }).waitFor();
  await page.getByTestId('saved').filter({ hasText: 'All saved' }).waitFor();
  await page.keyboard.press('u');
  await page.getByTestId('decided').filter({ hasText: /^1$/ }).waitFor();
  // Candidates of a report are not ranked again.
  expect(await page.getByRole('button', { name: 'Rank again' }).isDisabled()).toBe(true);
});

test('77 classes: the likeliest have keys, and the others are found by typing', async (context) => {
  needBrowser(context);
  const rows = Array.from(
    { length: 77 * 8 },
    (_, i) =>
      [
        `topic${i % 77} word${i % 77} more${i % 77} ${i}`,
        `class ${String(i % 77).padStart(2, '0')}`,
      ] as const,
  );
  const wrong = Array.from({ length: 12 }, (_, i) => [`topic${i} word${i} more${i}`, 'class 50'] as const);
  const { address } = await startReview(csvFile(folderOfTest(), [...rows, ...wrong]));
  const page = await openPage(await openWindow(), address);
  const classes = page.getByRole('list', { name: 'Classes', exact: true });
  await expect.poll(() => classes.getByRole('button').count()).toBeGreaterThan(9);
  expect(await classes.getByRole('button').count()).toBeLessThan(14);
  const suggested = await page.locator('.label.suggested').textContent();
  expect(await classes.getByRole('button').first().textContent()).toContain(suggested!);
  await page.keyboard.press('1');
  await page
    .getByTestId('said')
    .filter({ hasText: `class 50 → ${suggested}` })
    .waitFor();
  await page.keyboard.press('l');
  await page.getByRole('combobox', { name: 'Name of the class' }).waitFor();
  await page.keyboard.type('s 6');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByTestId('said').filter({ hasText: 'class 50 → class 61' }).waitFor();
  await page.getByTestId('saved').filter({ hasText: 'All saved' }).waitFor();
  expect(await page.getByTestId('decided').textContent()).toBe('2'); // Enter has done this, and no more
  expect(await page.locator('.heat').count()).toBe(0);
  await page.getByText('Pairs of classes').click();
  await page.locator('.pairs button').first().click();
  await expect.poll(() => page.getByTestId('in-view').textContent().then(Number)).toBeLessThan(12);
});

test('a very long text is shown in part, and whole on demand', async (context) => {
  needBrowser(context);
  const rows = Array.from(
    { length: 40 },
    (_, i) => [i % 2 ? `sun warm beach ${i}` : `snow cold ice ${i}`, i % 2 ? 'hot' : 'cold'] as const,
  );
  const { address } = await startReview(
    csvFile(folderOfTest(), [...rows, [`snow cold ice ${'more '.repeat(10_000)}end`, 'hot']]),
  );
  const page = await openPage(await openWindow(), address);
  expect((await page.getByTestId('text').textContent())!.length).toBe(20_000);
  await page.getByRole('button', { name: 'Show 30,017 more characters' }).click();
  await expect.poll(async () => (await page.getByTestId('text').textContent())!.length).toBe(50_017);
});

test('on a narrow window, light and dark, nothing is wider than the window and everything can be reached', async (context) => {
  needBrowser(context);
  const { address } = await startReview(newswireCopy(folderOfTest()));
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await openPage(
      await openWindow({ viewport: { width: 360, height: 740 }, colorScheme, hasTouch: true }),
      address,
    );
    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(360);
    await page.getByRole('button', { name: 'Skip' }).tap();
    await page.getByTestId('said').filter({ hasText: 'skipped' }).waitFor();
    await page.getByRole('listbox', { name: 'Candidates' }).scrollIntoViewIfNeeded();
    await page.getByRole('button', { name: 'Finish' }).scrollIntoViewIfNeeded();
    await page.keyboard.press('u');
  }
});

test('a screen reader finds its way: names, roles, states, and what was done is told', async (context) => {
  needBrowser(context);
  const { address } = await startReview(newswireCopy(folderOfTest()));
  const page = await openPage(await openWindow(), address);
  await page.getByRole('listbox', { name: 'Candidates' }).waitFor();
  for (const name of [
    'Take the suggestion',
    'Keep the label',
    'Skip',
    'Delete the row',
    'Candidate after',
    'Undo',
    'Rank again',
  ]) {
    expect(await page.getByRole('button', { name }).count(), name).toBe(1);
  }
  expect(
    await page.locator('.list').getByRole('option', { selected: true }).getAttribute('aria-posinset'),
  ).toBe('1');
  expect(await page.getByRole('progressbar', { name: 'Decided candidates' }).count()).toBe(1);
  expect(await page.getByRole('main').count()).toBe(1);
  expect(await page.getByRole('search').count()).toBe(1);
  for (const name of ['Show', 'Order', 'Labelled', 'Suggested']) {
    expect(await page.getByRole('combobox', { name, exact: true }).count(), name).toBe(1);
  }
  // Everything that can be pressed has a name, and no id stands twice.
  const nameless = await page.evaluate(`
    [...document.querySelectorAll('button, input, select')].filter((element) =>
      !(element.ariaLabel || element.textContent.trim() || element.labels?.[0]?.textContent.trim())).length`);
  expect(nameless).toBe(0);
  const twice = await page.evaluate(`
    (() => { const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id); return ids.length - new Set(ids).size; })()`);
  expect(twice).toBe(0);
  // A button that has the focus keeps it, and Enter presses it instead of taking the suggestion.
  await page.getByRole('button', { name: 'Skip' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: 'Business skipped' }).waitFor();
  expect(await page.evaluate('document.activeElement.textContent')).toContain('Skip');
  // Keys alone can be switched off, for those who speak to their machine.
  await page.keyboard.press('?');
  await page.getByRole('checkbox', { name: 'Keys alone' }).uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('k');
  await page.getByRole('button', { name: 'Keep the label' }).click();
  await page.getByTestId('decided').filter({ hasText: /^1$/ }).waitFor();
});
