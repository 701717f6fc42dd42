import { SUM_TOLERANCE } from '../confident-learning/validate.js';
import { notAProbability, rowNotScalable, rowSumOff, withCommas } from '../errors.js';
import { type NumberTable, placeOf } from './number-table.js';

/** Values may be outside 0 to 1 by this much, as those of 32-bit floats are: they are clipped. */
const CLIP_TOLERANCE = 1e-4;
/** Sums further from 1 than this are told: the rounding of 32-bit floats is not. */
const TOLD_DIFFERENCE = 1e-6;

/** A table whose rows are probabilities, and what was done to make them so. */
export interface CheckedTable extends NumberTable {
  /** Lines for people. */
  readonly notes: readonly string[];
}

/**
 * Makes sure that the rows of a table are probabilities. Values up to 1e-4 outside 0 to 1 are clipped; rows whose
 * sum is up to 1e-3 off are taken as they are. Both are counted in the notes.
 *
 * @param table its values are changed in place
 * @param renormalize whether to divide each row by its sum, whatever that is
 * @throws UserError with row and column of the first value, or the row of the first sum, that is further off
 */
export function checkTable(table: NumberTable, renormalize: boolean): CheckedTable {
  const { file, values, rowCount, columnCount } = table;
  const most = renormalize ? Number.MAX_VALUE : 1 + CLIP_TOLERANCE;
  let [clipped, off, scaled] = [0, 0, 0];
  for (let row = 0, at = 0; row < rowCount; row++) {
    let sum = 0;
    for (let k = 0; k < columnCount; k++, at++) {
      let value = values[at]!;
      // Written so that NaN fails too.
      if (!(value >= 0 && value <= 1)) {
        if (!(value >= -CLIP_TOLERANCE && value <= most)) {
          throw notAProbability(placeOf(table, row, k), String(value));
        }
        if (value < 0 || !renormalize) {
          value = value < 0 ? 0 : 1;
          values[at] = value;
          clipped++;
        }
      }
      sum += value;
    }
    if (renormalize && sum !== 1) {
      if (!(sum > 0 && sum < Number.POSITIVE_INFINITY)) throw rowNotScalable(placeOf(table, row), sum);
      for (let k = 0; k < columnCount; k++) values[at - columnCount + k]! /= sum;
      if (Math.abs(sum - 1) > TOLD_DIFFERENCE) scaled++;
    } else if (Math.abs(sum - 1) > TOLD_DIFFERENCE) {
      if (Math.abs(sum - 1) > SUM_TOLERANCE) throw rowSumOff(placeOf(table, row), sum);
      off++;
    }
  }
  const notes = [
    clipped === 0 ? '' : `${file}: clipped ${counted(clipped, 'value')} up to 1e-4 outside 0 to 1`,
    off === 0
      ? ''
      : `${file}: the probabilities of ${counted(off, 'row')} sum to 1 only within 1e-3; taken as they are`,
    scaled === 0 ? '' : `${file}: divided ${counted(scaled, 'row')} by the sum of their values`,
  ];
  return { ...table, notes: notes.filter((note) => note !== '') };
}

function counted(count: number, what: string): string {
  return `${withCommas(count)} ${what}${count === 1 ? '' : 's'}`;
}
