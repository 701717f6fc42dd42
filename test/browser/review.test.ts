/** A person reviews candidates in a browser. */
import { appendFileSync, readFileSync } from 'node:fs';
import type { Page, Route } from 'playwright-core';
import { expect, test } from 'vitest';
import { folderOfTest, newswireCopy } from '../review/support.js';
import { needBrowser, openPage, openWindow, startReview } from './browser.js';

interface Line {
  readonly what: string;
  readonly given_label: string;
  readonly new_label: string | null;
}

const linesOf = (file: string): Line[] =>
  readFileSync(`${file}.decisions.jsonl`, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

/** Waits until an element says something. */
const says = (page: Page, testId: string, what: string | RegExp) =>
  page.getByTestId(testId).filter({ hasText: what }).waitFor();

/** Waits until the page says that everything is on the disk. */
const saved = (page: Page) => says(page, 'saved', 'All saved');

async function started() {
  const file = newswireCopy(folderOfTest());
  // The numbers of this file are those of its candidates.
  const program = await startReview(file, ['--no-open', '--method', 'noise-aware']);
  const window = await openWindow();
  const page = await openPage(window, program.address);
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  return { file, program, window, page, press };
}

const labels = (page: Page) => page.locator('#labels .label').allTextContents();

test('a whole review by keys alone, from the first candidate to the end', async (context) => {
  needBrowser(context);
  const { file, program, page, press } = await started();
  expect(page.url()).toBe(`${new URL(program.address).origin}/`); // the token is not left in the address
  expect(await page.title()).toBe('82 open · newswire.csv');
  await expect.poll(() => labels(page)).toEqual(['Business', 'Sci/Tech']);
  expect(await page.getByTestId('saved').textContent()).toBe('Nothing to save');
  expect(await page.getByTestId('text').locator('mark.for').first().textContent()).toBe('study');

  const similar = page.getByTestId('similar');
  await similar.getByRole('heading', { name: 'Similar rows labelled Business' }).waitFor();
  await similar.getByRole('heading', { name: 'Similar rows labelled Sci/Tech' }).waitFor();
  expect(await similar.locator('li').count()).toBe(6);
  await press('+');
  await expect.poll(() => similar.locator('li').count()).toBeGreaterThan(6);
  await press('+');
  await expect.poll(() => similar.locator('li').count()).toBe(6);

  await press('Enter', 'k', 'd', 's', '1');
  await says(page, 'decided', '4');
  await saved(page);
  expect(linesOf(file).map(({ what }) => what)).toEqual(['relabel', 'keep', 'delete', 'skip', 'relabel']);
  expect(linesOf(file)[0]).toMatchObject({ given_label: 'Business', new_label: 'Sci/Tech' });
  expect(linesOf(file)[4]).toMatchObject({ new_label: 'World' });
  await says(page, 'said', 'Sci/Tech → World. U takes it back.');

  await press('ArrowLeft', 'ArrowLeft');
  await says(page, 'state', 'skipped');
  await press('u');
  await says(page, 'said', 'Taken back: Sci/Tech → World.');
  await press('u', 'u', 'u', 'u');
  await says(page, 'decided', /^0$/);
  await press('u');
  await says(page, 'said', 'Nothing is left to take back.');

  for (let at = 0; at < 82; at++) await press(at % 3 === 0 ? 'k' : 'Enter');
  await page.getByTestId('done').waitFor();
  await saved(page);
  expect(await page.title()).toBe('Done · newswire.csv');
  const tail = linesOf(file).slice(-82);
  expect(tail.filter(({ what }) => what === 'keep')).toHaveLength(28);
  expect(tail.filter(({ what }) => what === 'relabel')).toHaveLength(54);

  await page.getByRole('button', { name: 'Finish' }).focus();
  await press('Enter');
  await page.getByTestId('ended').waitFor();
  expect(await program.ended).toBe(0);
  expect(program.said()).toContain(
    '82 of 82 candidates decided, 0 open; saved in newswire.csv.decisions.jsonl',
  );
  expect(program.said()).toContain('find-label-errors apply newswire.csv -o newswire.corrected.csv');
  expect(await page.getByTestId('ended').textContent()).toContain('find-label-errors apply newswire.csv');
});

test('a reload in the middle goes on where it was', async (context) => {
  needBrowser(context);
  const { page, press } = await started();
  await press('Enter', 'k', 'ArrowRight', 'ArrowRight');
  await saved(page);
  const before = await page.getByTestId('text').textContent();
  await page.reload();
  await page.getByTestId('text').waitFor();
  expect(await page.getByTestId('decided').textContent()).toBe('2');
  expect(await page.getByTestId('text').textContent()).toBe(before);
  await press('u');
  await says(page, 'decided', '1');
});

test('filters and orders: by pair in the heat map, class, state, text, line and length', async (context) => {
  needBrowser(context);
  const { page, press } = await started();
  const inView = () => page.getByTestId('in-view').textContent().then(Number);
  await page.getByRole('button', { name: /^Business → Sports:/ }).click();
  await expect.poll(inView).toBeLessThan(20);
  const ofPair = await inView();
  expect(ofPair).toBeGreaterThan(3);
  await expect.poll(() => labels(page)).toEqual(['Business', 'Sports']);
  // After the click, keys are for the candidate.
  await press('Enter');
  await says(page, 'decided', '1');
  await page.getByRole('combobox', { name: 'Show' }).selectOption('open');
  await expect.poll(inView).toBe(ofPair - 1);
  // The cell says how many of its candidates are open, at once.
  const pair = page.getByRole('button', { name: `Business → Sports: ${ofPair - 1} open of ${ofPair}` });
  expect(await pair.textContent()).toBe(`${ofPair - 1}/${ofPair}`);
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect.poll(inView).toBe(82);
  await page.getByRole('combobox', { name: 'Labelled' }).selectOption('Business');
  await page.getByRole('combobox', { name: 'Suggested' }).selectOption('World');
  await expect.poll(() => labels(page)).toEqual(['Business', 'World']);
  await page.getByRole('button', { name: 'Show all' }).click();

  await press('/');
  await page.keyboard.type('KESTREL');
  await says(page, 'said', 'in view');
  const found = await inView();
  expect(found).toBeGreaterThan(0);
  expect(found).toBeLessThan(20);
  expect(await page.getByTestId('text').textContent()).toMatch(/kestrel/i);
  const hit = await page.getByTestId('text').textContent();
  await press('Escape'); // leaves the search: box and filter are empty, and K is a key again
  await expect.poll(inView).toBe(82);
  expect(await page.locator('#search').inputValue()).toBe('');
  expect(await page.getByTestId('text').textContent()).toBe(hit);
  await press('k');
  await says(page, 'decided', '2');

  const order = page.getByRole('combobox', { name: 'Order' });
  const first = async (by: string) => {
    await order.selectOption(by);
    await page.locator('#list').press('Home');
    await says(page, 'place', '1 of 82');
    const place = (await page.getByTestId('place').textContent())!;
    return {
      line: Number(/line ([\d,]+)/.exec(place)![1]),
      length: (await page.getByTestId('text').textContent())!.length,
    };
  };
  const byLine = await first('by line');
  const [longest, shortest] = [await first('longest'), await first('shortest')];
  expect(byLine.line).toBeLessThan(50);
  expect(shortest.length).toBeLessThan(longest.length);
});

test('many at once, after they were shown, and back in one step', async (context) => {
  needBrowser(context);
  const { file, page, press } = await started();
  await press('Enter', 'b');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await expect.poll(() => page.evaluate('getSelection().toString()')).toBe('0.01'); // the first field is selected
  await press('k', 'Enter'); // keys are for the dialog now, and Enter decides nothing by what is no number
  await dialog.getByText('Type a number from 0 to 1').waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(',01');
  const counted = async () => Number.parseInt((await dialog.getByTestId('bulk-count').textContent())!, 10);
  await expect.poll(counted).toBeGreaterThan(5);
  const wide = await counted();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('0.001');
  await expect.poll(counted).toBeLessThan(wide);
  await expect.poll(counted).toBeGreaterThan(5);
  const count = await counted();
  expect(await dialog.locator('.examples li').count()).toBe(5);
  await dialog.getByRole('button', { name: `Take ${count} suggestions` }).click();
  await says(page, 'decided', String(count + 1));
  await saved(page);
  expect(linesOf(file)).toHaveLength(count + 1);
  await press('u');
  await says(page, 'decided', /^1$/);
  await press('b');
  await page.getByLabel('keep the label').check();
  await page.getByLabel('where label quality is below').fill('1');
  await page.getByRole('button', { name: 'Keep 81 labels' }).waitFor();
  await page.getByLabel('where label quality is below').press('Enter');
  await page.getByTestId('done').waitFor();
  await press('u');
  await says(page, 'decided', /^1$/);
});

test('ranking again brings up what the decisions teach', async (context) => {
  needBrowser(context);
  const { page, press } = await started();
  await press(...Array(20).fill('Enter'));
  await saved(page);
  await says(page, 'readings', '20 read · 20 corrected');
  await press('r');
  await says(page, 'said', /Ranked again: \d+ candidates open/);
  expect(await page.getByTestId('left').count()).toBe(0);
  expect(await page.getByTestId('decided').textContent()).toBe('20');
  await press('Enter');
  await says(page, 'decided', '21');
});

test('two tabs see what the other one decides, takes back and ranks', async (context) => {
  needBrowser(context);
  const { program, window, page, press } = await started();
  const other = await openPage(window, new URL(program.address).origin); // the cookie is enough
  await press('Enter', 'k');
  await says(other, 'decided', '2');
  await other.keyboard.press('u');
  await says(page, 'decided', '1');
  await other.locator('#option-1').click();
  await other.keyboard.press('d');
  await says(page, 'decided', '2');
  await page.locator('#option-1 b', { hasText: 'to be deleted' }).waitFor();
  // Both decide about a candidate, and the second one has not seen it: nothing is overwritten.
  await page.locator('#option-4').click();
  await other.locator('#option-4').click();
  const keepFirst = async (route: Route) => {
    await press('k');
    await saved(page);
    await route.continue();
  };
  await other.route('**/api/decide', keepFirst, { times: 1 });
  await other.keyboard.press('d');
  const alert = other.getByRole('alert').filter({ hasText: 'this candidate is kept meanwhile' });
  await alert.waitFor();
  await alert.getByRole('button', { name: 'Show the candidate' }).click();
  await says(other, 'state', 'kept');
  await other.keyboard.press('d');
  await says(other, 'said', 'to be deleted');
  await press('r');
  await says(page, 'said', 'Ranked again');
  await expect
    .poll(() => other.locator('#option-0').textContent())
    .toBe(await page.locator('#option-0').textContent());
});

test('a tab that was cut off takes up what it has missed once it is back', async (context) => {
  needBrowser(context);
  const { program, window, page, press } = await started();
  const other = await window.newPage();
  await other.route('**/api/events', (route) => route.abort('connectionfailed'));
  await other.goto(new URL(program.address).origin);
  await other.getByRole('alert').filter({ hasText: 'The server is gone' }).waitFor();
  await press('Enter', 'k', 'd');
  await saved(page);
  expect(await other.getByTestId('decided').textContent()).toBe('0');
  await other.unroute('**/api/events');
  await says(other, 'decided', '3');
  await other.getByRole('alert').waitFor({ state: 'detached' });
  await other.locator('#option-3').click();
  await other.keyboard.press('k');
  await says(page, 'decided', '4');
});

test('the page says when the server is gone, and calls nothing saved that is not', async (context) => {
  needBrowser(context);
  const { file, program, page, press } = await started();
  await press('Enter');
  await saved(page);
  program.child.kill('SIGKILL');
  await page.getByRole('alert').filter({ hasText: 'The server is gone' }).waitFor();
  await says(page, 'saved', 'Server gone');
  await press('k', 'Enter');
  await says(page, 'said', 'Not saved: the server is gone.');
  expect(await page.getByTestId('decided').textContent()).toBe('1');
  expect(linesOf(file)).toHaveLength(1);
  const { port } = new URL(program.address);
  const next = await startReview(file, ['--no-open', '--method', 'noise-aware', '--port', port]);
  await page.getByRole('alert').filter({ hasText: 'does not belong to the review that runs now' }).waitFor();
  await page.goto(next.address);
  await says(page, 'decided', '1');
  await press('u');
  await says(page, 'said', 'The last step is from before this review');
  await press('u');
  await says(page, 'decided', '0');
});

test('a decision that is not answered is open again, unless it is on the disk', async (context) => {
  needBrowser(context);
  const { file, page, press } = await started();
  await page.route('**/api/decide', (route) => route.abort('connectionfailed'), { times: 1 });
  await press('Enter');
  const alert = page.getByRole('alert').filter({ hasText: 'what was done last may not be saved' });
  await alert.waitFor();
  await says(page, 'decided', '0');
  await says(page, 'saved', 'Nothing to save'); // the server is there again
  // The next key is for what is seen now, which is the next candidate still.
  await says(page, 'place', '2 of 82');
  // This decision arrives, but its answer is lost.
  const loseAnswer = async (route: Route) => {
    await route.fetch();
    await route.abort('connectionfailed');
  };
  await page.route('**/api/decide', loseAnswer, { times: 1 });
  await press('k');
  await alert.waitFor();
  await saved(page);
  await says(page, 'decided', '1');
  await press('d');
  await says(page, 'decided', '2');
  await saved(page);
  expect(linesOf(file).map(({ what }) => what)).toEqual(['keep', 'delete']);
  expect(await page.getByRole('alert').count()).toBe(0);
});

test('a decision that cannot be saved is taken back on the page, and said', async (context) => {
  needBrowser(context);
  const { file, page, press } = await started();
  await press('Enter');
  await saved(page);
  const before = await page.getByTestId('text').textContent();
  appendFileSync(`${file}.decisions.jsonl`, '\n'); // somebody else writes there
  await press('k');
  const alert = page.getByRole('alert').filter({ hasText: 'another program or person has changed' });
  await alert.waitFor();
  expect(await page.getByTestId('decided').textContent()).toBe('1');
  await alert.getByRole('button', { name: 'Show the candidate' }).click();
  await expect.poll(() => page.getByTestId('text').textContent()).toBe(before);
});

test('Ctrl-C ends the review and the page says so; the next command is told', async (context) => {
  needBrowser(context);
  const { program, page, press } = await started();
  await press('Enter');
  await saved(page);
  expect(await program.end('SIGINT')).toBe(130);
  await page.getByTestId('ended').waitFor();
  expect(program.said()).toContain('1 of 82 candidates decided, 81 open');
  expect(program.said()).toContain(
    'To write the corrected data: find-label-errors apply newswire.csv -o newswire.corrected.csv',
  );
});
