import type { TermMatrix } from '../types.js';
import { KeyHash, walkKeys } from './term-keys.js';

/** Which rows have the same words and pairs of words, as often and in the same order. */
export interface Copies {
  /** The group of each row that has copies; −1 for the others; length n. */
  readonly groupOf: Int32Array;
  /** Rows of each group, at least 2. */
  readonly sizes: Uint32Array;
  /** 1 for every row of a group but the first; length n. */
  readonly isRepeat: Uint8Array;
}

const ALONE = -1;

/**
 * Groups the rows that have the same words. A group whose words occur in no other row is not kept: without all of
 * its rows nothing would be known of its words, so that these rows can only be judged by one another.
 *
 * @param terms n × V
 * @param pairs the same rows by their pairs of adjacent words
 * @param others more rows over the same words
 *
 * @example
 * // rows 'bank rates', 'bank rates', 'bank'
 * copiesOf(terms, pairs).groupOf // Int32Array [0, 0, -1]
 */
export function copiesOf(terms: TermMatrix, pairs: TermMatrix, others?: TermMatrix): Copies {
  const firstOf = firstRowsOfKeys(walkJointKeys(terms, pairs), terms.rowCount);
  const rows = new Uint32Array(terms.rowCount);
  for (const first of firstOf) rows[first]!++;
  const isKept = rowsWithOtherWords(terms, others, firstOf);
  const groupOf = new Int32Array(terms.rowCount).fill(ALONE);
  const isRepeat = new Uint8Array(terms.rowCount);
  const sizes: number[] = [];
  for (let row = 0; row < terms.rowCount; row++) {
    const first = firstOf[row]!;
    if (rows[first]! < 2 || isKept[first] === 0) continue;
    if (first === row) groupOf[row] = sizes.push(rows[row]!) - 1;
    else {
      groupOf[row] = groupOf[first]!;
      isRepeat[row] = 1;
    }
  }
  return { groupOf, sizes: Uint32Array.from(sizes), isRepeat };
}

function* walkJointKeys(terms: TermMatrix, pairs: TermMatrix): Generator<number> {
  const keysOfPairs = walkKeys(pairs);
  for (const key of walkKeys(terms)) {
    const other: number = keysOfPairs.next().value!;
    const hash = new KeyHash();
    for (const some of [key, other]) hash.add(some).add(some / 0x1_0000_0000);
    yield hash.value();
  }
}

/** The first row with the key of each row: an open-addressing hash table of row numbers. */
function firstRowsOfKeys(keys: Iterable<number>, rowCount: number): Uint32Array {
  const mask = 2 ** Math.ceil(Math.log2(2 * rowCount + 1)) - 1;
  const slots = new Uint32Array(mask + 1); // row + 1
  const known = new Float64Array(rowCount);
  const firstOf = new Uint32Array(rowCount);
  let row = 0;
  for (const key of keys) {
    let slot = (key ^ (key / 0x1_0000_0000)) & mask;
    while (slots[slot] !== 0 && known[slots[slot]! - 1] !== key) slot = (slot + 1) & mask;
    if (slots[slot] === 0) slots[slot] = row + 1;
    known[row] = key;
    firstOf[row] = slots[slot]! - 1;
    row++;
  }
  return firstOf;
}

/** 1 for the rows that have a word which a row of another text has, too. */
function rowsWithOtherWords(
  terms: TermMatrix,
  others: TermMatrix | undefined,
  firstOf: Uint32Array,
): Uint8Array {
  // The text that a word was seen in, by its first row + 1; the largest number where it was seen in several.
  const several = 0xffffffff;
  const seenIn = new Uint32Array(terms.vocabularySize);
  for (const { term } of others?.blocks ?? []) for (const word of term) seenIn[word] = several;
  const has = new Uint8Array(terms.rowCount);
  for (const isSecondWalk of [false, true]) {
    for (const { firstRow, rowStart, term } of terms.blocks) {
      for (let i = 0; i + 1 < rowStart.length; i++) {
        const text = firstOf[firstRow + i]! + 1;
        for (let entry = rowStart[i]!; entry < rowStart[i + 1]!; entry++) {
          const word = term[entry]!;
          if (isSecondWalk) has[firstRow + i]! |= Number(seenIn[word] === several);
          else seenIn[word] = seenIn[word] === 0 || seenIn[word] === text ? text : several;
        }
      }
    }
  }
  return has;
}
