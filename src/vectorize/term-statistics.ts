import type { TermMatrix } from '../types.js';
import type { Copies } from './copies.js';
import { forEachRow } from './row-terms.js';

/** The properties of words and rows that leave-one-out needs besides the counts. */
export interface TermStatistics {
  /** Rows that the words were counted in, at least n. */
  readonly rowCount: number;
  /** Number of rows with each word; length V. */
  readonly documentFrequencies: Uint32Array;
  /** Tokens of each row; length n. */
  readonly tokens: Uint32Array;
  /** Tokens of each row whose word is in another row too, of another text where copies are known; length n. */
  readonly sharedTokens: Uint32Array;
}

/**
 * Counts rows per word, and tokens per row, of a term matrix.
 *
 * @param terms n × V
 * @param others more rows in which its words may be, over the same V words
 * @param copies rows with the same words, which count as one row; without it every row counts
 *
 * @example
 * // rows 'bank rates' and 'bank bank'
 * termStatistics(terms).sharedTokens // Uint32Array [1, 2]: 'rates' is in one row only
 */
export function termStatistics(terms: TermMatrix, others?: TermMatrix, copies?: Copies): TermStatistics {
  const documentFrequencies = new Uint32Array(terms.vocabularySize);
  for (const matrix of others === undefined ? [terms] : [terms, others]) {
    const isRepeat = matrix === terms ? copies?.isRepeat : undefined;
    for (const { firstRow, rowStart, term } of matrix.blocks) {
      for (let i = 0; i + 1 < rowStart.length; i++) {
        if (isRepeat?.[firstRow + i] === 1) continue;
        for (let entry = rowStart[i]!; entry < rowStart[i + 1]!; entry++)
          documentFrequencies[term[entry]!]!++;
      }
    }
  }

  const tokens = new Uint32Array(terms.rowCount);
  const sharedTokens = new Uint32Array(terms.rowCount);
  forEachRow(terms, (row, { term, count }, start, end) => {
    for (let entry = start; entry < end; entry++) {
      tokens[row]! += count[entry]!;
      if (documentFrequencies[term[entry]!]! > 1) sharedTokens[row]! += count[entry]!;
    }
  });
  const rowCount = terms.rowCount + (others?.rowCount ?? 0);
  return { rowCount, documentFrequencies, tokens, sharedTokens };
}
