import { tokenize } from './tokenize.js';
import { HASH_START, hashed, type Vocabulary } from './vocabulary.js';

const ASCII_END = 0x80;
/** Shorter runs are no words. */
const SHORTEST_WORD = 2;

/** The lower-case form of each character of ASCII that a word may have, and 0 for all others. */
const LETTERS = Uint8Array.from({ length: ASCII_END }, (_, code) => {
  const character = String.fromCharCode(code);
  return /\w/.test(character) ? character.toLowerCase().charCodeAt(0) : 0;
});

/**
 * Numbers the words of texts: those that `tokenize` finds, in the same order. As long as a text is ASCII, they
 * are looked up letter by letter, without a string for each; from its first other character on, `tokenize` has
 * the word.
 *
 * @example
 * const scanner = new TextScanner(new Vocabulary());
 * scanner.scan('Bank raises rates, bank says'); // 5
 * scanner.numbers.subarray(0, 5); // [0, 1, 2, 0, 3]
 */
export class TextScanner {
  readonly #vocabulary: Vocabulary;
  /** Numbers of the words of the text that was scanned last, from the first on. */
  numbers = new Uint32Array(256);
  #letters = new Uint8Array(64);

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  /** Scans a text; returns how many words it has. */
  scan(text: string): number {
    this.#makeRoom(text.length);
    const { numbers } = this;
    const letters = this.#letters;
    const vocabulary = this.#vocabulary;
    let found = 0;
    let length = 0;
    let hash = HASH_START;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code >= ASCII_END) return this.#scanRest(text, found);
      const letter = LETTERS[code]!;
      if (letter !== 0) {
        letters[length++] = letter;
        hash = hashed(hash, letter);
      } else if (length > 0) {
        if (length >= SHORTEST_WORD) numbers[found++] = vocabulary.numberOfLetters(letters, length, hash);
        length = 0;
        hash = HASH_START;
      }
    }
    if (length >= SHORTEST_WORD) numbers[found++] = vocabulary.numberOfLetters(letters, length, hash);
    return found;
  }

  /** Numbers the words after the first few of a text. */
  #scanRest(text: string, first: number): number {
    // How a character is lower-cased can depend on those before it, so that the text is cut as a whole.
    const words = tokenize(text);
    for (let word = first; word < words.length; word++) {
      this.numbers[word] = this.#vocabulary.numberOf(words[word]!);
    }
    return words.length;
  }

  /** A text has no more words than characters, nor has lower-casing it: that makes one character three at most. */
  #makeRoom(characters: number): void {
    if (this.#letters.length < characters) this.#letters = new Uint8Array(2 * characters);
    if (this.numbers.length < 2 * characters) this.numbers = new Uint32Array(4 * characters);
  }
}
