import type { TermMatrix } from '../types.js';
import type { MakeBlockStore } from './block-store.js';
import { PairTable } from './pair-table.js';
import { TermMatrixBuilder } from './term-matrix-builder.js';

/**
 * Counts the pairs of adjacent words of rows, in matrices whose columns are the pairs: of `bank raises rates` they are
 * `bank raises` and `raises rates`. All matrices share the numbers of the pairs.
 */
export class PairCounter {
  readonly #makeStore: MakeBlockStore;
  readonly #table = new PairTable();
  readonly #builders: TermMatrixBuilder[] = [];
  #numbers = new Uint32Array(256);

  constructor(makeStore: MakeBlockStore) {
    this.#makeStore = makeStore;
  }

  /** Starts the next matrix. */
  startMatrix(): void {
    this.#builders.push(new TermMatrixBuilder(this.#table, undefined, this.#makeStore()));
  }

  /**
   * Adds a row to a matrix.
   *
   * @param words numbers of its words in order, `length` of them
   * @param matrix its number, in the order in which matrices were started
   */
  add(words: Uint32Array, length: number, matrix: number): void {
    const table = this.#table;
    if (this.#numbers.length < length) this.#numbers = new Uint32Array(2 * length);
    const numbers = this.#numbers;
    for (let at = 1; at < length; at++) numbers[at - 1] = table.numberOfPair(words[at - 1]!, words[at]!);
    this.#builders[matrix]!.addNumbers(numbers, Math.max(length - 1, 0));
  }

  finish(): TermMatrix[] {
    return this.#builders.map((builder) => builder.finish());
  }
}
