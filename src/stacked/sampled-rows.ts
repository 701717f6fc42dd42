import { SAMPLED_SCORES, type SampleRows } from '../noise-aware/temperature.js';
import type { TermMatrix } from '../types.js';

/**
 * Makes what chooses the rows on which temperatures are fitted: all of them, or a sample of a large data set. A row is
 * chosen by its words alone, so that the order of the rows in the file changes nothing: those whose words have the
 * lowest hashes, rows with the same words together.
 *
 * @param terms n × V
 * @param words name of each word
 *
 * @example
 * samplingByWords(terms, words)(20_000, 77) // 2,598 row numbers, or a few more; ascending
 */
export function samplingByWords(terms: TermMatrix, words: readonly string[]): SampleRows {
  let hashes: Uint32Array | undefined;
  return (rowCount, classCount, numbers = SAMPLED_SCORES) => {
    const wanted = Math.max(1, Math.ceil(numbers / classCount));
    const all = Uint32Array.from({ length: rowCount }, (_, row) => row);
    if (rowCount <= wanted) return all;
    hashes ??= hashRows(terms, words);
    const highest = hashes.slice().sort()[wanted - 1]!;
    return all.filter((row) => hashes![row]! <= highest);
  };
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
