/** A person reads the sample of an audit in a browser. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { folderOfTest, newswireCopy } from '../review/support.js';
import { needBrowser, openPage, openWindow, startReview } from './browser.js';

test('a whole audit: no rank, no suggestion; answers carry the draw; the numbers at the end', async (context) => {
  needBrowser(context);
  const file = newswireCopy(folderOfTest());
  const program = await startReview(file, ['--browser', '--no-open', '--rows', '20'], {}, 'audit');
  const page = await openPage(await openWindow(), program.address);
  await expect.poll(() => page.title()).toBe('20 open · newswire.csv');
  expect(await page.locator('#labels').textContent()).toContain('no other label is suggested');
  expect(await page.getByTestId('place').textContent()).not.toContain('label quality');
  expect(await page.locator('mark').count()).toBe(0);
  expect(await page.getByTestId('left').count()).toBe(0);
  for (let at = 0; at < 20; at++) await page.keyboard.press(at === 3 ? 'd' : 'k');
  await page.getByTestId('saved').filter({ hasText: 'All saved' }).waitFor();
  await page.getByRole('button', { name: 'Finish' }).click();
  expect(await program.ended).toBe(0);
  expect(program.said()).toMatch(/audited: 20 rows on .*, 1 of them wrong: about \d+ of 1,200 labels/);
  const [draw, ...answers] = readFileSync(`${file}.decisions.jsonl`, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(draw.what).toBe('draw');
  expect(answers).toHaveLength(20);
  for (const { audit } of answers) expect(audit.draw).toBe(draw.draw);
});

test('nothing that was called saved is lost where the process is killed, and the audit goes on', async (context) => {
  needBrowser(context);
  const file = newswireCopy(folderOfTest());
  const args = ['--browser', '--no-open', '--rows', '12'];
  const first = await startReview(file, args, {}, 'audit');
  const page = await openPage(await openWindow(), first.address);
  for (let at = 0; at < 5; at++) await page.keyboard.press('k');
  await page.getByTestId('decided').filter({ hasText: /^5$/ }).waitFor();
  await page.getByTestId('saved').filter({ hasText: 'All saved' }).waitFor();
  await first.end('SIGKILL');
  const second = await startReview(file, args, {}, 'audit');
  const again = await openPage(await openWindow(), second.address);
  await expect.poll(() => again.title()).toBe('7 open · newswire.csv');
  for (let at = 0; at < 7; at++) await again.keyboard.press('k');
  await again.getByTestId('saved').filter({ hasText: 'All saved' }).waitFor();
  await again.getByRole('button', { name: 'Finish' }).click();
  expect(await second.ended).toBe(0);
  expect(second.said()).toMatch(/audited: 12 rows on /);
});

test('the button of a review shows the sample, and R goes back to the candidates', async (context) => {
  needBrowser(context);
  const file = newswireCopy(folderOfTest());
  const program = await startReview(file, ['--no-open', '--method', 'noise-aware']);
  const page = await openPage(await openWindow(), program.address);
  await expect.poll(() => page.title()).toBe('82 open · newswire.csv');
  await page.keyboard.press('Enter');
  await page.getByTestId('saved').filter({ hasText: 'All saved' }).waitFor();
  await page.getByRole('button', { name: 'Audit' }).click();
  await expect.poll(() => page.title()).toBe('100 open · newswire.csv');
  expect(await page.locator('#labels').textContent()).toContain('no other label is suggested');
  expect(await page.getByTestId('similar').count()).toBe(0);
  for (let at = 0; at < 12; at++) await page.keyboard.press(at === 3 ? 'd' : 'k');
  await page.getByTestId('saved').filter({ hasText: 'All saved' }).waitFor();
  await page.getByRole('button', { name: 'Back to the candidates' }).click();
  await page.getByTestId('said').filter({ hasText: 'Ranked again' }).waitFor();
  await page.keyboard.press('k');
  await page.getByTestId('saved').filter({ hasText: 'All saved' }).waitFor();
  await page.getByRole('button', { name: 'Finish' }).click();
  expect(await program.ended).toBe(0);
  expect(program.said()).toMatch(/audited: 12 rows on .*, 1 of them wrong/);
  const lines = readFileSync(`${file}.decisions.jsonl`, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const answers = lines.filter(({ audit }) => audit !== undefined);
  expect(answers).toHaveLength(12);
  // What was decided before and after the audit, about rows in rank order, is no answer to it.
  expect(lines.filter(({ what }) => what !== 'draw' && what !== 'note')).toHaveLength(14);
});
