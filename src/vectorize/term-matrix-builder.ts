import type { TermBlock, TermMatrix } from '../types.js';

/** Rows in a block: enough that iterating over blocks costs nothing, few enough that a block always fits into memory. */
const ROWS_PER_BLOCK = 16_384;
/** A block with this many entries is closed early: long texts would make it too large. */
const ENTRIES_PER_BLOCK = 1024 * 1024;

/** What the columns of a matrix are, and how many of them there are so far. */
interface Columns {
  readonly size: number;
  /** The number of a word; not needed where rows are added as numbers. */
  readonly numberOf?: (word: string) => number;
}

const LARGEST_UINT8 = 0xff;
const LARGEST_UINT16 = 0xffff;

/**
 * Converts the words of texts to a sparse term matrix, one text after the other, without storing the texts.
 *
 * Where a vocabulary is shared, the training rows go first: words that they lack then have numbers of at least their
 * `vocabularySize`.
 *
 * @example
 * const builder = new TermMatrixBuilder(new Vocabulary());
 * builder.add(['bank', 'raises', 'rates', 'bank', 'says']);
 * const terms = builder.finish(); // 1 row × 4 words; word 0 ('bank') occurs twice in row 0
 */
export class TermMatrixBuilder {
  readonly #vocabulary: Columns;
  readonly #rowsPerBlock: number;
  readonly #store: BlockStore;
  readonly #open: OpenBlock;
  #rowCount = 0;
  #vocabularySize = 0;
  /** Place of each word's latest entry in the open block; −1 where it has none there. */
  #latestEntry = new Int32Array(4096).fill(-1);

  constructor(vocabulary: Columns, rowsPerBlock: number = ROWS_PER_BLOCK, store: BlockStore = inMemory()) {
    this.#vocabulary = vocabulary;
    this.#store = store;
    this.#rowsPerBlock = rowsPerBlock;
    this.#open = new OpenBlock(rowsPerBlock);
  }

  /** Number of rows added. */
  get rowCount(): number {
    return this.#rowCount;
  }

  /** Adds a row: its words in order. */
  add(words: readonly string[]): void {
    this.addNumbers(
      Uint32Array.from(words, (word) => this.#vocabulary.numberOf!(word)),
      words.length,
    );
  }

  /**
   * Adds a row: the numbers of its words in order.
   *
   * @param numbers by the vocabulary
   * @param length how many of them
   */
  addNumbers(numbers: Uint32Array, length: number): void {
    if (this.#open.rowCount === this.#rowsPerBlock || this.#open.entryCount >= ENTRIES_PER_BLOCK) {
      this.#closeBlock();
    }
    if (this.#vocabulary.size > this.#latestEntry.length) this.#growTo(this.#vocabulary.size);
    this.#open.addRow(numbers, length, this.#latestEntry);
    this.#rowCount++;
    this.#vocabularySize = this.#vocabulary.size;
  }

  /** The matrix of all rows added. Nothing can be added afterwards. */
  finish(): TermMatrix {
    if (this.#open.rowCount > 0) this.#closeBlock();
    return { rowCount: this.#rowCount, vocabularySize: this.#vocabularySize, blocks: this.#store.finish() };
  }

  #growTo(words: number): void {
    const larger = new Int32Array(2 * words).fill(-1);
    larger.set(this.#latestEntry);
    this.#latestEntry = larger;
  }

  #closeBlock(): void {
    this.#store.add(this.#open.close());
    this.#open.reopen(this.#rowCount);
    this.#latestEntry.fill(-1);
  }
}

/** The block that rows are added to; its arrays grow by doubling, and are reused for the next block. */
class OpenBlock {
  #firstRow = 0;
  readonly #rowStart: Uint32Array;
  #term = new Uint32Array(1024);
  #count = new Uint32Array(1024);
  #largestCount = 1;
  rowCount = 0;
  entryCount = 0;

  constructor(rowsPerBlock: number) {
    this.#rowStart = new Uint32Array(rowsPerBlock + 1);
  }

  /**
   * Adds a row: an entry for each of its words.
   *
   * @param numbers of its words in order, `length` of them
   * @param latestEntry of each word; updated
   */
  addRow(numbers: Uint32Array, length: number, latestEntry: Int32Array): void {
    const firstEntry = this.entryCount;
    this.#makeRoom(firstEntry + length);
    const term = this.#term;
    const count = this.#count;
    let end = firstEntry;
    for (let at = 0; at < length; at++) {
      const word = numbers[at]!;
      const entry = latestEntry[word]!;
      if (entry >= firstEntry) {
        const again = ++count[entry]!;
        if (again > this.#largestCount) this.#largestCount = again;
      } else {
        term[end] = word;
        count[end] = 1;
        latestEntry[word] = end++;
      }
    }
    this.entryCount = end;
    this.#rowStart[++this.rowCount] = end;
  }

  #makeRoom(entries: number): void {
    let length = this.#term.length;
    while (length < entries) length *= 2;
    if (length === this.#term.length) return;
    this.#term = lengthened(this.#term, length);
    this.#count = lengthened(this.#count, length);
  }

  /** Begins the next block. */
  reopen(firstRow: number): void {
    this.#firstRow = firstRow;
    this.#largestCount = 1;
    this.rowCount = 0;
    this.entryCount = 0;
  }

  close(): TermBlock {
    const count = this.#count.subarray(0, this.entryCount);
    return {
      firstRow: this.#firstRow,
      rowStart: this.#rowStart.slice(0, this.rowCount + 1),
      term: this.#term.slice(0, this.entryCount),
      // One byte is a quarter of the memory; only a row with one word more than 255 times needs a wider array.
      count: narrowed(count, this.#largestCount),
    };
  }
}

function narrowed(counts: Uint32Array, largest: number): TermBlock['count'] {
  if (largest > LARGEST_UINT16) return counts.slice();
  return largest > LARGEST_UINT8 ? Uint16Array.from(counts) : Uint8Array.from(counts);
}

function lengthened(array: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(length);
  larger.set(array);
  return larger;
}

/** Stores the blocks of a term matrix as they are made, in row order. */
export interface BlockStore {
  add(block: TermBlock): void;
  /** All blocks that were added. No block can be added afterwards. */
  finish(): TermMatrix['blocks'];
}

/** Makes the store of another matrix. */
export type MakeBlockStore = () => BlockStore;

/** Keeps blocks in memory. */
export const inMemory: MakeBlockStore = () => {
  const blocks: TermBlock[] = [];
  return { add: (block) => blocks.push(block), finish: () => blocks };
};
