/** Adjustment for a model that is more confident of some classes than of others. */
import type { Probabilities } from '../../types.js';
import { pairwiseSum } from '../count/pairwise-sum.js';
import { confidentThresholds } from '../count/thresholds.js';

/**
 * Subtracts from the probability of each class its confident threshold, so that a class of which the model is always
 * confident has no advantage, then adds the largest threshold to all, to keep them from being negative, and scales each
 * row to sum to 1 again.
 *
 * Northcutt, Jiang, Chuang, "Confident Learning: Estimating Uncertainty in Dataset Labels", JAIR 2021;
 * `get_label_quality_scores(adjust_pred_probs=True)` in cleanlab.
 *
 * @param labels given class of each row, 0 … K−1; length n
 * @param probabilities out-of-sample P(class | row), n × K
 * @returns new probabilities, n × K
 * @throws UserError if the arguments do not fit together
 *
 * @example
 * // Thresholds 0.9 and 0.6: the first row becomes [0.9, 0.4] / 1.3.
 * adjustProbabilities([0, 1], toProbabilities([[0.9, 0.1], [0.4, 0.6]])).values; // [0.69, 0.31, 0.31, 0.69]
 */
export function adjustProbabilities(labels: ArrayLike<number>, probabilities: Probabilities): Probabilities {
  const { classCount, values } = probabilities;
  const adjust = rowAdjuster(confidentThresholds(labels, probabilities));
  const adjusted = new Float64Array(values.length);
  for (let offset = 0; offset < values.length; offset += classCount) {
    adjust(values, offset, adjusted.subarray(offset, offset + classCount));
  }
  return { classCount, values: adjusted };
}

/** Writes the adjusted form of the row at `offset` into `target`, of length K. */
export type RowAdjuster = (values: Float64Array, offset: number, target: Float64Array) => void;

/** The adjustment of one row, for callers that do not need all rows at once. */
export function rowAdjuster(thresholds: Float64Array): RowAdjuster {
  const largest = thresholds.reduce((a, b) => Math.max(a, b));
  return (values, offset, target) => {
    for (let k = 0; k < thresholds.length; k++) target[k] = values[offset + k]! - thresholds[k]! + largest;
    const sum = pairwiseSum(target);
    for (let k = 0; k < thresholds.length; k++) target[k]! /= sum;
  };
}
