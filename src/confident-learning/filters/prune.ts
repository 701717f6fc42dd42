/** The pruning methods: as many rows as the joint estimates to be mislabelled. */
import type { Probabilities } from '../../types.js';
import { probabilitiesOfClass } from '../probabilities.js';
import { rowsByClass } from '../rows-by-class.js';
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
  const mask = new Uint8Array(labels.length);
  for (const [k, rows] of rowsByClass(labels, classCount).entries()) {
    if (rows.length <= minExamplesPerClass) continue;
    const lead = new Float64Array(rows.length);
    for (let j = 0; j < classCount; j++) {
      const count = counts[j * classCount + k]!;
      if (j === k || count <= 0) continue;
      for (let r = 0; r < rows.length; r++) {
        const offset = rows[r]! * classCount;
        lead[r] = values[offset + k]! - values[offset + j]!;
      }
      flagLowest(mask, rows, lead, count);
    }
  }
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
