import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { htmlJson, htmlText, lines } from '../../src/report/html/html-text.js';
import { pageOf, someHealth } from '../support/pages.js';
import { someRecord } from '../support/records.js';

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64');
const inside = (page: string, pattern: RegExp) => [...page.matchAll(pattern)].map((match) => match[1]!);

it('runs only what its policy names', async () => {
  const page = await pageOf([someRecord()]);
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!;
  expect(policy).toContain("default-src 'none'");
  const scripts = inside(page, /<script type="module">([\s\S]*?)<\/script>/g);
  const styles = inside(page, /<style>([\s\S]*?)<\/style>/g);
  expect([scripts.length, styles.length]).toEqual([2, 1]);
  for (const text of [...scripts, ...styles]) expect(policy).toContain(`'sha256-${hashOf(text)}'`);
  expect(policy).not.toContain('unsafe');
  expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<style>'));
});

it('asks nothing of anyone', async () => {
  const page = await pageOf([someRecord()]);
  expect(page).not.toMatch(/\b(src|href|action|srcset|poster)=/);
  expect(page).not.toMatch(/url\(|@import|https?:|\bfetch\(|XMLHttpRequest|WebSocket|\bimport\(/);
  expect(page).not.toMatch(/ (style|on\w+)="/);
});

it('holds its records as data that every reader of JSON reads back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const json = htmlJson({ text });
      expect(json).not.toContain('<');
      expect(JSON.parse(json)).toEqual({ text });
    }),
  );
});

it('lets no text become markup, or act', async () => {
  const hostile = '</script><img src=x onerror=alert(1)>\u202e"\'&\u0085<!--';
  expect(htmlText(hostile)).not.toMatch(/[<>"']|&(?!#\d+;)|\u202e|\u0085/);
  expect(lines('one\r\ntwo\tthree\u202e')).toBe('one\ntwo\nthree\\u202e');
  const health = someHealth({
    classes: [
      { name: hostile, rows: 5, candidates: 1, suggested: 0, label_quality: 0.5, missed: 0 },
      { name: 'b', rows: 5, candidates: 0, suggested: 1, label_quality: 1, missed: 0 },
    ],
    overlapping_classes: [{ classes: [hostile, 'b'], rows: 1, border_words: [[hostile], []] }],
  });
  const page = await pageOf([someRecord({ given_label: hostile, text: hostile })], health);
  expect(page).not.toContain('<img');
  expect(page).not.toContain('\u202e');
  expect(page.match(/<\/script>/g)).toHaveLength(3);
});

it('names the file, but not where it lay', async () => {
  const page = await pageOf([]);
  expect(page).toContain('<h1>Label errors of data.csv</h1>');
  expect(page).not.toContain('folder');
});

it('tells that no error is expected, instead of drawing nothing', async () => {
  const page = await pageOf([], someHealth({ review_budget: [], review_curve: [], candidates: null }));
  expect(page).toContain('No label error is expected.');
});
