import type { LikelyClasses } from './likely-classes.js';
import { PSEUDO_ROWS, smoothingNoise } from './noise-matrix.js';

/** T on its side, so that what belongs to one given label lies together: T[k][y] at `y * K + k`. */
export type NoiseByGiven = Float64Array;

/**
 * One step of expectation-maximisation for T, as `refineNoiseMatrix` makes it, with P of the likely classes of each row.
 * The other classes of a row count together: as wrong, and for all classes alike.
 *
 * @param likely P of n rows
 * @param byGiven the T before
 * @param labels y, length n
 * @param known C of rows whose true class is known, on its side as T
 */
export function refineSparsely(
  likely: LikelyClasses,
  byGiven: NoiseByGiven,
  labels: Uint32Array,
  known?: Float64Array,
): NoiseByGiven {
  const K = likely.classCount;
  const { counts, tails } = countLikely(likely, byGiven, labels);
  let [all, right] = [0, 0];
  for (let y = 0, at = 0; y < K; y++) {
    // Of a class other than the given one.
    const ofEach = tails[y]! / (K - 1);
    for (let k = 0; k < K; k++, at++) {
      if (k !== y) counts[at]! += ofEach;
      counts[at]! += known?.[at] ?? 0;
      all += counts[at]!;
      if (k === y) right += counts[at]!;
    }
  }
  return smoothSparsely(counts, smoothingNoise((all - right) / all), K);
}

function smoothSparsely(counts: Float64Array, epsilon: number, K: number): NoiseByGiven {
  const kept = PSEUDO_ROWS * (K - 1) * (1 - epsilon);
  const changed = PSEUDO_ROWS * epsilon;
  const sums = new Float64Array(K);
  for (let y = 0, at = 0; y < K; y++) {
    for (let k = 0; k < K; k++, at++) {
      counts[at]! += k === y ? kept : changed;
      sums[k]! += counts[at]!;
    }
  }
  for (let y = 0, at = 0; y < K; y++) for (let k = 0; k < K; k++, at++) counts[at]! /= sums[k]!;
  return counts;
}

/** Rows by given label and posterior true class, and by given label those of the classes that were not kept. */
function countLikely(
  { classCount: K, rowStart, classes, probabilities, tails }: LikelyClasses,
  byGiven: NoiseByGiven,
  labels: Uint32Array,
): { counts: Float64Array; tails: Float64Array } {
  const counts = new Float64Array(K * K);
  const tailCounts = new Float64Array(K);
  const ofOthers = meanOfOthers(byGiven, K);
  const joint = new Float64Array(K);
  for (let row = 0; row < labels.length; row++) {
    const y = labels[row]!;
    const [start, end] = [rowStart[row]!, rowStart[row + 1]!];
    const tail = tails[row]! * ofOthers[y]!;
    let sum = tail;
    for (let at = start; at < end; at++) {
      joint[at - start] = probabilities[at]! * byGiven[y * K + classes[at]!]!;
      sum += joint[at - start]!;
    }
    if (!(sum > 0)) continue;
    for (let at = start; at < end; at++) counts[y * K + classes[at]!]! += joint[at - start]! / sum;
    tailCounts[y]! += tail / sum;
  }
  return { counts, tails: tailCounts };
}

/** The mean over k ≠ y of T[k][y], for each y. */
function meanOfOthers(byGiven: NoiseByGiven, K: number): Float64Array {
  const means = new Float64Array(K);
  for (let y = 0, at = 0; y < K; y++) {
    let sum = 0;
    for (let k = 0; k < K; k++, at++) if (k !== y) sum += byGiven[at]!;
    means[y] = sum / (K - 1);
  }
  return means;
}
