/** The pruning methods: flag as many rows as the joint estimates to be mislabelled. */
import type { Probabilities } from '../../types.js';
import type { LabelledRows } from '../count/labelled-rows.js';
import { countLabels, rowsByClass } from '../count/rows-by-class.js';
import { probabilitiesOfClass } from '../probabilities.js';
import { flagLowest } from './lowest.js';
import { LowestRows } from './lowest-rows.js';

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
