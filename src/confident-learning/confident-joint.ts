/** Counting the rows that are labelled one class and confidently of another. */
import type { ConfidentJoint, Probabilities } from '../types.js';
import { NOT_CONFIDENT } from './confident-classes.js';
import { checkedRows, type LabelledRows } from './labelled-rows.js';
import { roundPreservingSum } from './round-preserving.js';
import { countLabels } from './rows-by-class.js';

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
  return { thresholds: rows.thresholds, counts: confidentCounts(rows) };
}

/** The counts of `confidentJoint`. */
function confidentCounts({ labels, probabilities, classes: { confident } }: LabelledRows): Float64Array {
  const { classCount } = probabilities;
  const counts = new Float64Array(classCount * classCount);
  for (let i = 0; i < labels.length; i++) {
    if (confident[i] !== NOT_CONFIDENT) counts[labels[i]! * classCount + confident[i]!]! += 1;
  }
  // A class that no row is confidently of would otherwise be divided by 0 in what follows.
  for (let k = 0; k < classCount; k++) {
    counts[k * classCount + k] = Math.max(counts[k * classCount + k]!, 1);
  }
  return counts;
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
  return calibratedJointOf(checkedRows(labels, probabilities));
}

/** `calibratedJoint` of rows that were checked. */
export function calibratedJointOf(rows: LabelledRows): Float64Array {
  return calibrateJoint(confidentCounts(rows), countLabels(rows.labels, rows.probabilities.classCount));
}

/**
 * Scales each row of a confident joint to the number of rows with that label, in whole numbers.
 *
 * `calibrate_confident_joint` in cleanlab.
 *
 * @param counts K × K, [given][true], with a diagonal of at least 1
 * @param classCounts rows with each given label; length K
 * @returns whole counts, K × K; row g sums to `classCounts[g]`
 */
export function calibrateJoint(counts: Float64Array, classCounts: ArrayLike<number>): Float64Array {
  const classCount = classCounts.length;
  const calibrated = new Float64Array(counts.length);
  for (let g = 0; g < classCount; g++) {
    const row = counts.subarray(g * classCount, (g + 1) * classCount);
    const rowSum = row.reduce((a, b) => a + b);
    const scaled = row.map((count) => (count / rowSum) * classCounts[g]!);
    calibrated.set(roundPreservingSum(scaled), g * classCount);
  }
  return calibrated;
}
