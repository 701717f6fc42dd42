/** Construction of `Probabilities`, and the predicted class. */

import type { Probabilities } from '../types.js';
import { raggedProbabilities } from './errors.js';

/**
 * Packs rows of class probabilities, the usual form of model outputs, into a flat array.
 *
 * @param rows n rows of K probabilities each
 * @returns a copy; `classCount` is 0 where there are no rows
 * @throws UserError if the rows are not all of one length
 *
 * @example
 * toProbabilities([[0.9, 0.1], [0.2, 0.8]]); // { classCount: 2, values: [0.9, 0.1, 0.2, 0.8] }
 */
export function toProbabilities(rows: ArrayLike<ArrayLike<number>>): Probabilities {
  const classCount = rows[0]?.length ?? 0;
  const values = new Float64Array(rows.length * classCount);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (row.length !== classCount) throw raggedProbabilities(i, row.length, classCount);
    values.set(row, i * classCount);
  }
  return { classCount, values };
}

/**
 * The most likely class of each row; ties go to the lowest.
 *
 * @returns class indexes; length n
 *
 * @example
 * predictedClasses(toProbabilities([[0.9, 0.1], [0.5, 0.5]])); // [0, 0]
 */
export function predictedClasses(probabilities: Probabilities): Uint32Array {
  const { classCount, values } = probabilities;
  const predicted = new Uint32Array(classCount === 0 ? 0 : values.length / classCount);
  for (let i = 0; i < predicted.length; i++)
    predicted[i] = mostLikelyClass(values, i * classCount, classCount);
  return predicted;
}

/** The class with the largest of the K values from `offset`; ties go to the lowest. */
export function mostLikelyClass(values: Float64Array, offset: number, classCount: number): number {
  let best = 0;
  for (let k = 1; k < classCount; k++) if (values[offset + k]! > values[offset + best]!) best = k;
  return best;
}

/** The probability of each row's given label; length n. */
export function givenProbabilities(labels: Uint32Array, { classCount, values }: Probabilities): Float64Array {
  const given = new Float64Array(labels.length);
  for (let i = 0; i < given.length; i++) given[i] = values[i * classCount + labels[i]!]!;
  return given;
}

/** P(class k | row) of some rows, in their order. */
export function probabilitiesOfClass(
  probabilities: Probabilities,
  k: number,
  rows: Uint32Array,
): Float64Array {
  const { classCount, values } = probabilities;
  const column = new Float64Array(rows.length);
  for (let r = 0; r < rows.length; r++) column[r] = values[rows[r]! * classCount + k]!;
  return column;
}
