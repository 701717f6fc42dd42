import type { TermMatrix } from '../types.js';

/** A word of a row and how often it stands there. */
export interface RowTerm {
  readonly word: number;
  readonly count: number;
}

/**
 * The words of one row, in order of first appearance.
 *
 * @param row 0 … n−1
 *
 * @example
 * termsOfRow(terms, 0) // [{ word: 0, count: 2 }, { word: 1, count: 1 }]
 */
export function termsOfRow(terms: TermMatrix, row: number): RowTerm[] {
  const { blocks } = terms;
  const block =
    'readRow' in blocks ? blocks.readRow(row) : blocks.findLast(({ firstRow }) => firstRow <= row)!;
  const start = block.rowStart[row - block.firstRow]!;
  const end = block.rowStart[row - block.firstRow + 1]!;
  return Array.from(block.term.subarray(start, end), (word, i) => ({ word, count: block.count[start + i]! }));
}
