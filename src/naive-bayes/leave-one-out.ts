import type { ClassTotals, TermMatrix } from '../types.js';
import type { Copies } from '../vectorize/copies.js';
import type { TermStatistics } from '../vectorize/term-statistics.js';
import {
  type CountLogarithms,
  LEAST_FACTOR,
  ListedLogarithms,
  LogarithmsOfProducts,
  SingleLogarithms,
} from './count-logarithms.js';
import { leftOutShares, type Membership } from './membership.js';
import { trainModel } from './model.js';
import type { OutOfSample } from './out-of-sample.js';
import { softmaxRows } from './out-of-sample.js';
import { SharedWords } from './shared-words.js';

/** Below this share of a class, a row's own counts do not change the class's probabilities noticeably. */
export const NEGLIGIBLE_SHARE = 0.001;

/** Rows, statistics of their words, and their membership in classes. */
export interface CountedRows {
  /** n × V */
  readonly terms: TermMatrix;
  readonly statistics: TermStatistics;
  /** of the n rows in K classes */
  readonly membership: Membership;
  /** Rows with the same words, which are left out together; without it each row is left out alone. */
  readonly copies?: Copies | undefined;
}

/** Options of leave-one-out. */
export interface LeaveOneOutOptions {
  /** Additive smoothing, greater than 0. */
  readonly alpha: number;
  /** Whether V counts the words of the other rows only, as a model trained without the row would. */
  readonly vocabulary: 'other rows' | 'all rows';
  /**
   * Whether the logarithm of each count is added, or that of products of counts: which is faster and differs in the last
   * digits; default `logarithms`.
   */
  readonly sum?: 'logarithms' | 'products' | undefined;
  /** Numbers of the rows to score, ascending; default all. */
  readonly only?: Uint32Array | undefined;
}

/**
 * ln P(words of row i | class k) for every row and class, under a model without row i:
 *
 *     s[i][k] = Σ_{w: df ≥ 2} x[i][w] · ln (N[k][w] − q[i][k]·x[i][w] + α)
 *               − n[i] · ln (M[k] − q[i][k]·r[i] + α·V[i])
 *
 * where x counts word w in row i, q is the row's membership, N and M are the totals of all rows, r[i] counts
 * the row's tokens and n[i] those that are in other rows too; differences are kept at 0 or above. A word
 * that no other row has is unknown to such a model. Exact: the same as training again without the row. Where copies
 * are known, q is the sum over all rows with the same words, and df counts different texts.
 *
 * @param rows n rows
 * @param totals the result of `countByClass` for these rows, and for other training rows
 * @returns n × K, or of the rows to score
 */
export function leaveOneOutLogLikelihoods(
  rows: CountedRows,
  totals: ClassTotals,
  options: LeaveOneOutOptions,
): Float64Array {
  const { terms, statistics } = rows;
  const { classCount: K, tokens, vocabularySize: V } = totals;
  const { alpha } = options;
  const table = wordTable(totals, trainModel(totals, alpha).logLikelihoods);
  const logarithms = logarithmsFor(rows, options);
  const { only } = options;
  const scores = new Float64Array((only?.length ?? terms.rowCount) * K);
  const sums = new Float64Array(K);
  const leftOut = leftOutShares(rows.membership, rows.copies);
  const words = new SharedWords(statistics.documentFrequencies, K, table.width);

  let place = 0;
  for (const block of terms.blocks) {
    for (let i = 0; i + 1 < block.rowStart.length; i++) {
      const row = block.firstRow + i;
      if (only !== undefined && only[place] !== row) continue;
      const start = K * place++;
      const shared = statistics.sharedTokens[row]!;
      // A row without shared words scores 0, even where the denominator is 0.
      if (shared === 0) continue;

      // Every class with the row's own counts ...
      words.read(block, i);
      words.addScores(table.logLikelihoods, sums);
      const lost = options.vocabulary === 'other rows' ? words.own : 0;

      // ... then, without them, the few classes that it belongs to.
      for (let k = 0; k < K; k++) {
        const share = leftOut(row, k);
        if (share < NEGLIGIBLE_SHARE) {
          if (lost > 0)
            sums[k]! += shared * Math.log((tokens[k]! + alpha * V) / (tokens[k]! + alpha * (V - lost)));
          continue;
        }
        const others = Math.max(tokens[k]! - share * statistics.tokens[row]!, 0);
        const sum = logarithms.ofCountsWithout(words, table.counts, table.firstCount + k, share);
        sums[k] = sum - shared * Math.log(others + alpha * (V - lost));
      }
      scores.set(sums, start);
    }
  }
  return scores;
}

