/** The pruning methods: as many rows as the joint estimates to be mislabelled. */
import type { Probabilities } from '../../types.js';
import { LowestRows } from '../lowest-rows.js';
import { probabilitiesOfClass } from '../probabilities.js';
import { countLabels, rowsByClass } from '../rows-by-class.js';
import { flagLowest } from './lowest.js';

/**
 * For each class k and each other class j flags the rows labelled k that lean most towards j, as many
 * as are estimated to be truly of class j.
 *
 * JAIR 2021, "prune by noise rate".
 *
 * @param counts as `pruneCounts` gives them, K × K, [true][given]
 * @param minExamplesPerClass a class with no more rows than that is left alone
 * @returns 1 for flagged rows, 0 for the others; length n
 */
export function pruneByNoiseRate(
  labels: Uint32Array,
  probabilities: Probabilities,
  counts: Float64Array,
  minExamplesPerClass: number,
): Uint8Array {
  const { classCount, values } = probabilities;
  const classCounts = countLabels(labels, classCount);
  // Rows leaning most from k towards j, and what the lead of k must be below to be one of them, at k · K + j.
  const lowest: (LowestRows | undefined)[] = [];
  const below = new Float64Array(classCount * classCount).fill(Number.NEGATIVE_INFINITY);
  for (let k = 0; k < classCount; k++) {
    for (let j = 0; j < classCount; j++) {
      const count = counts[j * classCount + k]!;
      if (j === k || count <= 0 || classCounts[k]! <= minExamplesPerClass) continue;
      lowest[k * classCount + j] = new LowestRows(count);
      below[k * classCount + j] = Number.POSITIVE_INFINITY;
    }
  }
  for (let row = 0, at = 0; row < labels.length; row++) {
    const pairs = labels[row]! * classCount;
    const own = values[at + labels[row]!]!;
    for (let j = 0; j < classCount; j++, at++) {
      const lead = own - values[at]!;
      if (lead < below[pairs + j]!) below[pairs + j] = lowest[pairs + j]!.offer(row, lead);
    }
  }
  const mask = new Uint8Array(labels.length);
  for (const kept of lowest) for (const row of kept?.rows ?? []) mask[row] = 1;
  return mask;
}

/**
 * For each class flags the rows labelled with it that have the lowest self confidence, all but the
 * number that is to be kept.
 *
 * JAIR 2021, "prune by class".
 *
 * @param counts as `pruneCounts` gives them, K × K, [true][given]
 * @param minExamplesPerClass a class with no more rows than that is left alone
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
