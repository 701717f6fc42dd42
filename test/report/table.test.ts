import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { cutMiddle } from '../../src/report/layout.js';
import type { ReportContext } from '../../src/report/reporter.js';
import { table } from '../../src/report/table.js';
import { asStream, someContext, someRecord, textOf } from '../support/records.js';

const context = someContext();
const linesOf = async (
  records: Parameters<typeof someRecord>[0][],
  overrides: Partial<ReportContext> = {},
) => {
  const text = await textOf(table(asStream(records.map(someRecord)), { ...context, ...overrides }));
  return text.split('\n').slice(0, -1);
};

test('no records make no table', async () => {
  expect(await linesOf([])).toEqual([]);
});

test('a record is one line, whatever its text', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), async (a, b) => {
      const lines = await linesOf([
        { text: a, given_label: b },
        { text: b, predicted_label: a },
      ]);
      expect(lines).toHaveLength(4);
    }),
  );
});

test('lines are never wider than the terminal, with wide characters too', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.integer({ min: 46, max: 200 }),
      async (text, width) => {
        for (const line of await linesOf([{ text }, { text: '漢字'.repeat(100) }], { width })) {
          expect(stringWidth(line)).toBeLessThanOrEqual(width);
        }
      },
    ),
  );
});

test('a long table is made in time and keeps its columns', async () => {
  const lines = await linesOf(Array.from({ length: 5000 }, (_, i) => ({ rank: i + 1 })));
  expect(lines).toHaveLength(5002);
  expect(new Set(lines.slice(2).map((line) => line.indexOf('a good film')))).toEqual(
    new Set([lines[0]!.indexOf('text')]),
  );
});

test('up to four of the words behind a suggestion are shown where there is room', async () => {
  const evidence = ['one', 'two', 'three', 'four', 'five'].map((token) => ({ token, weight: 1 }));
  expect((await linesOf([{ evidence }], { width: 140 }))[2]).toContain('one, two, three, four ');
  expect((await linesOf([{ evidence }], { width: 80 })).join()).not.toContain('one, two');
});

test('a row that was not judged says so', async () => {
  const [, , line] = await linesOf([{ predicted_label: null, label_quality: null, is_label_issue: false }]);
  expect(line).toMatch(/not judged +–/);
});

test('colours are there when asked for, and only then', async () => {
  expect((await linesOf([{}])).join()).not.toContain('\x1b');
  expect((await linesOf([{}], { colour: true }))[2]).toContain('\x1b[31mneg');
});

test('what was left out is said', async () => {
  expect((await linesOf([{}], { more: 1234 })).at(-1)).toContain('1,234 more');
});

test('long names of classes keep both ends', () => {
  expect(cutMiddle('declined_card_withdrawal', 16)).toBe('declined_…drawal');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 30 }), (name, width) => {
      const cut = cutMiddle(name, width);
      expect(stringWidth(cut)).toBeLessThanOrEqual(Math.max(width, 1));
      if (stringWidth(name) <= width) expect(cut).toBe(name);
    }),
  );
});
