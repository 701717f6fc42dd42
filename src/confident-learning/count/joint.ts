/** The joint distribution of given and true labels. */
import type { Probabilities } from '../../types.js';
import { calibratedJoint } from './confident-joint.js';

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
