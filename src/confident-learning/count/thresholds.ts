/** The probability from which a row is confidently of a class. */
import type { Probabilities, RowClassNumbers } from '../../types.js';
import { givenProbabilities } from '../probabilities.js';
import { checkArguments } from '../validate.js';
import { pairwiseSum } from './pairwise-sum.js';
import { countLabels } from './rows-by-class.js';

/** Twice the slack of the comparison in `confidentClasses`, so that a probability of 0 never reaches it. */
const LOWEST_THRESHOLD = 2e-6;

/** Threshold of a class without rows: above every probability, so that no row is confidently of it. */
const UNREACHABLE_THRESHOLD = 2;

/**
 * The confident threshold of each class: the mean self confidence of the rows labelled with it, where
 * the self confidence of a row is the probability of its given label.
 *
 * Northcutt, Jiang, Chuang, "Confident Learning: Estimating Uncertainty in Dataset Labels", JAIR 2021,
 * equation 2; `get_confident_thresholds` in cleanlab.
 *
 * @param labels given class of each row, 0 … K−1; length n
 * @param probabilities out-of-sample P(class | row), n × K
 * @returns probabilities, at least 2e-6, and 2 for a class without rows; length K
 * @throws UserError if the arguments do not fit together
 *
 * @example
 * confidentThresholds([0, 0, 1], toProbabilities([[0.9, 0.1], [0.5, 0.5], [0.2, 0.8]])); // [0.7, 0.8]
 */
export function confidentThresholds(labels: ArrayLike<number>, probabilities: Probabilities): Float64Array {
  const given = checkArguments(labels, probabilities);
  return thresholdsOf(given, givenProbabilities(given, probabilities), probabilities.classCount);
}

/**
 * `confidentThresholds` of checked arguments.
 *
 * @param selfConfidence probability of each row's given label; length n
 */
export function thresholdsOf(
  labels: Uint32Array,
  selfConfidence: Float64Array,
  classCount: number,
): Float64Array {
  const counts = countLabels(labels, classCount);
  const starts = new Uint32Array(classCount);
  for (let k = 1; k < classCount; k++) starts[k] = starts[k - 1]! + counts[k - 1]!;
  // Self confidence, grouped by class; rows are read in the order of memory.
  const confidence = new Float64Array(labels.length);
  const next = starts.slice();
  for (let i = 0; i < labels.length; i++) {
    const given = labels[i]!;
    confidence[next[given]!++] = selfConfidence[i]!;
  }
  return Float64Array.from(counts, (count, k) => {
    if (count === 0) return UNREACHABLE_THRESHOLD;
    const own = confidence.subarray(starts[k]!, starts[k]! + count);
    return Math.max(pairwiseSum(own) / count, LOWEST_THRESHOLD);
  });
}

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
