import type { TermMatrix } from '../types.js';
import { type MakeBlockStore, TermMatrixBuilder } from './term-matrix-builder.js';

/** What a slot holds: both numbers of a pair, and its own number + 1. */
const [FIRST, SECOND, NUMBER] = [0, 1, 2];
const SLOT = 3;

/**
 * Numbers pairs of whole numbers 0, 1, 2, … in order of first appearance: an open-addressing hash table in one typed
 * array, with both numbers of a pair as its key of 64 bits.
 *
 * @example
 * const pairs = new PairTable();
 * pairs.numberOfPair(7, 3); // 0
 * pairs.numberOfPair(3, 7); // 1
 * pairs.numberOfPair(7, 3); // 0
 */
export class PairTable {
  #slots = new Int32Array(SLOT * 1024);
  #mask = 1023;
  #size = 0;

  /** How many different pairs there are. */
  get size(): number {
    return this.#size;
  }

  /** The number of a pair of numbers below 2^32; a new pair gets the next one. */
  numberOfPair(first: number, second: number): number {
    const slots = this.#slots;
    let slot = firstSlot(first, second) & this.#mask;
    for (; ; slot = (slot + 1) & this.#mask) {
      const at = slot * SLOT;
      const number = slots[at + NUMBER]!;
      if (number === 0) break;
      if (slots[at + FIRST] === (first | 0) && slots[at + SECOND] === (second | 0)) return number - 1;
    }
    const at = slot * SLOT;
    slots[at + FIRST] = first;
    slots[at + SECOND] = second;
    slots[at + NUMBER] = ++this.#size;
    if (4 * this.#size >= 3 * (this.#mask + 1)) this.#grow();
    return this.#size - 1;
  }

  #grow(): void {
    const before = this.#slots;
    const slots = new Int32Array(2 * before.length);
    const mask = 2 * this.#mask + 1;
    for (let old = 0; old < before.length; old += SLOT) {
      if (before[old + NUMBER] === 0) continue;
      let slot = firstSlot(before[old + FIRST]!, before[old + SECOND]!) & mask;
      while (slots[slot * SLOT + NUMBER] !== 0) slot = (slot + 1) & mask;
      slots.set(before.subarray(old, old + SLOT), slot * SLOT);
    }
    this.#slots = slots;
    this.#mask = mask;
  }
}

/** Where the search for a pair begins. */
function firstSlot(first: number, second: number): number {
  const hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  return hash ^ (hash >>> 15);
}

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
