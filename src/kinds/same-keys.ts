import { flaggedRows } from '../confident-learning/rank.js';

/** Bits for each row in which keys are looked up: of eight rows with keys of their own, one is looked at in vain. */
const BITS_PER_ROW = 8;

/**
 * Groups rows whose keys are equal.
 *
 * @param keys of n rows, whole numbers
 * @returns groups of at least two rows, each ascending, in the order of their keys
 *
 * @example
 * [...groupsOfSame(Float64Array.of(7, 3, 7))] // [Uint32Array [0, 2]]
 */
export function* groupsOfSame(keys: Float64Array): Generator<Uint32Array> {
  const rows = rowsThatMayRepeat(keys).sort((a, b) => keys[a]! - keys[b]! || a - b);
  for (let start = 0; start < rows.length; ) {
    const key = keys[rows[start]!];
    let end = start + 1;
    while (end < rows.length && keys[rows[end]!] === key) end++;
    if (end - start > 1) yield rows.subarray(start, end);
    start = end;
  }
}

/**
 * Rows whose keys may stand more than once, among them all that do. To put only these in order takes a tenth of the
 * memory that it takes to look up all.
 */
function rowsThatMayRepeat(keys: Float64Array): Uint32Array {
  const bits = 2 ** Math.ceil(Math.log2(Math.max(BITS_PER_ROW * keys.length, 8)));
  const mask = Math.min(bits, 2 ** 31) - 1;
  const [once, again] = [new Uint8Array((mask + 1) / 8), new Uint8Array((mask + 1) / 8)];
  for (let row = 0; row < keys.length; row++) {
    const place = keys[row]! & mask;
    const bit = 1 << (place & 7);
    again[place >> 3]! |= once[place >> 3]! & bit;
    once[place >> 3]! |= bit;
  }
  const mayRepeat = new Uint8Array(keys.length);
  for (let row = 0; row < keys.length; row++) {
    const place = keys[row]! & mask;
    mayRepeat[row] = (again[place >> 3]! >> (place & 7)) & 1;
  }
  return flaggedRows(mayRepeat);
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
