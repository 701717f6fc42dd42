/** The number of rows of each pair of classes that the pruning methods flag. */

import { roundPreservingSum } from '../count/round-preserving.js';
import { countLabels } from '../count/rows-by-class.js';
import type { PruneSettings } from './options.js';

/**
 * The pruning matrix: element [t][g] is the number of rows labelled g and truly t to flag; the diagonal has the number
 * of rows of class t to keep.
 *
 * @param joint calibrated confident joint, K × K, [given][true]
 * @param labels given class of each row, 0 … K−1; length n
 * @returns whole counts, K × K, [true][given]: transposed against the joint, as in cleanlab
 */
export function pruneCounts(joint: Float64Array, labels: Uint32Array, settings: PruneSettings): Float64Array {
  const classCount = Math.sqrt(joint.length);
  const counts = new Float64Array(joint.length);
  for (let g = 0; g < classCount; g++) {
    const column = pruneColumn(joint.subarray(g * classCount, (g + 1) * classCount), g, settings);
    for (let t = 0; t < classCount; t++) counts[t * classCount + g] = column[t]!;
  }
  if (settings.removePerClass === undefined) return counts;
  return scaleToRemoval(counts, settings.removePerClass, countLabels(labels, classCount));
}

/**
 * The counts for the rows of one given label: at least `minExamplesPerClass` of them are kept, taken in equal parts
 * from the counts of the other classes, and only `fracNoise` of the rest is flagged.
 */
function pruneColumn(jointRow: Float64Array, given: number, settings: PruneSettings): Float64Array {
  const estimated = jointRow[given]!;
  const kept = Math.max(estimated, settings.minExamplesPerClass);
  const nonZero = jointRow.reduce((total, count) => total + (count === 0 ? 0 : 1), 0);
  const less = (kept - estimated) / Math.max(nonZero - 1, 1);
  const column = new Float64Array(jointRow.length);
  let spared = 0;
  for (let t = 0; t < column.length; t++) {
    if (t === given) continue;
    const wrong = Math.max(jointRow[t]! - less, 0);
    // Truncated, not rounded, as in cleanlab: one row too few is better than one too many.
    column[t] = Math.trunc(wrong * settings.fracNoise);
    spared += wrong - wrong * settings.fracNoise;
  }
  column[given] = Math.trunc(kept + spared);
  return column;
}

/**
 * Scales each row of the pruning matrix so that its off-diagonal counts sum to `removePerClass`.
 *
 * A cell is first divided by the sum of the *row* with the number of its column. This is a mistake in cleanlab, kept
 * to give the same results; it moves few rows between given labels.
 */
function scaleToRemoval(
  counts: Float64Array,
  removePerClass: ArrayLike<number>,
  classCounts: Uint32Array,
): Float64Array {
  const classCount = classCounts.length;
  const rowSums = new Float64Array(classCount);
  for (let cell = 0; cell < counts.length; cell++) rowSums[Math.floor(cell / classCount)]! += counts[cell]!;
  const scaled = new Float64Array(counts.length);
  for (let t = 0; t < classCount; t++) {
    const row = counts.subarray(t * classCount, (t + 1) * classCount);
    const shares = row.map((count, g) => (g === t || rowSums[g] === 0 ? 0 : count / rowSums[g]!));
    const total = shares.reduce((a, b) => a + b);
    // No row seems to be truly of this class, so the labels of its rows cannot be estimated.
    const removal = shares.map((share) => (total === 0 ? 0 : (share * removePerClass[t]!) / total));
    removal[t] = classCounts[t]! - removePerClass[t]!;
    scaled.set(roundPreservingSum(removal), t * classCount);
  }
  return scaled;
}
