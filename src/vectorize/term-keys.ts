import type { TermMatrix } from '../types.js';

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

/**
 * A running hash of numbers: 53 bits, so that rows that differ share it once in 10^15 pairs. Whoever must be
 * sure compares what the rows say.
 */
export class KeyHash {
  #high = 0xdeadbeef;
  #low = 0x41c6ce57;

  add(number: number): this {
    this.#high = Math.imul(this.#high ^ number, 2654435761);
    this.#low = Math.imul(this.#low ^ number, 1597334677);
    return this;
  }

  /** The hash, a whole number below 2^53. */
  value(): number {
    const high =
      Math.imul(this.#high ^ (this.#high >>> 16), 2246822507) ^
      Math.imul(this.#low ^ (this.#low >>> 13), 3266489909);
    const low =
      Math.imul(this.#low ^ (this.#low >>> 16), 2246822507) ^
      Math.imul(this.#high ^ (this.#high >>> 13), 3266489909);
    return 4294967296 * (2097151 & low) + (high >>> 0);
  }
}
