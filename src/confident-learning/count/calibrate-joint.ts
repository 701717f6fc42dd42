/** Counts of confident rows, and their calibration to all rows. */

import { roundPreservingSum } from './round-preserving.js';
import { type ConfidentClasses, NOT_CONFIDENT } from './thresholds.js';

/**
 * Counts the rows with each given label that are confidently of each class.
 *
 * @param labels given class of each row, 0 … K−1; length n
 * @param confident the result of `confidentClasses`; length n
 * @returns K × K, [given][true]; the diagonal is at least 1
 */
export function countConfident(
  labels: Uint32Array,
  confident: ConfidentClasses,
  classCount: number,
): Float64Array {
  const counts = new Float64Array(classCount * classCount);
  for (let i = 0; i < labels.length; i++) {
    if (confident[i] !== NOT_CONFIDENT) counts[labels[i]! * classCount + confident[i]!]! += 1;
  }
  // Prevents divisions by 0 below for a class that no row is confidently of.
  for (let k = 0; k < classCount; k++) {
    counts[k * classCount + k] = Math.max(counts[k * classCount + k]!, 1);
  }
  return counts;
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
