/**
 * Groups rows whose keys are equal.
 *
 * @param keys of n rows, without NaN
 * @returns groups of at least two rows, each ascending, in order of their first row
 *
 * @example
 * groupsOfSame(Float64Array.of(7, 3, 7)) // [[0, 2]]
 */
export function groupsOfSame(keys: Float64Array): number[][] {
  // Sorted keys take 8 bytes a row, a table of all rows 20; only keys that stand twice get an entry of their own.
  const sorted = keys.slice().sort();
  const repeated = new Set<number>();
  for (let at = 1; at < sorted.length; at++) if (sorted[at] === sorted[at - 1]) repeated.add(sorted[at]!);
  const groups = new Map<number, number[]>();
  for (let row = 0; row < keys.length; row++) {
    if (!repeated.has(keys[row]!)) continue;
    const group = groups.get(keys[row]!);
    if (group === undefined) groups.set(keys[row]!, [row]);
    else group.push(row);
  }
  return [...groups.values()];
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
