import { tokenize } from './tokenize.js';
import type { Vocabulary } from './vocabulary.js';
import { LETTERS } from './word-key.js';

/** Shorter runs are no words. */
const SHORTEST_WORD = 2;

/** What a character is: a letter of ASCII by its number in `LETTERS`, or one of these. */
const [NO_LETTER, OTHER_LETTER] = [0, 0xff];
const KINDS = kindsOfCharacters();

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
    const kinds = KINDS; // what stands outside of a function is looked up at each use
    let found = 0;
    for (let at = 0; at < text.length; at++) {
      let kind = kinds[text.charCodeAt(at)]!;
      if (kind === NO_LETTER) continue;
      const start = at;
      let low = 0;
      let middle = 0;
      let high = 0;
      while (kind !== NO_LETTER) {
        if (kind === OTHER_LETTER) return this.#scanRest(text, found);
        // withLetter, written out: this is done for every letter. The first five of a word move none on.
        if (at >= start + 5) {
          high = (Math.imul(high, 65) + (middle >>> 24)) | 0;
          middle = ((middle << 6) & 0x3fff_ffff) | (low >>> 24);
          low &= 0xff_ffff;
        }
        low = (low << 6) | kind;
        kind = ++at < text.length ? kinds[text.charCodeAt(at)]! : NO_LETTER;
      }
      if (at >= start + SHORTEST_WORD)
        numbers[found++] = vocabulary.numberOfLetters(text, start, at, low, middle, high);
    }
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

/** By code unit. Dashes, quotes, spaces and their like, U+2000 to U+206F and U+00A0, are no letters. */
function kindsOfCharacters(): Uint8Array {
  const kinds = new Uint8Array(0x10000).fill(OTHER_LETTER);
  kinds.set(LETTERS);
  return kinds.fill(NO_LETTER, 0x2000, 0x2070).fill(NO_LETTER, 0xa0, 0xa1);
}
