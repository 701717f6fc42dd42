/**
 * Words of ASCII as three numbers, worked out letter by letter. Of a word of up to fifteen letters they are the word
 * itself, so that no letters need be looked at to tell it from others; of a longer one they are a hash.
 */

/** Characters of ASCII that words are made of: each has a number from 1 on, capitals that of their small letters. */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789_';
/** Longer words have keys in common. */
export const LONGEST_EXACT = 15;
export const ASCII_END = 0x80;

/** The number of each character of ASCII; 0 for those that no word has. */
export const LETTERS = Uint8Array.from(
  { length: ASCII_END },
  (_, code) => ALPHABET.indexOf(String.fromCharCode(code).toLowerCase()) + 1,
);

/** The key of a word: its last five letters, the five before them, and all others. */
export type WordKey = readonly [low: number, middle: number, high: number];

const BITS = 6;
const FIVE_LETTERS = 2 ** (5 * BITS) - 1;
/** Above all letters, so that five of them make different numbers; odd, so that no letter is ever forgotten. */
const BASE = 65;

/**
 * The key of a word with one more letter; that of no letters is three times 0.
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
