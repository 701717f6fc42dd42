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
