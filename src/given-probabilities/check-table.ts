import { SUM_TOLERANCE } from '../confident-learning/validate.js';
import { withCommas } from '../errors/wording.js';
import { notAProbability, rowNotScalable, rowSumOff } from './errors.js';
import { type NumberTable, placeOf } from './number-table.js';

/** Values may be outside 0 to 1 by this much, as those of 32-bit floats are: they are clipped. */
const CLIP_TOLERANCE = 1e-4;
/** Sums further from 1 than this are reported: the rounding of 32-bit floats is not. */
const TOLD_DIFFERENCE = 1e-6;

/** A table whose rows are probabilities, and what was done to make them so. */
export interface CheckedTable extends NumberTable {
  /** Lines for people. */
  readonly notes: readonly string[];
}

/**
 * Makes sure that the rows of a table are probabilities, as they come. Values up to 1e-4 outside 0 to 1 are clipped;
 * rows whose sum is up to 1e-3 off are taken as they are. Both are counted in the notes.
 *
 * @example
 * const check = new TableCheck(table, false);
 * check.rowsBefore(1000); // the first 1,000 rows are read
 * check.finish().notes // ['p.npy: clipped 1 value up to 1e-4 outside 0 to 1']
 */
export class TableCheck {
  readonly #table: NumberTable;
  readonly #renormalize: boolean;
  /** Rows that are checked. */
  #checked = 0;
  #clipped = 0;
  #off = 0;
  #scaled = 0;

  /**
   * @param table its values are changed in place
   * @param renormalize whether to divide each row by its sum, whatever that is
   */
  constructor(table: NumberTable, renormalize: boolean) {
    this.#table = table;
    this.#renormalize = renormalize;
  }

  /**
   * Checks the rows before `end` that are not checked yet.
   *
   * @throws UserError with row and column of the first value, or the row of the first sum, that is further off
   */
  rowsBefore(end: number): void {
    const { values, columnCount } = this.#table;
    const renormalize = this.#renormalize;
    const most = renormalize ? Number.MAX_VALUE : 1 + CLIP_TOLERANCE;
    for (let row = this.#checked, at = row * columnCount; row < end; row++) {
      let sum = 0;
      for (let k = 0; k < columnCount; k++, at++) {
        let value = values[at]!;
        // Written so that NaN fails too.
        if (!(value >= 0 && value <= 1)) {
          if (!(value >= -CLIP_TOLERANCE && value <= most)) {
            throw notAProbability(placeOf(this.#table, row, k), String(value));
          }
          if (value < 0 || !renormalize) {
            value = value < 0 ? 0 : 1;
            values[at] = value;
            this.#clipped++;
          }
        }
        sum += value;
      }
      if (Math.abs(sum - 1) > TOLD_DIFFERENCE || (renormalize && sum !== 1)) this.#takeSum(row, sum);
    }
    this.#checked = end;
  }

  /** Takes a row whose sum is not 1. */
  #takeSum(row: number, sum: number): void {
    const { values, columnCount } = this.#table;
    const isTold = Math.abs(sum - 1) > TOLD_DIFFERENCE;
    if (this.#renormalize) {
      if (!(sum > 0 && sum < Number.POSITIVE_INFINITY)) throw rowNotScalable(placeOf(this.#table, row), sum);
      for (let at = row * columnCount; at < (row + 1) * columnCount; at++) values[at]! /= sum;
      if (isTold) this.#scaled++;
    } else {
      if (Math.abs(sum - 1) > SUM_TOLERANCE) throw rowSumOff(placeOf(this.#table, row), sum);
      this.#off++;
    }
  }

  /**
   * Checks the rows that are left.
   *
   * @throws UserError as `rowsBefore`
   */
  finish(): CheckedTable {
    const table = this.#table;
    this.rowsBefore(table.rowCount);
    const [clipped, off, scaled] = [this.#clipped, this.#off, this.#scaled];
    const notes = [
      clipped === 0 ? '' : `${table.file}: clipped ${counted(clipped, 'value')} up to 1e-4 outside 0 to 1`,
      off === 0
        ? ''
        : `${table.file}: the probabilities of ${counted(off, 'row')} sum to 1 only within 1e-3; taken as they are`,
      scaled === 0 ? '' : `${table.file}: divided ${counted(scaled, 'row')} by the sum of their values`,
    ];
    return { ...table, notes: [...(table.notes ?? []), ...notes.filter((note) => note !== '')] };
  }
}

function counted(count: number, what: string): string {
  return `${withCommas(count)} ${what}${count === 1 ? '' : 's'}`;
}
