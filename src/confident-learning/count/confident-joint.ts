/** Counts of rows by given label and confident class. */
import type { ConfidentJoint, Probabilities } from '../../types.js';
import { checkedRows } from './labelled-rows.js';

/**
 * The confident joint: how many rows with each given label are confidently of each class.
 *
 * Northcutt, Jiang, Chuang, "Confident Learning: Estimating Uncertainty in Dataset Labels", JAIR 2021,
 * equation 1; `compute_confident_joint(calibrate=False)` in cleanlab.
 *
 * @param labels given class of each row, 0 … K−1; length n
 * @param probabilities out-of-sample P(class | row), n × K
 * @returns thresholds (length K) and counts of rows (K × K, [given][true]); the diagonal is at least 1
 * @throws UserError if the arguments do not fit together
 *
 * @example
 * const P = toProbabilities([[0.9, 0.1], [0.1, 0.9], [0.2, 0.8]]);
 * confidentJoint([0, 0, 1], P).counts; // [1, 1, 0, 1]
 */
export function confidentJoint(labels: ArrayLike<number>, probabilities: Probabilities): ConfidentJoint {
  const rows = checkedRows(labels, probabilities);
  return { thresholds: rows.thresholds, counts: rows.confidentCounts };
}

/**
 * The confident joint scaled so that each row sums to the number of rows with that label: an estimate
 * over all rows, not only the confident ones.
 *
 * JAIR 2021, equation 3; `compute_confident_joint(calibrate=True)` in cleanlab.
 *
 * @returns whole counts of rows, K × K, [given][true], summing to n
 * @throws UserError if the arguments do not fit together
 *
 * @example
 * // 4 rows are labelled 0; 2 of them are confidently of class 0, 1 of class 1, 1 of neither.
 * const P = toProbabilities([[0.9, 0.1], [0.8, 0.2], [0, 1], [0.5, 0.5], [0.1, 0.9]]);
 * calibratedJoint([0, 0, 0, 0, 1], P); // [3, 1, 0, 1]
 */
export function calibratedJoint(labels: ArrayLike<number>, probabilities: Probabilities): Float64Array {
  return checkedRows(labels, probabilities).calibratedJoint;
}

/** The joint distribution of given and true labels. */

/**
 * Estimates the joint distribution P(given label, true label). Its off-diagonal cells are the share of
 * the rows that are labelled one class and truly of another.
 *
 * Northcutt, Jiang, Chuang, "Confident Learning: Estimating Uncertainty in Dataset Labels", JAIR 2021,
 * equation 3; `estimate_joint` in cleanlab.
 *
 * @param labels given class of each row, 0 … K−1; length n
 * @param probabilities out-of-sample P(class | row), n × K
 * @returns probabilities, K × K, [given][true], summing to 1
 * @throws UserError if the arguments do not fit together
 *
 * @example
 * const P = toProbabilities([[0.9, 0.1], [0.1, 0.9], [0.2, 0.8], [0.3, 0.7]]);
 * estimateJoint([0, 0, 1, 1], P); // [0.25, 0.25, 0, 0.5]
 */
export function estimateJoint(labels: ArrayLike<number>, probabilities: Probabilities): Float64Array {
  return calibratedJoint(labels, probabilities).map((count) => count / labels.length);
}
