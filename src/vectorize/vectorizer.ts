/** Converts the texts of one or more data sets to term matrices over one vocabulary. */
import { createRequire } from 'node:module';
import { withCommas } from '../errors/wording.js';
import type { TermBlock, TermMatrix } from '../types.js';
import { PairCounter } from './pair-table.js';
import { type BlockStore, inMemory, type MakeBlockStore, TermMatrixBuilder } from './term-matrix-builder.js';
import { termStatistics } from './term-statistics.js';
import { TextScanner } from './text-scanner.js';
import { tokenize, unspacedShare } from './tokenize.js';
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

/** The library is loaded for the first text that needs it. */
const load = createRequire(import.meta.url);

/** Names of HTML's elements as texts hold them; `List<String>` and `a < b` are no tags. */
const ELEMENTS =
  'a|abbr|article|audio|b|big|blockquote|body|br|button|center|code|dd|del|div|dl|dt|em|embed|figure|font|footer|form|frame|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|label|li|link|main|meta|nav|noscript|object|ol|option|p|param|pre|q|s|script|section|select|small|source|span|strike|strong|style|sub|sup|table|tbody|td|textarea|tfoot|th|thead|title|tr|tt|u|ul|video';
/** A tag with its attributes, or a comment; neither goes on over another `<`. */
const TAG = new RegExp(`</?(?:${ELEMENTS})(?:\\s[^<>]*)?/?>|<!--[^<>]*-->`, 'gi');
/** An ampersand that begins an entity, with the semicolon that ends it. */
const ENTITY = /&(?:[a-z][a-z0-9]{1,31}|#\d{1,7}|#x[0-9a-f]{1,6});/i;
/** Texts that were escaped twice hold `&amp;lt;`. */
const MOST_ROUNDS = 2;

/**
 * The text that a reader of a web page sees: tags make way for a blank, and entities are decoded (`&amp;` is `&`,
 * `&#8594;` an arrow). A tag that is written by entities is text, whose words and links tell something of its subject.
 * An entity without its semicolon stays as it is.
 *
 * @returns the same string where there is nothing of the kind
 *
 * @example
 * withoutMarkup('Oil &amp; gas<br>prices &#8594; up') // 'Oil & gas prices → up'
 */
export function withoutMarkup(text: string): string {
  const withoutTags = text.includes('<') ? text.replace(TAG, ' ') : text;
  return withoutTags.includes('&') ? decodeEntities(withoutTags) : withoutTags;
}

function decodeEntities(text: string): string {
  let decoded = text;
  for (let round = 0; round < MOST_ROUNDS && ENTITY.test(decoded); round++) {
    const { decodeHTMLStrict }: typeof import('entities/decode') = load('entities/decode');
    decoded = decodeHTMLStrict(decoded);
  }
  return decoded;
}

/** In place of the number of a word that is left out. */
const NONE = 0xffffffff;

/**
 * Leaves out the words of few rows, and renumbers the others in the same order.
 *
 * @param matrices over one vocabulary; rows are counted in the first one, on which the model is trained. Words that
 *   only later ones have are kept, since the model does not know them anyway
 * @param words name of each word
 * @param minDf minimum number of rows with a word
 * @param makeStore makes the stores of the new matrices
 */
function dropRareWords(
  matrices: readonly TermMatrix[],
  words: readonly string[],
  minDf: number,
  makeStore: MakeBlockStore = inMemory,
): { readonly matrices: TermMatrix[]; readonly words: string[] } {
  const { documentFrequencies } = termStatistics(matrices[0]!);
  const isKept = (word: number) => word >= documentFrequencies.length || documentFrequencies[word]! >= minDf;
  const numbers = new Uint32Array(words.length).fill(NONE);
  let kept = 0;
  for (let word = 0; word < words.length; word++) if (isKept(word)) numbers[word] = kept++;
  return {
    matrices: matrices.map(({ rowCount, vocabularySize, blocks }) => ({
      rowCount,
      vocabularySize: numbers
        .subarray(0, vocabularySize)
        .reduce((sum, number) => sum + Number(number !== NONE), 0),
      blocks: renumberedBlocks(blocks, numbers, makeStore()),
    })),
    words: words.filter((_, word) => isKept(word)),
  };
}

function renumberedBlocks(
  blocks: TermMatrix['blocks'],
  numbers: Uint32Array,
  store: BlockStore,
): TermMatrix['blocks'] {
  for (const block of blocks) store.add(renumbered(block, numbers));
  return store.finish();
}

function renumbered({ firstRow, rowStart, term, count }: TermBlock, numbers: Uint32Array): TermBlock {
  const starts = new Uint32Array(rowStart.length);
  const entries: number[] = [];
  for (let row = 0; row + 1 < rowStart.length; row++) {
    for (let entry = rowStart[row]!; entry < rowStart[row + 1]!; entry++) {
      if (numbers[term[entry]!] !== NONE) entries.push(entry);
    }
    starts[row + 1] = entries.length;
  }
  return {
    firstRow,
    rowStart: starts,
    term: Uint32Array.from(entries, (entry) => numbers[term[entry]!]!),
    count: sameKind(count, entries.length).map((_, at) => count[entries[at]!]!),
  };
}

function sameKind(counts: TermBlock['count'], length: number): TermBlock['count'] {
  if (counts instanceof Uint8Array) return new Uint8Array(length);
  return counts instanceof Uint16Array ? new Uint16Array(length) : new Uint32Array(length);
}
