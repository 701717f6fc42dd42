/** Flags rows whose label disagrees with the probabilities. */

import type { LabelledRows } from '../count/labelled-rows.js';
import { NOT_CONFIDENT } from '../count/thresholds.js';

/** A given label whose probability is this close to the largest counts as agreeing. */
const HEAD_START = 1e-6;

/**
 * Flags the rows whose most likely class differs from their label.
 *
 * @returns 1 for flagged rows, 0 for the others; length n
 */
export function predictedNeqGiven(rows: LabelledRows): Uint8Array {
  return unflagAgreeing(new Uint8Array(rows.labels.length).fill(1), rows);
}

/**
 * Flags the rows that are confidently of a class other than their label (off the diagonal of the confident joint), and
 * whose label is not their most likely class either.
 *
 * @returns 1 for flagged rows, 0 for the others; length n
 */
export function confidentlyOther(rows: LabelledRows): Uint8Array {
  const { labels } = rows;
  const { confident } = rows.classes;
  const mask = new Uint8Array(labels.length);
  for (let i = 0; i < mask.length; i++) {
    mask[i] = confident[i] !== NOT_CONFIDENT && confident[i] !== labels[i] ? 1 : 0;
  }
  return unflagAgreeing(mask, rows);
}

/**
 * Clears the flag of every row whose given label is also its most likely class.
 *
 * @param mask modified in place
 * @returns the same mask
 */
export function unflagAgreeing(mask: Uint8Array, rows: LabelledRows): Uint8Array {
  const { labels, selfConfidence } = rows;
  const { predicted } = rows.classes;
  const { classCount, values } = rows.probabilities;
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] === 0) continue;
    const own = selfConfidence[i]! + HEAD_START;
    const largest = values[i * classCount + predicted[i]!]!;
    // Of equally likely classes, the lowest is the most likely.
    if (labels[i]! < predicted[i]! ? largest <= own : largest < own) mask[i] = 0;
  }
  return mask;
}
