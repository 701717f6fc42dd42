/** The confident class of a row. */
import type { Probabilities, RowClassNumbers } from '../../types.js';

/** Slack of the comparison with a threshold, so that rounding errors do not decide it. */
const SLACK = 1e-6;

const MOST_INT8 = 127;
const MOST_UINT8 = 255;

/** In place of a class for a row that reaches no threshold. */
export const NOT_CONFIDENT = -1;

/** Classes, or `NOT_CONFIDENT`; one byte each where there are few classes, which is usual. */
export type ConfidentClasses = Int8Array | Int32Array;

/** The classes of rows, by their probabilities. */
export interface RowClasses {
  /** The confident class of each row, or `NOT_CONFIDENT`; length n. */
  readonly confident: ConfidentClasses;
  /** The most likely class of each row, ties to the lowest; length n. */
  readonly predicted: RowClassNumbers;
}

/**
 * The confident class of each row: the one whose threshold it reaches or, where it reaches several, its most likely
 * class.
 *
 * @param thresholds the result of `confidentThresholds`; length K
 */
export function confidentClasses(probabilities: Probabilities, thresholds: Float64Array): RowClasses {
  const { classCount, values } = probabilities;
  const least = thresholds.map((threshold) => threshold - SLACK);
  const lowest = Math.min(...least);
  const rowCount = values.length / classCount;
  const confident = classCount <= MOST_INT8 + 1 ? new Int8Array(rowCount) : new Int32Array(rowCount);
  const predicted = classCount <= MOST_UINT8 + 1 ? new Uint8Array(rowCount) : new Uint32Array(rowCount);
  for (let i = 0, at = 0; i < rowCount; i++) {
    let reached = 0;
    let last = NOT_CONFIDENT;
    let likeliest = 0;
    let highest = values[at]!;
    for (let k = 0; k < classCount; k++, at++) {
      const value = values[at]!;
      if (value > highest) {
        highest = value;
        likeliest = k;
      }
      // Most values are below the lowest threshold.
      if (value >= lowest && value >= least[k]!) {
        reached += 1;
        last = k;
      }
    }
    confident[i] = reached > 1 ? likeliest : last;
    predicted[i] = likeliest;
  }
  return { confident, predicted };
}
