import type { TermMatrix } from '../types.js';

/** Numbers (rows × classes) on which a temperature is fitted as well as on all; smaller data sets are used whole. */
const SAMPLED_SCORES = 200_000;

/**
 * The rows on which temperatures are fitted: all of them, or a sample of a large data set. A row is chosen by its words
 * alone, so that the order of the rows in the file changes nothing: those whose words have the lowest hashes, rows with
 * the same words together.
 *
 * @param terms n × V
 * @param words name of each word
 * @param classCount K
 * @returns ascending row numbers, at least one of every n ≥ 1
 *
 * @example
 * sampledRows(terms, words, 77) // 2,598 row numbers of 20,000, or a few more
 */
export function sampledRows(terms: TermMatrix, words: readonly string[], classCount: number): Uint32Array {
  const { rowCount } = terms;
  const wanted = Math.max(1, Math.ceil(SAMPLED_SCORES / classCount));
  if (rowCount <= wanted) return Uint32Array.from({ length: rowCount }, (_, row) => row);
  const hashes = hashRows(terms, words);
  const highest = hashes.slice().sort()[wanted - 1]!;
  const rows = new Uint32Array(rowCount);
  let count = 0;
  for (let row = 0; row < rowCount; row++) if (hashes[row]! <= highest) rows[count++] = row;
  return rows.slice(0, count);
}

/** A number of each row that depends on which words it has and how often, not on how these are numbered. */
function hashRows(terms: TermMatrix, words: readonly string[]): Uint32Array {
  const ofWords = Uint32Array.from({ length: terms.vocabularySize }, (_, word) => hashWord(words[word]!));
  const hashes = new Uint32Array(terms.rowCount);
  for (const { firstRow, rowStart, term, count } of terms.blocks) {
    for (let i = 0; i + 1 < rowStart.length; i++) {
      let sum = 0;
      for (let entry = rowStart[i]!; entry < rowStart[i + 1]!; entry++) {
        sum = (sum + Math.imul(ofWords[term[entry]!]!, count[entry]!)) | 0;
      }
      hashes[firstRow + i] = scatter(sum);
    }
  }
  return hashes;
}

/** FNV-1a (Fowler, Noll, Vo) over UTF-16 code units, scattered so that sums of them are far apart. */
function hashWord(word: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return scatter(hash);
}

/** Each bit of the result depends on each bit of x: the last steps of MurmurHash3 (Appleby). */
function scatter(x: number): number {
  let bits = x ^ (x >>> 16);
  bits = Math.imul(bits, 0x85ebca6b);
  bits ^= bits >>> 13;
  bits = Math.imul(bits, 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
