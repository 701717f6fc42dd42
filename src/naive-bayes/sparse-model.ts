import type { TermBlock } from '../types.js';
import type { ClassLists } from './class-lists.js';
import { logProbabilitiesOf } from './model.js';

/** A model as of `trainModel`, with word probabilities stored as lists of the classes that have them. */
export interface SparseModel {
  /** K */
  readonly classCount: number;
  /** ln P(class k); −∞ for a class without rows; length K. */
  readonly logPriors: Float64Array;
  readonly lists: ClassLists;
  /** ln P(word | class) of each pair; length P. */
  readonly pairs: Float64Array;
  /** For each class, ln P(word | class) of the words of the vocabulary that it does not have; length K. */
  readonly absent: Float64Array;
  /** 1 for the words that any counted row has; the others score 0 for every class; length V. */
  readonly isKnown: Uint8Array;
}

/**
 * Trains on all parts but one, with results equal to those of `trainModel` to the last bit.
 *
 * @param lists counts of all parts
 * @param without the part to leave out
 * @param alpha additive smoothing, greater than 0
 */
export function trainSparsely(lists: ClassLists, without: number, alpha: number): SparseModel {
  const { classCount: K, wordStart } = lists;
  const counts = sumBut(lists.counts, without);
  const isKnown = new Uint8Array(wordStart.length - 1);
  for (let word = 0; word < isKnown.length; word++) {
    for (let pair = wordStart[word]!; pair < wordStart[word + 1]!; pair++) {
      if (counts[pair]! > 0) isKnown[word] = 1;
    }
  }
  const vocabulary = isKnown.reduce((sum, known) => sum + known, 0);
  const pairs = new Float64Array(counts.length);
  const absent = new Float64Array(K);
  for (const [k, own] of pairsByClass(lists, counts, isKnown).entries()) {
    const column = Float64Array.from(own, (pair) => counts[pair]! / alpha);
    const found = logProbabilitiesOf(column, vocabulary - own.length);
    for (let i = 0; i < own.length; i++) pairs[own[i]!] = found.present[i]!;
    absent[k] = found.absent;
  }
  const rows = sumBut(lists.rows, without);
  const rowCount = rows.reduce((sum, count) => sum + count, 0);
  return {
    classCount: K,
    logPriors: rows.map((count) => Math.log(count / rowCount)),
    lists,
    pairs,
    absent,
    isKnown,
  };
}

/** The sum of all arrays but one. */
export function sumBut(arrays: readonly Float64Array[], without: number): Float64Array {
  const sum = new Float64Array(arrays[0]!.length);
  for (const [part, array] of arrays.entries()) {
    if (part !== without) for (let i = 0; i < sum.length; i++) sum[i]! += array[i]!;
  }
  return sum;
}

/** The pairs of each class whose word is known, in word order. */
function pairsByClass(
  { classCount: K, classes, wordStart }: ClassLists,
  counts: Float64Array,
  isKnown: Uint8Array,
): Uint32Array[] {
  const lengths = new Uint32Array(K);
  for (let pair = 0; pair < counts.length; pair++) lengths[classes[pair]!]!++;
  const all = Array.from(lengths, (length) => new Uint32Array(length));
  lengths.fill(0);
  for (let word = 0; word < isKnown.length; word++) {
    if (isKnown[word] === 0) continue;
    for (let pair = wordStart[word]!; pair < wordStart[word + 1]!; pair++) {
      const k = classes[pair]!;
      all[k]![lengths[k]!++] = pair;
    }
  }
  return all.map((pairs, k) => pairs.subarray(0, lengths[k]));
}

/** Sums word scores of rows under one model; words are numbered as in `scoreRows`. */
export class SparseScorer {
  readonly #model: SparseModel;
  /** The score of a word in each class: equal to `absent` except while a word is added. */
  readonly #scores: Float64Array;

  constructor(model: SparseModel) {
    this.#model = model;
    this.#scores = model.absent.slice();
  }

  /** Adds x · ln P(word | class) of each word of the i-th row of a block to the sum of each class; length K. */
  addRow({ rowStart, term, count }: TermBlock, i: number, sums: Float64Array): void {
    for (let entry = rowStart[i]!; entry < rowStart[i + 1]!; entry++) {
      this.#add(term[entry]!, count[entry]!, sums);
    }
  }

  #add(word: number, x: number, sums: Float64Array): void {
    const { lists, pairs, absent, isKnown } = this.#model;
    if (isKnown[word] !== 1) return;
    const scores = this.#scores;
    const { classes } = lists;
    const start = lists.wordStart[word]!;
    const end = lists.wordStart[word + 1]!;
    for (let pair = start; pair < end; pair++) scores[classes[pair]!] = pairs[pair]!;
    for (let k = 0; k < sums.length; k++) sums[k]! += x * scores[k]!;
    for (let pair = start; pair < end; pair++) scores[classes[pair]!] = absent[classes[pair]!]!;
  }
}

/** ln P(word | class k); 0 where the model does not know the word. */
export function sparseWordScore(
  { lists, pairs, absent, isKnown }: SparseModel,
  word: number,
  k: number,
): number {
  if (isKnown[word] !== 1) return 0;
  for (let pair = lists.wordStart[word]!; pair < lists.wordStart[word + 1]!; pair++) {
    if (lists.classes[pair] === k) return pairs[pair]!;
  }
  return absent[k]!;
}
