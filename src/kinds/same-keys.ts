const NONE = -1;

/**
 * Groups rows whose keys are equal.
 *
 * @param keys of n rows, without NaN
 * @returns groups of at least two rows, each ascending, in order of their first row
 *
 * @example
 * [...groupsOfSame(Float64Array.of(7, 3, 7))] // [[0, 2]]
 */
export function* groupsOfSame(keys: Float64Array): Generator<number[]> {
  const n = keys.length;
  const mask = 2 ** Math.ceil(Math.log2(Math.max(2 * n, 2))) - 1;
  // First row of each key by its slot, and for each row the next one with its key: no object for each row.
  const slots = new Int32Array(mask + 1).fill(NONE);
  const next = new Int32Array(n).fill(NONE);
  const last = new Int32Array(n);
  for (let row = 0; row < n; row++) {
    let slot = keys[row]! & mask;
    while (slots[slot] !== NONE && keys[slots[slot]!] !== keys[row]) slot = (slot + 1) & mask;
    const first = slots[slot]!;
    if (first === NONE) slots[slot] = row;
    else next[last[first]!] = row;
    last[first === NONE ? row : first] = row;
  }
  const isFirst = new Uint8Array(n);
  for (const row of slots) if (row !== NONE && next[row] !== NONE) isFirst[row] = 1;
  for (let row = 0; row < n; row++) {
    if (isFirst[row] === 0) continue;
    const group: number[] = [];
    for (let one = row; one !== NONE; one = next[one]!) group.push(one);
    yield group;
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
