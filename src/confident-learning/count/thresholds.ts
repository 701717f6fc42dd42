/** The probability from which a row is confidently of a class. */
import type { Probabilities } from '../../types.js';
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
