/** The report in a browser, opened from the disk with the network off. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, expect, type TestContext, test } from 'vitest';
import { manyRecords, pageOf, someHealth } from '../support/pages.js';
import { someRecord } from '../support/records.js';
import { needBrowser, openWindow } from './browser.js';

const folder = mkdtempSync(path.join(tmpdir(), 'find-label-errors-report-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Opened {
  readonly page: Page;
  /** What the console has said, and what was asked of anything but the disk. */
  readonly complaints: string[];
}

/** Opens a report; skips the test where there is no browser. */
async function open(
  context: TestContext,
  html: string,
  options: Parameters<typeof openWindow>[0] = {},
): Promise<Opened> {
  needBrowser(context);
  const file = path.join(folder, `${context.task.id}.html`);
  writeFileSync(file, html);
  const window = await openWindow({ offline: true, ...options });
  const page = await window.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith('file:')) complaints.push(request.url());
  });
  await page.goto(pathToFileURL(file).href);
  return { page, complaints };
}

const ranks = (page: Page) => page.locator('#rows td.rank').allTextContents();

test('shows the candidates with the evidence marked, without a word on the console', async (context) => {
  const { page, complaints } = await open(context, await pageOf([someRecord(), someRecord({ rank: 2 })]));
  expect(await page.locator('#rows tr').count()).toBe(2);
  expect(await page.locator('#rows tr').first().locator('mark').allTextContents()).toEqual(['good', 'film']);
  expect(await page.locator('#count').textContent()).toBe('2 rows');
  expect(complaints).toEqual([]);
});

test('filters by a click in the heat map, and shows all again', async (context) => {
  const { page, complaints } = await open(context, await pageOf(manyRecords(30)));
  const cell = page.locator('#heat button[data-given="pos"]');
  await cell.click();
  expect(await page.locator('#count').textContent()).toBe('10 of 30 rows');
  expect(await cell.getAttribute('aria-pressed')).toBe('true');
  expect(new Set(await page.locator('#rows td.given').allTextContents())).toEqual(new Set(['pos']));
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect.poll(() => page.locator('#count').textContent()).toBe('30 rows');
  expect(await cell.getAttribute('aria-pressed')).toBe('false');
  expect(complaints).toEqual([]);
});

test('searches and sorts', async (context) => {
  const rare = someRecord({ rank: 31, label_quality: 0.6, text: 'a good zebra' });
  const { page } = await open(context, await pageOf([...manyRecords(30), rare]));
  await page.getByRole('searchbox').fill('ZEBRA good');
  await expect.poll(() => ranks(page)).toEqual(['31']);
  await page.getByRole('searchbox').fill('nothing like it');
  await expect.poll(() => page.locator('#none').isVisible()).toBe(true);
  await page.getByRole('searchbox').fill('');
  await expect.poll(() => page.locator('#count').textContent()).toBe('31 rows');
  await page.getByRole('button', { name: 'quality' }).click();
  await page.getByRole('button', { name: 'quality' }).click();
  expect((await ranks(page)).slice(0, 2)).toEqual(['31', '30']);
  expect(await page.locator('th.quality').getAttribute('aria-sort')).toBe('descending');
});

test('draws only a part of 10,000 candidates, however they are viewed, and more as one scrolls', {
  timeout: 60_000,
}, async (context) => {
  const { page, complaints } = await open(context, await pageOf(manyRecords(10_000)));
  expect(await page.locator('#count').textContent()).toBe('10,000 rows');
  expect(await page.locator('#rows tr').count()).toBeLessThan(400);
  const before = await page.locator('#rows tr').count();
  await page.locator('#more').scrollIntoViewIfNeeded();
  await expect.poll(() => page.locator('#rows tr').count()).toBeGreaterThan(before);
  // Sorting, filtering and drawing anew take no more of the page than what is to be seen.
  const drawn = await page.evaluate<number[]>(`
    [{ sort: 'given' }, { search: 'row 9 film' }, { search: '', sort: 'rank' }].map((detail) => {
      document.dispatchEvent(new CustomEvent('view', { detail }));
      return document.querySelectorAll('#rows tr').length;
    })`);
  for (const rows of drawn) {
    expect(rows).toBeGreaterThan(0);
    expect(rows).toBeLessThan(400);
  }
  expect(complaints).toEqual([]);
});

test('hostile texts and names do nothing', async (context) => {
  const hostile = '</script><img src=x onerror=alert(1)><b>';
  const health = someHealth({
    classes: [
      { name: hostile, rows: 5, candidates: 1, suggested: 0, label_quality: 0.5, missed: 0 },
      { name: 'b', rows: 5, candidates: 0, suggested: 1, label_quality: 1, missed: 0 },
    ],
  });
  const records = [someRecord({ given_label: hostile, predicted_label: 'b', text: hostile })];
  const { page, complaints } = await open(context, await pageOf(records, health));
  expect(await page.locator('img, b').count()).toBe(0);
  expect(await page.locator('td.says, td.text .says').textContent()).toBe(hostile);
  await page.locator('#heat button').first().click();
  expect(await page.locator('#count').textContent()).toBe('1 rows');
  expect(complaints).toEqual([]);
});

test('changes its colours with the system, and is light on paper', async (context) => {
  const { page } = await open(context, await pageOf(manyRecords(3)), { colorScheme: 'dark' });
  const ground = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
  const dark = await ground();
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await ground();
  expect(light).not.toBe(dark);
  await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
  expect(await ground()).toBe('rgb(255, 255, 255)');
  expect(await page.locator('#controls').isVisible()).toBe(false);
});

test('fits a narrow screen', async (context) => {
  const { page } = await open(context, await pageOf(manyRecords(3)), {
    viewport: { width: 390, height: 800 },
  });
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
});
