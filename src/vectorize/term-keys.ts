import type { TermMatrix } from '../types.js';
import { KeyHash } from './key-hash.js';

/**
 * A key for each row, in row order: a hash of its words in order of first appearance and of how often each occurs.
 * Rows with the same normalised text have the same key; few others have.
 */
export function* walkKeys(terms: TermMatrix): Generator<number> {
  for (const { rowStart, term, count } of terms.blocks) {
    for (let i = 0; i + 1 < rowStart.length; i++) {
      const hash = new KeyHash();
      for (let entry = rowStart[i]!; entry < rowStart[i + 1]!; entry++) {
        hash.add(term[entry]!).add(count[entry]!);
      }
      yield hash.value();
    }
  }
}
