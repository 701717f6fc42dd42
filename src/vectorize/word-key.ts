/**
 * Words of ASCII as two numbers, worked out letter by letter. Up to ten letters the numbers are the word itself, so
 * that no letters need be looked at to tell it from others; of a longer one they are a hash.
 */

/** Characters of ASCII that words are made of: each has a number from 1 on, capitals that of their small letters. */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789_';
/** Longer words have keys in common. */
export const LONGEST_EXACT = 10;
export const ASCII_END = 0x80;

/** The number of each character of ASCII; 0 for those that no word has. */
export const LETTERS = Uint8Array.from(
  { length: ASCII_END },
  (_, code) => ALPHABET.indexOf(String.fromCharCode(code).toLowerCase()) + 1,
);

const BITS = 6;
const LAST_FIVE = 2 ** (5 * BITS) - 1;
/** Above all letters, so that five of them make different numbers; odd, so that no letter is ever forgotten. */
const BASE = 65;

/** The low half of a key with one more letter: the last five of the word. */
export function nextLow(low: number, letter: number): number {
  return ((low << BITS) & LAST_FIVE) | letter;
}

/** The high half of a key, all letters before the last five, with one more letter; `low` is the half before it. */
export function nextHigh(high: number, low: number): number {
  return (Math.imul(high, BASE) + (low >>> (4 * BITS))) | 0;
}
