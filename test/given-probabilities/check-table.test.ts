import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TableCheck } from '../../src/given-probabilities/check-table.js';

/** Rows of three values: good, clipped, or with a sum that is a little off. */
const row = fc.constantFrom([0.5, 0.25, 0.25], [1.00005, 0, -0.00005], [0.5, 0.25, 0.2495], [0.2, 0.3, 0.5]);
const tableOf = (rows: readonly (readonly number[])[]) => ({
  file: 'p.npy',
  names: null,
  rowCount: rows.length,
  columnCount: 3,
  values: Float64Array.from(rows.flat()),
  lines: null,
});

it('says the same of rows that come in pieces as of all at once', () => {
  const rows = fc.array(row, { minLength: 1, maxLength: 30 });
  const ends = fc.array(fc.nat(30));
  fc.assert(
    fc.property(rows, ends, fc.boolean(), (all, pieces, renormalize) => {
      const whole = new TableCheck(tableOf(all), renormalize).finish();
      const check = new TableCheck(tableOf(all), renormalize);
      for (const end of pieces.sort((a, b) => a - b)) check.rowsBefore(Math.min(end, all.length));
      expect(check.finish()).toEqual(whole);
    }),
  );
});

it('counts what it mended', () => {
  const rows = [
    [0.5, 0.25, 0.25],
    [1.00005, 0, -0.00005],
    [0.5, 0.25, 0.2495],
  ];
  const { notes, values } = new TableCheck(tableOf(rows), false).finish();
  expect(notes).toEqual([
    'p.npy: clipped 2 values up to 1e-4 outside 0 to 1',
    'p.npy: the probabilities of 1 row sum to 1 only within 1e-3; taken as they are',
  ]);
  expect([...values.subarray(3, 6)]).toEqual([1, 0, 0]);
});

it('refuses a row no earlier than it comes', () => {
  const check = new TableCheck(
    tableOf([
      [0.5, 0.5, 0],
      [0.5, 0.5, Number.NaN],
      [2, 0, 0],
    ]),
    false,
  );
  check.rowsBefore(1);
  expect(() => check.rowsBefore(2)).toThrow('p.npy: row 1, column 2 (counted from 0)');
});
