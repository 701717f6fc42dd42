/** The pruning methods: flag as many rows as the joint estimates to be mislabelled. */
import type { Probabilities } from '../../types.js';
import type { LabelledRows } from '../count/labelled-rows.js';
import { roundPreservingSum } from '../count/round-preserving.js';
import { countLabels, rowsByClass } from '../count/rows-by-class.js';
import { probabilitiesOfClass } from '../probabilities.js';
import { flagLowest, LowestRows } from './lowest.js';
import type { PruneSettings } from './options.js';

/**
 * For each class k and each other class j, flags the rows labelled k with the largest margin towards j, as many as are
 * estimated to be truly of class j.
 *
 * JAIR 2021, "prune by noise rate".
 *
 * @param counts the result of `pruneCounts`, K × K, [true][given]
 * @param minExamplesPerClass no row of a class of this size or smaller is flagged
 * @returns 1 for flagged rows, 0 for the others; length n
 */
export function pruneByNoiseRate(
  rows: LabelledRows,
  counts: Float64Array,
  minExamplesPerClass: number,
): Uint8Array {
  const { labels, classes } = rows;
  const { classCount } = rows.probabilities;
  const classCounts = countLabels(labels, classCount);
  // The number of rows labelled k to flag towards j, at k · K + j.
  const most = new Float64Array(counts.length);
  for (let k = 0; k < classCount; k++) {
    if (classCounts[k]! <= minExamplesPerClass) continue;
    for (let j = 0; j < classCount; j++) {
      if (j !== k) most[k * classCount + j] = Math.min(counts[j * classCount + k]!, classCounts[k]!);
    }
  }
  // A row whose label is its most likely class leads by 0 or more over every other. There are many such rows, and they
  // can be skipped where leads below 0 fill the lists.
  const rest = new LowestRows(most, 0);
  offerLeads(rest, rows, (row) => classes.predicted[row] !== labels[row]);
  const needsAll = new Uint8Array(classCount);
  for (let pair = 0; pair < most.length; pair++) {
    if (rest.hasRoom(pair)) needsAll[Math.floor(pair / classCount)] = 1;
  }
  const mask = new Uint8Array(labels.length);
  for (const row of rest.rows()) if (needsAll[labels[row]!] === 0) mask[row] = 1;
  if (!needsAll.includes(1)) return mask;
  const all = new LowestRows(most);
  offerLeads(all, rows, (row) => needsAll[labels[row]!] === 1);
  for (const row of all.rows()) mask[row] = 1;
  return mask;
}

/** Offers rows to the lists of pairs of classes, with the lead of their label k over each class j, at k · K + j. */
function offerLeads(
  lowest: LowestRows,
  { labels, selfConfidence, probabilities }: LabelledRows,
  isOffered: (row: number) => boolean,
): void {
  const { classCount, values } = probabilities;
  const { below } = lowest;
  for (let row = 0; row < labels.length; row++) {
    if (!isOffered(row)) continue;
    const start = row * classCount;
    const pairs = labels[row]! * classCount;
    const own = selfConfidence[row]!;
    for (let j = 0; j < classCount; j++) {
      const lead = own - values[start + j]!;
      if (lead < below[pairs + j]!) lowest.offer(pairs + j, row, lead);
    }
  }
}

/**
 * For each class, flags the rows labelled with it that have the lowest self confidence, all but the number to keep.
 *
 * JAIR 2021, "prune by class".
 *
 * @param counts the result of `pruneCounts`, K × K, [true][given]
 * @param minExamplesPerClass no row of a class of this size or smaller is flagged
 * @returns 1 for flagged rows, 0 for the others; length n
 */
export function pruneByClass(
  labels: Uint32Array,
  probabilities: Probabilities,
  counts: Float64Array,
  minExamplesPerClass: number,
): Uint8Array {
  const { classCount } = probabilities;
  const mask = new Uint8Array(labels.length);
  for (const [k, rows] of rowsByClass(labels, classCount).entries()) {
    if (rows.length <= minExamplesPerClass) continue;
    const confidence = probabilitiesOfClass(probabilities, k, rows);
    flagLowest(mask, rows, confidence, rows.length - counts[k * classCount + k]!);
  }
  return mask;
}

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
