import { tokenize } from './tokenize.js';
import type { Vocabulary } from './vocabulary.js';
import { ASCII_END, LETTERS } from './word-key.js';

/** Shorter runs are no words. */
const SHORTEST_WORD = 2;

/**
 * Numbers the words of texts: those that `tokenize` finds, in the same order. As long as a text has no letters but
 * those of ASCII, they are looked up letter by letter, without a string for each; from its first other letter on,
 * `tokenize` has the word.
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

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  /** Scans a text; returns how many words it has. */
  scan(text: string): number {
    this.#makeRoom(text.length);
    const { numbers } = this;
    const vocabulary = this.#vocabulary;
    const letters = LETTERS; // what another module exports is looked up at each use
    let found = 0;
    let length = 0;
    let low = 0;
    let middle = 0;
    let high = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code >= ASCII_END && !isPunctuation(code)) return this.#scanRest(text, found);
      const letter = code < ASCII_END ? letters[code]! : 0;
      if (letter !== 0) {
        // withLetter, written out: this is done for every letter.
        high = (Math.imul(high, 65) + (middle >>> 24)) | 0;
        middle = ((middle << 6) & 0x3fff_ffff) | (low >>> 24);
        low = ((low << 6) & 0x3fff_ffff) | letter;
        length++;
      } else if (length > 0) {
        if (length >= SHORTEST_WORD)
          numbers[found++] = vocabulary.numberOfLetters(text, at - length, at, low, middle, high);
        length = 0;
        low = 0;
        middle = 0;
        high = 0;
      }
    }
    if (length >= SHORTEST_WORD)
      numbers[found++] = vocabulary.numberOfLetters(
        text,
        text.length - length,
        text.length,
        low,
        middle,
        high,
      );
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
    if (this.numbers.length < 2 * characters) this.numbers = new Uint32Array(4 * characters);
  }
}

/** Dashes, quotes, spaces and their like, U+2000 to U+206F and the space that keeps words together: none is a letter. */
function isPunctuation(code: number): boolean {
  return (code >= 0x2000 && code <= 0x206f) || code === 0xa0;
}
