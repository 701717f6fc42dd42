/** Flagging rows whose label the probabilities disagree with. */
import type { Probabilities } from '../../types.js';
import { NOT_CONFIDENT } from '../confident-classes.js';
import type { LabelledRows } from '../labelled-rows.js';

/** A given label this close to the most likely class counts as agreeing with it. */
const HEAD_START = 1e-6;

/**
 * Flags the rows whose most likely class is another than their label.
 *
 * @returns 1 for flagged rows, 0 for the others; length n
 */
export function predictedNeqGiven(labels: Uint32Array, probabilities: Probabilities): Uint8Array {
  return unflagAgreeing(new Uint8Array(labels.length).fill(1), labels, probabilities);
}

/**
 * Flags the rows that are confidently of another class than they are labelled with, off the diagonal of
 * the confident joint, and whose label is not their most likely class either.
 *
 * @returns 1 for flagged rows, 0 for the others; length n
 */
export function confidentlyOther({
  labels,
  probabilities,
  classes: { confident },
}: LabelledRows): Uint8Array {
  const mask = new Uint8Array(labels.length);
  for (let i = 0; i < mask.length; i++) {
    mask[i] = confident[i] !== NOT_CONFIDENT && confident[i] !== labels[i] ? 1 : 0;
  }
  return unflagAgreeing(mask, labels, probabilities);
}

/**
 * Takes the flag from every row whose given label is also its most likely class.
 *
 * @param mask written
 * @returns the same mask
 */
export function unflagAgreeing(
  mask: Uint8Array,
  labels: Uint32Array,
  probabilities: Probabilities,
): Uint8Array {
  const { classCount, values } = probabilities;
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] && givenIsMostLikely(values, i * classCount, labels[i]!, classCount)) mask[i] = 0;
  }
  return mask;
}

function givenIsMostLikely(values: Float64Array, offset: number, given: number, classCount: number): boolean {
  const own = values[offset + given]! + HEAD_START;
  for (let k = 0; k < classCount; k++) {
    if (k === given) continue;
    // Of equally likely classes the lowest counts as the most likely.
    if (k < given ? values[offset + k]! >= own : values[offset + k]! > own) return false;
  }
  return true;
}