/** With more classes than these a word's numbers fill whole lines of the processor's cache anyway. */
const MOST_CLASSES_BESIDE = 16;

/** Log-likelihoods and counts of each word: side by side where classes are few, as rows need both of each word. */
interface WordTable {
  readonly logLikelihoods: Float64Array;
  readonly counts: Float64Array;
  /** Numbers of a word in both arrays, and which of them is its count in class 0. */
  readonly width: number;
  readonly firstCount: number;
}

function wordTable({ classCount: K, wordCounts }: ClassTotals, logLikelihoods: Float64Array): WordTable {
  if (K > MOST_CLASSES_BESIDE) return { logLikelihoods, counts: wordCounts, width: K, firstCount: 0 };
  const both = new Float64Array(2 * wordCounts.length);
  for (let start = 0; start < wordCounts.length; start += K) {
    for (let k = 0; k < K; k++) {
      both[2 * start + k] = logLikelihoods[start + k]!;
      both[2 * start + K + k] = wordCounts[start + k]!;
    }
  }
  return { logLikelihoods: both, counts: both, width: 2 * K, firstCount: K };
}

/** How Σ_w x · ln (N[k][w] − q·x + α) is summed: hard labels leave whole counts; of soft ones it depends on what is asked. */
function logarithmsFor(
  { membership }: CountedRows,
  { alpha, sum = 'logarithms' }: LeaveOneOutOptions,
): CountLogarithms {
  if ('labels' in membership) return new ListedLogarithms(alpha);
  return sum === 'products' && alpha >= LEAST_FACTOR
    ? new LogarithmsOfProducts(alpha)
    : new SingleLogarithms(alpha);
}

/**
 * Class probabilities of every row from a model trained on all other rows: cross-validation with as many folds as rows,
 * by subtracting the row's counts from the totals. The order of the rows does not matter.
 *
 * A row is not judged where its class has no other row.
 *
 * @param rows n rows, n at least 2, in K classes by their hard `labels`
 * @param labels class index of each row; length n
 * @param totals the result of `countByClass` for them, and for other training rows
 * @param alpha additive smoothing, greater than 0
 *
 * @example
 * const rows = { terms, statistics: termStatistics(terms), membership: { classCount: 4, labels } };
 * leaveOneOut(rows, labels, countByClass(terms, rows.membership), 1).probabilities.values // n × 4
 */
export function leaveOneOut(
  rows: CountedRows,
  labels: Uint32Array,
  totals: ClassTotals,
  alpha: number,
): OutOfSample {
  const { classCount } = totals;
  const values = leaveOneOutLogLikelihoods(rows, totals, { alpha, vocabulary: 'other rows' });
  const judged = new Uint8Array(labels.length);
  const otherRows = rows.statistics.rowCount - 1;
  for (let row = 0; row < labels.length; row++) {
    for (let k = 0; k < classCount; k++) {
      const left = totals.rows[k]! - (labels[row] === k ? 1 : 0);
      values[row * classCount + k]! += Math.log(left / otherRows);
    }
    if (totals.rows[labels[row]!]! > 1) judged[row] = 1;
  }
  softmaxRows(values, classCount);
  return { probabilities: { classCount, values }, judged };
}
