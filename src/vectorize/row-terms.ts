import { partOfRow } from '../types/dataset.js';
import type { TermBlock, TermMatrix } from '../types.js';

/** A word of a row and its count there. */
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
  const { firstRow, rowStart, term, count } = rowBlock(terms, row);
  const start = rowStart[row - firstRow]!;
  const end = rowStart[row - firstRow + 1]!;
  const found: RowTerm[] = [];
  for (let entry = start; entry < end; entry++) found.push({ word: term[entry]!, count: count[entry]! });
  return found;
}

/**
 * Calls a function for each row of a matrix, in row order.
 *
 * @param visit gets the row's number, its block, and the first entry of the row there and of the next one
 *
 * @example
 * forEachRow(terms, (row, { count }, start, end) => { for (let at = start; at < end; at++) tokens[row] += count[at]; })
 */
export function forEachRow(
  { blocks }: TermMatrix,
  visit: (row: number, block: TermBlock, start: number, end: number) => void,
): void {
  for (const block of blocks) {
    const { firstRow, rowStart } = block;
    for (let i = 0; i + 1 < rowStart.length; i++) visit(firstRow + i, block, rowStart[i]!, rowStart[i + 1]!);
  }
}

/** A block that contains a row. */
export function rowBlock({ blocks }: TermMatrix, row: number): TermBlock {
  return 'readRow' in blocks ? blocks.readRow(row) : partOfRow(blocks, row);
}

/**
 * The same matrix, with a callback for progress.
 *
 * @param onRows called after each block with the number of rows passed
 */
export function watchBlocks(terms: TermMatrix, onRows: (rows: number) => void): TermMatrix {
  function* watched() {
    for (const block of terms.blocks) {
      yield block;
      onRows(block.firstRow + block.rowStart.length - 1);
    }
  }
  return { ...terms, blocks: { [Symbol.iterator]: watched, readRow: (row) => rowBlock(terms, row) } };
}
