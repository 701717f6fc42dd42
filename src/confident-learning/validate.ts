/** The check of a caller's arguments; every public function of this folder begins with it. */

import type { Probabilities } from '../types.js';
import {
  badClassCount,
  badLabel,
  badProbability,
  badProbabilitySum,
  emptyProblem,
  sizesDiffer,
} from './errors.js';

/**
 * Tolerance of the sum of a row. Wide enough for 32-bit floats and for files with four decimals, narrow enough to
 * detect logits, percentages and a missing column.
 */
export const SUM_TOLERANCE = 1e-3;

/**
 * Checks that labels and probabilities fit together.
 *
 * @param labels given class of each row, 0 … K−1; length n ≥ 1
 * @param probabilities n × K with K ≥ 2, none negative, each row summing to 1 within `SUM_TOLERANCE`
 * @returns the labels as a typed array: the same object if they are one already
 * @throws UserError with the first row that is wrong
 */
export function checkArguments(labels: ArrayLike<number>, probabilities: Probabilities): Uint32Array {
  const { classCount, values } = probabilities;
  if (labels.length === 0) throw emptyProblem();
  if (!Number.isInteger(classCount) || classCount < 2) throw badClassCount(classCount);
  if (values.length !== labels.length * classCount) {
    throw sizesDiffer(labels.length, classCount, values.length);
  }
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (!(Number.isInteger(label) && label >= 0 && label < classCount)) throw badLabel(i, label, classCount);
    checkRow(i, values, classCount);
  }
  return labels instanceof Uint32Array ? labels : Uint32Array.from(labels);
}

function checkRow(row: number, values: Float64Array, classCount: number): void {
  let sum = 0;
  for (let k = 0; k < classCount; k++) {
    const value = values[row * classCount + k]!;
    // This form rejects NaN too; a value far above 1 is detected by the sum.
    if (!(value >= 0)) throw badProbability(row, k, value);
    sum += value;
  }
  if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) throw badProbabilitySum(row, sum);
}
