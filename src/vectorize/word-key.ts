/**
 * Words of ASCII as three numbers, computed letter by letter. For a word of up to fifteen letters they are the word
 * itself, so that comparing keys compares words; for a longer one they are a hash.
 */

/** ASCII characters of words: numbered from 1, capitals like their small letters. */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789_';
/** Keys of longer words may collide. */
export const LONGEST_EXACT = 15;
export const ASCII_END = 0x80;

/** The number of each ASCII character; 0 for those that are not in words. */
export const LETTERS = Uint8Array.from(
  { length: ASCII_END },
  (_, code) => ALPHABET.indexOf(String.fromCharCode(code).toLowerCase()) + 1,
);

/** The key of a word: its last five letters, the five before them, and all others. */
export type WordKey = readonly [low: number, middle: number, high: number];

const BITS = 6;
const FIVE_LETTERS = 2 ** (5 * BITS) - 1;
/** Larger than every letter number, so that five letters have a unique value; odd, so that no letter is lost modulo 2^32. */
const BASE = 65;

/**
 * The key of a word with one more letter; the key of no letters is three times 0.
 *
 * @example
 * [...'bank'].reduce((key, letter) => withLetter(key, LETTERS[letter.charCodeAt(0)]), [0, 0, 0])
 */
export function withLetter([low, middle, high]: WordKey, letter: number): WordKey {
  return [
    ((low << BITS) & FIVE_LETTERS) | letter,
    ((middle << BITS) & FIVE_LETTERS) | (low >>> (4 * BITS)),
    (Math.imul(high, BASE) + (middle >>> (4 * BITS))) | 0,
  ];
}
