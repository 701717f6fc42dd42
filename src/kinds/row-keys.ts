import { growingFloat64, growingUint32 } from '../dataset/bytes/bytes.js';
import type { Dataset, TermMatrix } from '../types.js';
import { KeyHash, walkKeys } from '../vectorize/term-keys.js';

/** The same for texts that differ only in case and white space. */
export function normalizeText(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();
}

/**
 * A key for each row of words, computed in each iteration. Rows with the same normalised text have the same key, since
 * they have the same words in the same order; few others do.
 */
export function keysOfTerms(terms: TermMatrix): RowKeys {
  return { [Symbol.iterator]: () => walkKeys(terms) };
}

/** A key that texts with the same normalised text share. */
export function keyOfText(text: string): number {
  const hash = new KeyHash();
  const normal = normalizeText(text);
  for (let at = 0; at < normal.length; at++) hash.add(normal.charCodeAt(at));
  return hash.value();
}

/** A key for each row by its normalised text, for which the text is read again; length n. */
export async function keysOfTexts(dataset: Dataset): Promise<Float64Array> {
  const keys = new Float64Array(dataset.labels.length);
  let row = 0;
  for await (const { text } of dataset.readTexts(dataset.labels.keys())) {
    keys[row++] = keyOfText(text);
  }
  return keys;
}

/** A whole number for each of n rows, in row order, repeatably iterable; equal for rows with the same text. */
export type RowKeys = Iterable<number>;

/** Bits for each row in the filter of keys: of eight rows with unique keys, one passes it. */
const BITS_PER_ROW = 8;

/**
 * Groups rows whose keys are equal.
 *
 * @param keys of n rows; iterated twice
 * @param rowCount n
 * @returns groups of at least two rows, each ascending, in the order of their keys
 *
 * @example
 * [...groupsOfSame([7, 3, 7], 3)] // [Uint32Array [0, 2]]
 */
export function* groupsOfSame(keys: RowKeys, rowCount: number): Generator<Uint32Array> {
  const suspects = rowsThatMayRepeat(keys, rowCount);
  const order = Uint32Array.from(suspects.rows.keys());
  order.sort((a, b) => suspects.keys[a]! - suspects.keys[b]! || a - b);
  for (let start = 0; start < order.length; ) {
    const key = suspects.keys[order[start]!];
    let end = start + 1;
    while (end < order.length && suspects.keys[order[end]!] === key) end++;
    if (end - start > 1) yield order.subarray(start, end).map((at) => suspects.rows[at]!);
    start = end;
  }
}

/**
 * Rows whose keys may be repeated, including all whose keys are, and their keys. Examining only these takes a tenth of
 * the memory of all keys.
 */
function rowsThatMayRepeat(keys: RowKeys, rowCount: number): { rows: Uint32Array; keys: Float64Array } {
  const bits = 2 ** Math.ceil(Math.log2(Math.max(BITS_PER_ROW * rowCount, 8)));
  const mask = Math.min(bits, 2 ** 31) - 1;
  const [once, again] = [new Uint8Array((mask + 1) / 8), new Uint8Array((mask + 1) / 8)];
  for (const key of keys) {
    const place = key & mask;
    const bit = 1 << (place & 7);
    again[place >> 3]! |= once[place >> 3]! & bit;
    once[place >> 3]! |= bit;
  }
  const found = { rows: growingUint32(), keys: growingFloat64() };
  let row = 0;
  for (const key of keys) {
    const place = key & mask;
    if (((again[place >> 3]! >> (place & 7)) & 1) === 1) {
      found.rows.push(row);
      found.keys.push(key);
    }
    row++;
  }
  return { rows: found.rows.finish(), keys: found.keys.finish() };
}
