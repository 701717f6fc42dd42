/** Converts the texts of one or more data sets to term matrices over one vocabulary. */

import { withCommas } from '../errors/wording.js';
import type { TermMatrix } from '../types.js';
import { inMemory, type MakeBlockStore } from './block-store.js';
import { withoutMarkup } from './markup.js';
import { PairCounter } from './pair-counter.js';
import { dropRareWords } from './rare-words.js';
import { unspacedShare } from './scripts.js';
import { TermMatrixBuilder } from './term-matrix-builder.js';
import { TextScanner } from './text-scanner.js';
import { tokenize } from './tokenize.js';
import { Vocabulary } from './vocabulary.js';
import { type Tokenizer, type VectorizerOptions, wordsOf } from './words.js';

/** The tokenizer is chosen after so many texts, or characters. */
const TEXTS_LOOKED_AT = 1000;
const CHARACTERS_LOOKED_AT = 4_000_000;

/** Term matrices, and the names of their words. */
export interface Vectorized {
  /** In the order of `startMatrix`; the model is trained on the first one. */
  readonly matrices: readonly TermMatrix[];
  /** Of each matrix, its rows by their pairs of adjacent words; empty where pairs are not counted. */
  readonly pairs: readonly TermMatrix[];
  readonly words: readonly string[];
  /** What was detected, each a line for people. */
  readonly notes: readonly string[];
}

/** Takes texts one by one, and stores only the first few. */
export class Vectorizer {
  readonly #options: VectorizerOptions;
  readonly #makeStore: MakeBlockStore;
  readonly #vocabulary = new Vocabulary();
  readonly #builders: TermMatrixBuilder[] = [];
  readonly #pairs: PairCounter | undefined;
  readonly #notes: string[] = [];
  /** Texts that wait until the tokenizer is chosen, and the matrix of each. */
  #waiting: { readonly text: string; readonly matrix: number }[] = [];
  #charactersWaiting = 0;
  #textsWithMarkup = 0;
  /** Adds a text to a matrix, once it is known how to cut it. */
  #add: ((text: string, matrix: number) => void) | undefined;

  /** @param makeStore makes the stores of matrices; default in memory */
  constructor(options: VectorizerOptions, makeStore: MakeBlockStore = inMemory) {
    this.#options = options;
    this.#makeStore = makeStore;
    if (options.pairs) this.#pairs = new PairCounter(makeStore);
    if (options.tokenizer !== undefined) this.#add = this.#adding(options.tokenizer);
  }

  /** Starts a matrix; returns a function that adds a row to it. Matrices are filled one after the other. */
  startMatrix(): (text: string) => void {
    const matrix =
      this.#builders.push(new TermMatrixBuilder(this.#vocabulary, undefined, this.#makeStore())) - 1;
    this.#pairs?.startMatrix();
    return (written) => {
      const text = this.#options.decodeHtml ? this.#decode(written) : written;
      if (this.#add !== undefined) this.#add(text, matrix);
      else this.#wait(text, matrix);
    };
  }

  finish(): Vectorized {
    if (this.#add === undefined) this.#decide();
    const matrices = this.#builders.map((builder) => builder.finish());
    const { minDf = 1 } = this.#options;
    const words = this.#vocabulary.words();
    const kept = minDf > 1 ? dropRareWords(matrices, words, minDf, this.#makeStore) : { matrices, words };
    if (this.#textsWithMarkup > 0) {
      const texts =
        this.#textsWithMarkup === 1 ? '1 text holds' : `${withCommas(this.#textsWithMarkup)} texts hold`;
      this.#notes.push(`${texts} HTML entities or tags: decoded and left out before words are counted`);
    }
    return { ...kept, pairs: this.#pairs?.finish() ?? [], notes: this.#notes };
  }

  #decode(text: string): string {
    const plain = withoutMarkup(text);
    if (plain !== text) this.#textsWithMarkup++;
    return plain;
  }

  #wait(text: string, matrix: number): void {
    this.#waiting.push({ text, matrix });
    this.#charactersWaiting += text.length;
    if (this.#waiting.length >= TEXTS_LOOKED_AT || this.#charactersWaiting >= CHARACTERS_LOOKED_AT)
      this.#decide();
  }

  #decide(): void {
    const share = unspacedShare(this.#waiting.map(({ text }) => text));
    if (share !== null) {
      const percent = Math.round(share * 100);
      this.#notes.push(
        `${percent} % of the letters are in a script without spaces between words: words are found by dictionary (--tokenizer segmenter)`,
      );
    }
    const add = this.#adding(share === null ? 'words' : 'segmenter');
    this.#add = add;
    for (const { text, matrix } of this.#waiting) add(text, matrix);
    this.#waiting = [];
  }

  #adding(tokenizer: Tokenizer): (text: string, matrix: number) => void {
    const words = wordsOf(this.#options, tokenizer);
    const addNumbers = (numbers: Uint32Array, length: number, matrix: number) => {
      this.#builders[matrix]!.addNumbers(numbers, length);
      this.#pairs?.add(numbers, length, matrix);
    };
    if (words !== tokenize) {
      return (text, matrix) => {
        const numbers = Uint32Array.from(words(text), (word) => this.#vocabulary.numberOf(word));
        addNumbers(numbers, numbers.length, matrix);
      };
    }
    const scanner = new TextScanner(this.#vocabulary);
    return (text, matrix) => {
      const length = scanner.scan(text);
      addNumbers(scanner.numbers, length, matrix);
    };
  }
}
