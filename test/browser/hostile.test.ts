/** Texts, labels, ids and names of files are a stranger's: the page shows them, and nothing in them acts. */
import { renameSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { csvFile, folderOfTest, reportOf } from '../review/support.js';
import { needBrowser, openPage, openWindow, startReview } from './browser.js';

const ATTACKS = [
  '<script>window.pwned = 1</script>',
  '"><img src=x onerror="window.pwned = 1">',
  "'><svg/onload=window.pwned=1>",
  '<iframe srcdoc="<script>parent.pwned = 1</script>"></iframe>',
  '<a href="javascript:window.pwned=1">javascript:window.pwned=1</a>',
  '</title></style></textarea><body onload=window.pwned=1>',
  '<!--?lit$000000000$--><?lit$1$?>$' + '{window.pwned = 1}{{constructor.constructor("window.pwned=1")()}}',
  '<style>* { display: none }</style><base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example/">',
  'before \u202egnihtemos\u202c after \u2066x\u2069 zero\u200bwidth',
  '\u001b[31mred\u001b]0;title\u0007 &lt;b&gt; &amp; %3Cscript%3E \\u003cscript\\u003e',
];
const ACTING = ['\u202e', '\u202c', '\u2066', '\u2069', '\u200b', '\u001b', '\u0007'];
const NAME = '<img src=x onerror=window.pwned=1>';

test('hostile texts, labels and file names are shown as they are, and none of them runs', async (context) => {
  needBrowser(context);
  const folder = folderOfTest();
  const labels = [`${NAME}sun`, '"><script>window.pwned=1</script>'] as const;
  const rows = ATTACKS.map((attack, at) => [`${attack} <b>pwned</b>`, labels[at % 2]!] as const);
  const file = path.join(folder, `${NAME.replaceAll(' ', '_')}.csv`);
  renameSync(csvFile(folder, rows), file);
  reportOf(folder, rows, (label) => labels.find((other) => other !== label)!);
  const program = await startReview(file, ['--no-open', '--candidates', 'found.jsonl']);
  const window = await openWindow();
  const requests: string[] = [];
  window.on('request', (request) => requests.push(request.url()));
  const page = await openPage(window, program.address);

  const seen: string[] = [];
  for (let at = 0; at < rows.length; at++) {
    await page
      .getByTestId('place')
      .filter({ hasText: `${at + 1} of ` })
      .waitFor();
    seen.push((await page.getByTestId('text').textContent())!);
    await page.keyboard.press('b');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('ArrowRight');
  }
  for (const attack of ATTACKS.slice(0, 8)) {
    expect(
      seen.filter((text) => text.includes(attack)),
      attack,
    ).toHaveLength(1);
  }
  expect(
    seen.filter((text) => text.includes('before \\u202egnihtemos\\u202c after \\u2066x\\u2069')),
  ).toHaveLength(1);
  expect(seen.filter((text) => text.includes('\\x1b[31mred\\x1b]0;title\\x07 &lt;b&gt; &amp;'))).toHaveLength(
    1,
  );
  expect(ACTING.filter((character) => seen.join('').includes(character))).toEqual([]);
  expect(await page.locator('.heat').textContent()).toContain(labels[0]);

  await page.keyboard.press('Enter');
  await page.getByTestId('saved').filter({ hasText: 'All saved' }).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type(ATTACKS[1]!);
  await page.getByTestId('in-view').filter({ hasText: /^1$/ }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('l');
  await page.keyboard.type('<img');
  await page.keyboard.press('Escape');

  // Scripts that had run by now would have left this behind, or asked somebody for something.
  expect(await page.evaluate('window.pwned')).toBeUndefined();
  const strange =
    '#app script, #app img, #app svg, #app iframe, #app a, #app style, #app base, #app meta, #app b b';
  expect(await page.locator(strange).count()).toBe(0);
  expect(requests.filter((url) => new URL(url).origin !== new URL(program.address).origin)).toEqual([]);
  expect(await page.title()).toContain(NAME.replaceAll(' ', '_'));
});

test('script that gets into the page all the same is not run by the browser', async (context) => {
  needBrowser(context);
  const folder = folderOfTest();
  const file = csvFile(folder, [
    ...Array.from(
      { length: 20 },
      (_, i) => [i % 2 ? `sun warm ${i}` : `snow cold ${i}`, i % 2 ? 'hot' : 'cold'] as const,
    ),
    ['snow cold', 'hot'],
  ]);
  const { address } = await startReview(file);
  const page = await (await openWindow()).newPage();
  await page.goto(address);
  await page.getByTestId('text').waitFor();
  const inserted = await page.evaluate(`
    (() => {
      const failed = [];
      try { document.body.innerHTML = '<img src=x onerror="window.pwned = 1">'; } catch { failed.push('innerHTML'); }
      const script = document.createElement('script');
      try { script.text = 'window.pwned = 1'; document.head.append(script); } catch { failed.push('script'); }
      return failed;
    })()`);
  expect(inserted).toEqual(['innerHTML', 'script']);
  expect(await page.evaluate('window.pwned')).toBeUndefined();
  const asked = await page.evaluate(`fetch('https://example.com/').then(() => 'answered', () => 'refused')`);
  expect(asked).toBe('refused');
});
