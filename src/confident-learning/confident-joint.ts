/** Counting the rows that are labelled one class and confidently of another. */
import type { ConfidentJoint, Probabilities } from '../types.js';
import { mostLikelyClass } from './probabilities.js';
import { roundPreservingSum } from './round-preserving.js';
import { countLabels } from './rows-by-class.js';
import { confidentThresholds } from './thresholds.js';
import { checkArguments } from './validate.js';

/** Slack of the comparison with a threshold, so that rounding errors do not decide. */
const SLACK = 1e-6;

/** What `confidentClasses` gives a row that reaches no threshold. */
export const NOT_CONFIDENT = -1;

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
  const given = checkArguments(labels, probabilities);
  const { classCount } = probabilities;
  const thresholds = confidentThresholds(given, probabilities);
  const confident = confidentClasses(probabilities, thresholds);
  const counts = new Float64Array(classCount * classCount);
  for (let i = 0; i < given.length; i++) {
    if (confident[i] !== NOT_CONFIDENT) counts[given[i]! * classCount + confident[i]!]! += 1;
  }
  // A class that no row is confidently of would otherwise be divided by 0 in what follows.
  for (let k = 0; k < classCount; k++) {
    counts[k * classCount + k] = Math.max(counts[k * classCount + k]!, 1);
  }
  return { thresholds, counts };
}

/**
 * The class that each row is confidently of: the one whose threshold it reaches, or, where it reaches
 * several, its most likely class.
 *
 * @param thresholds as `confidentThresholds` gives them; length K
 * @returns class indexes, or `NOT_CONFIDENT`; length n
 */
export function confidentClasses(probabilities: Probabilities, thresholds: Float64Array): Int32Array {
  const { classCount, values } = probabilities;
  const confident = new Int32Array(values.length / classCount);
  for (let i = 0; i < confident.length; i++) {
    const offset = i * classCount;
    let reached = 0;
    let last = NOT_CONFIDENT;
    for (let k = 0; k < classCount; k++) {
      if (values[offset + k]! >= thresholds[k]! - SLACK) {
        reached += 1;
        last = k;
      }
    }
    confident[i] = reached > 1 ? mostLikelyClass(values, offset, classCount) : last;
  }
  return confident;
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
  const given = checkArguments(labels, probabilities);
  const { counts } = confidentJoint(given, probabilities);
  return calibrateJoint(counts, countLabels(given, probabilities.classCount));
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
