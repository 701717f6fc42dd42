/** Cells that spreadsheets would run. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guarded, unguarded } from '../../../src/dataset/csv/spreadsheet-cell.js';

/** How a spreadsheet sees what we write, whatever it takes for the separator: pieces, quotes around them taken off. */
const pieces = (cell: string) => cell.split(/[;\t\r\n]/).map((piece) => piece.replace(/^"*/, ''));

test.each([
  ['=1+1', "'=1+1"],
  ["'=1+1", "''=1+1"],
  ["''=1", "'''=1"],
  ['\n=1', "'\n'=1"],
  ['＝1', "'＝1"],
  ['＋1', "'＋1"],
  ['－1', "'－1"],
  ['＠A', "'＠A"],
  ['good;=1', "good;'=1"],
  ['good;"=1"', 'good;\'"=1"'],
  ['5 - 3 = 2', '5 - 3 = 2'],
  ["'tis", "'tis"],
  ['a; b', 'a; b'],
])('%j becomes %j', (text, cell) => {
  expect(guarded(text)).toBe(cell);
  expect(unguarded(cell)).toBe(text);
});

test('no text begins a formula, all are read back, and no two look alike', () => {
  const odd = fc.constantFrom('=', '+', '-', '@', '＝', '＠', "'", '"', ';', '\t', '\n', '\r', 'a', ' ');
  fc.assert(
    fc.property(fc.string({ unit: odd, maxLength: 8 }), (text) => {
      const cell = guarded(text);
      expect(unguarded(cell)).toBe(text);
      expect(cell).not.toMatch(/^[\t\r\n=+\-@＝＠]/);
      for (const piece of pieces(cell).slice(1)) expect(piece).not.toMatch(/^[=+\-@＝＋－＠]/);
    }),
    { numRuns: 20_000 },
  );
});
