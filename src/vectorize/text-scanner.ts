import { tokenize } from './tokenize.js';
import { LETTERS, type Vocabulary } from './vocabulary.js';

/** Shorter runs are not words. */
const SHORTEST_WORD = 2;

/** Kind of a character: an ASCII letter by its number in `LETTERS`, or one of these. */
const [NO_LETTER, OTHER_LETTER] = [0, 0xff];
const KINDS = kindsOfCharacters();

/**
 * Numbers the words of texts: those of `tokenize`, in the same order. While a text has ASCII letters only, words are
 * looked up letter by letter, without making strings; from its first other letter on, `tokenize` is called.
 *
 * @example
 * const scanner = new TextScanner(new Vocabulary());
 * scanner.scan('Bank raises rates, bank says'); // 5
 * scanner.numbers.subarray(0, 5); // [0, 1, 2, 0, 3]
 */
export class TextScanner {
  readonly #vocabulary: Vocabulary;
  /** Numbers of the words of the last text. */
  numbers = new Uint32Array(256);

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  /** Scans a text; returns its number of words. */
  scan(text: string): number {
    this.#makeRoom(text.length);
    const { numbers } = this;
    const vocabulary = this.#vocabulary;
    const kinds = KINDS; // a local is faster than a module variable
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
        // withLetter, inlined: this runs for every letter. The first five letters of a word carry none over.
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

  /** Numbers the words after the first ones of a text. */
  #scanRest(text: string, first: number): number {
    // Lower-casing can depend on earlier characters, so the whole text is tokenized.
    const words = tokenize(text);
    for (let word = first; word < words.length; word++) {
      this.numbers[word] = this.#vocabulary.numberOf(words[word]!);
    }
    return words.length;
  }

  /** A text has no more words than characters, nor does its lower-case form: that has at most three for each. */
  #makeRoom(characters: number): void {
    if (this.numbers.length < 2 * characters) this.numbers = new Uint32Array(4 * characters);
  }
}

/** By code unit. Dashes, quotes, spaces and the like (U+2000 to U+206F, U+00A0) are not letters. */
function kindsOfCharacters(): Uint8Array {
  const kinds = new Uint8Array(0x10000).fill(OTHER_LETTER);
  kinds.set(LETTERS);
  return kinds.fill(NO_LETTER, 0x2000, 0x2070).fill(NO_LETTER, 0xa0, 0xa1);
}
