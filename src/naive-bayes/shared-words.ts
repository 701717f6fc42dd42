import type { TermBlock } from '../types.js';

/** Up to so many classes, a row's words are walked once for every four of them, whose sums then are no memory but registers. */
const MOST_CLASSES_BY_FOUR = 16;

/** The words of one row at a time that other rows have, too. */
export class SharedWords {
  /** How many there are. */
  length = 0;
  /** How many words the row has that no other row has. */
  own = 0;
  /** Where the numbers of each word start in a table of so many numbers for each word. */
  starts = new Uint32Array(256);
  /** How often each word occurs. */
  counts = new Float64Array(256);
  readonly #documentFrequencies: Uint32Array;
  readonly #classCount: number;
  readonly #width: number;

  /**
   * @param documentFrequencies rows that have each word
   * @param classCount K
   * @param width numbers of each word in the tables, at least K
   */
  constructor(documentFrequencies: Uint32Array, classCount: number, width: number) {
    this.#documentFrequencies = documentFrequencies;
    this.#classCount = classCount;
    this.#width = width;
  }

  /** Goes to the i-th row of a block. */
  read({ rowStart, term, count }: TermBlock, i: number): void {
    const [start, end] = [rowStart[i]!, rowStart[i + 1]!];
    if (end - start > this.starts.length) {
      this.starts = new Uint32Array(2 * (end - start));
      this.counts = new Float64Array(2 * (end - start));
    }
    const { starts, counts } = this;
    const documentFrequencies = this.#documentFrequencies;
    const width = this.#width;
    let length = 0;
    for (let entry = start; entry < end; entry++) {
      const word = term[entry]!;
      if (documentFrequencies[word]! < 2) continue;
      starts[length] = word * width;
      counts[length++] = count[entry]!;
    }
    this.length = length;
    this.own = end - start - length;
  }

  /**
   * Σ_w x[w] · values[w][k], for every class.
   *
   * @param values table of words, whose first K numbers are added up
   * @param sums what is written; length K
   */
  addScores(values: Float64Array, sums: Float64Array): void {
    const K = this.#classCount;
    let k = 0;
    if (K <= MOST_CLASSES_BY_FOUR) for (; k + 4 <= K; k += 4) this.#addFour(values, sums, k);
    if (k < K) this.#addFrom(values, sums, k);
  }

  #addFour(values: Float64Array, sums: Float64Array, k: number): void {
    const { starts, counts, length } = this;
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let i = 0; i < length; i++) {
      const at = starts[i]! + k;
      const x = counts[i]!;
      a += x * values[at]!;
      b += x * values[at + 1]!;
      c += x * values[at + 2]!;
      d += x * values[at + 3]!;
    }
    sums[k] = a;
    sums[k + 1] = b;
    sums[k + 2] = c;
    sums[k + 3] = d;
  }

  #addFrom(values: Float64Array, sums: Float64Array, first: number): void {
    const { starts, counts, length } = this;
    const K = this.#classCount;
    sums.fill(0, first);
    for (let i = 0; i < length; i++) {
      const x = counts[i]!;
      for (let k = first, at = starts[i]! + first; k < K; k++, at++) sums[k]! += x * values[at]!;
    }
  }
}
