import type { TrustedTerms } from '../types.js';
import type { Copies } from '../vectorize/copies.js';

/** Rows of labels, and what else is known of them. */
export interface ClassExamples {
  /** Labels of the rows that are learnt from. */
  readonly learnt: Uint32Array;
  readonly trusted?: TrustedTerms | undefined;
  /** Copies among the learnt rows: the same text with the same label is one example. */
  readonly copies?: Copies | undefined;
  /** Labels of other rows that are judged; null where it is the learnt rows. */
  readonly judged: Uint32Array | null;
}

/**
 * Marks the judged rows whose class has so few examples, the row included, that no model which leaves the row out can
 * tell it from an error.
 *
 * @param examples the rows
 * @param classCount K
 * @param most a class with no more examples than this is rare
 * @returns 1 for rows of rare classes; length of the judged labels
 *
 * @example
 * rowsOfRareClasses({ learnt: Uint32Array.of(0, 0, 1), judged: null }, 2, 1) // Uint8Array [0, 0, 1]
 */
export function rowsOfRareClasses(
  { learnt, trusted, copies, judged }: ClassExamples,
  classCount: number,
  most: number,
): Uint8Array {
  const examples = new Float64Array(classCount);
  const seen = new Set<number>();
  for (let row = 0; row < learnt.length; row++) {
    const group = copies?.groupOf[row] ?? -1;
    const key = group * classCount + learnt[row]!;
    if (group >= 0 && seen.has(key)) continue;
    if (group >= 0) seen.add(key);
    examples[learnt[row]!]!++;
  }
  for (const label of trusted?.labels ?? []) examples[label]!++;
  const itself = judged === null ? 0 : 1;
  return Uint8Array.from(judged ?? learnt, (label) => Number(examples[label]! + itself <= most));
}
