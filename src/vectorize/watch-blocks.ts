import type { TermMatrix } from '../types.js';
import { rowBlock } from './row-terms.js';

/**
 * The same matrix, whose walks are watched.
 *
 * @param onRows is told after each block how many rows the walk has passed
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
