import type { TermBlock } from '../types.js';
import type { TermStatistics } from '../vectorize/term-statistics.js';
import { LEAST_FACTOR } from './count-logarithms.js';
import { NEGLIGIBLE_SHARE } from './leave-one-out.js';
import type { SparseMembership } from './membership.js';
import { SharedWords } from './shared-words.js';
import { classSums, pairCount, type SparseTotals } from './sparse-totals.js';

/** What rows are scored by. */
export interface SparseRows {
  readonly statistics: TermStatistics;
  /** How much of each class is left out with each row: q of the row, or see `leftOutLists`. */
  readonly leftOut: SparseMembership;
}

/** Products are kept between the two, so that one more word's factors neither overflow nor vanish. */
const [SMALLEST, LARGEST] = [1e-200, 1e200];
/** Words that occur more often in a row get their own logarithm. */
const MOST_FACTORS = 4;

/**
 * Scores rows under every class as `leaveOneOutLogLikelihoods` does with `all rows`, but for the last digits: what a row
 * costs grows with the classes that have its words, not with words × classes. With every word lacking in a class,
 * a row scores n[i] · ln (α / (M[k] + α·V)); each class that has a word adds ln (1 + N[k][w] / α).
 */
export class SparseLeaveOneOut {
  readonly #rows: SparseRows;
  readonly #totals: SparseTotals;
  readonly #alpha: number;
  /** ln (1 + N / α) of each pair. */
  readonly #gains: Float64Array;
  /** ln (α / (M[k] + α·V)) */
  readonly #absent: Float64Array;
  readonly #words: SharedWords;

  /**
   * @param totals counts of the rows, and of other training rows
   * @param alpha additive smoothing, greater than 0
   */
  constructor(rows: SparseRows, totals: SparseTotals, alpha: number) {
    this.#rows = rows;
    this.#totals = totals;
    this.#alpha = alpha;
    this.#gains = totals.counts[0]!.map((count) => Math.log((count + alpha) / alpha));
    let vocabulary = 0;
    for (let word = 0; word < totals.vocabularySize; word++) {
      if (totals.wordStart[word + 1]! > totals.wordStart[word]!) vocabulary++;
    }
    this.#absent = classSums(totals).tokens.map((sum) => Math.log(alpha / (sum + alpha * vocabulary)));
    this.#words = new SharedWords(rows.statistics.documentFrequencies, totals.classCount, 1);
  }

  /**
   * start[k] + factor · Σ_w x[i][w] · ln P(w | k) of the i-th row of a block, without that row.
   *
   * @param start length K
   * @param sums what is written; length K
   */
  score(block: TermBlock, i: number, factor: number, start: Float64Array, sums: Float64Array): void {
    const row = block.firstRow + i;
    const shared = this.#rows.statistics.sharedTokens[row]!;
    if (shared === 0) {
      sums.set(start);
      return;
    }
    const words = this.#words;
    words.read(block, i);
    const absent = this.#absent;
    const ofAll = factor * shared;
    for (let k = 0; k < sums.length; k++) sums[k] = start[k]! + ofAll * absent[k]!;
    this.#addGains(factor, sums);
    const { rowStart, classes, shares } = this.#rows.leftOut;
    for (let at = rowStart[row]!; at < rowStart[row + 1]!; at++) {
      if (shares[at]! < NEGLIGIBLE_SHARE) continue;
      const k = classes[at]!;
      sums[k] = start[k]! + factor * this.#scoreWithout(row, k, shares[at]!);
    }
  }

  #addGains(factor: number, sums: Float64Array): void {
    const { starts, counts, length } = this.#words;
    const { wordStart, classes } = this.#totals;
    const gains = this.#gains;
    for (let i = 0; i < length; i++) {
      const word = starts[i]!;
      const x = factor * counts[i]!;
      const end = wordStart[word + 1]!;
      for (let pair = wordStart[word]!; pair < end; pair++) sums[classes[pair]!]! += x * gains[pair]!;
    }
  }

  /** The score of a class that the row has a share of, by the counts that are left. */
  #scoreWithout(row: number, k: number, share: number): number {
    const { starts, counts, length } = this.#words;
    const alpha = this.#alpha;
    const { tokens, sharedTokens } = this.#rows.statistics;
    let sum = 0;
    let product = 1;
    for (let i = 0; i < length; i++) {
      const x = counts[i]!;
      const factor = Math.max(pairCount(this.#totals, starts[i]!, k) - share * x, 0) + alpha;
      if (x > MOST_FACTORS || alpha < LEAST_FACTOR) sum += x * Math.log(factor);
      else for (let times = 0; times < x; times++) product *= factor;
      if (product > LARGEST || product < SMALLEST) {
        sum += Math.log(product);
        product = 1;
      }
    }
    const others = Math.max(classSums(this.#totals).tokens[k]! - share * tokens[row]!, 0);
    return (
      sum + Math.log(product) - sharedTokens[row]! * Math.log(others + alpha * this.#totals.vocabularySize)
    );
  }
}
