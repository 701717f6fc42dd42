/** Turns the texts of one or more data sets into term matrices over one vocabulary. */

import type { TermMatrix } from '../types.js';
import { inMemory, type MakeBlockStore } from './block-store.js';
import { dropRareWords } from './rare-words.js';
import { unspacedShare } from './scripts.js';
import { TermMatrixBuilder } from './term-matrix-builder.js';
import { TextScanner } from './text-scanner.js';
import { tokenize } from './tokenize.js';
import { Vocabulary } from './vocabulary.js';
import { type Tokenizer, type VectorizerOptions, wordsOf } from './words.js';

/** So many texts, or characters of them, are looked at before it is decided how to cut them. */
const TEXTS_LOOKED_AT = 1000;
const CHARACTERS_LOOKED_AT = 4_000_000;

/** Term matrices, and the names of their words. */
export interface Vectorized {
  /** In the order in which `startMatrix` was called; the first one is learnt from. */
  readonly matrices: readonly TermMatrix[];
  readonly words: readonly string[];
  /** What was found out, each a line for people. */
  readonly notes: readonly string[];
}

/** Takes texts one by one and keeps none of them, but for the first few. */
export class Vectorizer {
  readonly #options: VectorizerOptions;
  readonly #makeStore: MakeBlockStore;
  readonly #vocabulary = new Vocabulary();
  readonly #builders: TermMatrixBuilder[] = [];
  readonly #notes: string[] = [];
  /** Texts that wait until it is known how to cut them, and the matrix that each goes to. */
  #waiting: { readonly text: string; readonly matrix: number }[] = [];
  #charactersWaiting = 0;
  /** Adds a text to a matrix, once it is known how to cut it. */
  #add: ((text: string, builder: TermMatrixBuilder) => void) | undefined;

  /** @param makeStore where the matrices are kept; default in memory */
  constructor(options: VectorizerOptions, makeStore: MakeBlockStore = inMemory) {
    this.#options = options;
    this.#makeStore = makeStore;
    if (options.tokenizer !== undefined) this.#add = this.#adding(options.tokenizer);
  }

  /** Starts a matrix; returns what adds a row to it. Matrices are filled one after the other. */
  startMatrix(): (text: string) => void {
    const matrix =
      this.#builders.push(new TermMatrixBuilder(this.#vocabulary, undefined, this.#makeStore())) - 1;
    return (text) => {
      if (this.#add !== undefined) this.#add(text, this.#builders[matrix]!);
      else this.#wait(text, matrix);
    };
  }

  finish(): Vectorized {
    if (this.#add === undefined) this.#decide();
    const matrices = this.#builders.map((builder) => builder.finish());
    const { minDf = 1 } = this.#options;
    const words = this.#vocabulary.words();
    const kept = minDf > 1 ? dropRareWords(matrices, words, minDf, this.#makeStore) : { matrices, words };
    return { ...kept, notes: this.#notes };
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
    for (const { text, matrix } of this.#waiting) add(text, this.#builders[matrix]!);
    this.#waiting = [];
  }

  #adding(tokenizer: Tokenizer): (text: string, builder: TermMatrixBuilder) => void {
    const words = wordsOf(this.#options, tokenizer);
    if (words !== tokenize) return (text, builder) => builder.add(words(text));
    const scanner = new TextScanner(this.#vocabulary);
    return (text, builder) => {
      const length = scanner.scan(text);
      builder.addNumbers(scanner.numbers, length);
    };
  }
}
