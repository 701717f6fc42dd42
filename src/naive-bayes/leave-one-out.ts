import type { ClassTotals, TermMatrix } from '../types.js';
import type { Copies } from '../vectorize/copies.js';
import type { TermStatistics } from '../vectorize/term-statistics.js';
import { leftOutShares } from './left-out.js';
import type { Membership } from './membership.js';
import { trainModel } from './model.js';
import type { OutOfSample } from './out-of-sample.js';
import { softmaxRows } from './out-of-sample.js';

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
}

/**
 * ln P(words of row i | class k) for every row and class, under a model without row i:
 *
 *     s[i][k] = Σ_{w: df ≥ 2} x[i][w] · ln (N[k][w] − q[i][k]·x[i][w] + α)
 *               − n[i] · ln (M[k] − q[i][k]·r[i] + α·V[i])
 *
 * where x counts word w in row i, q is the row's membership, N and M are the totals of all rows, r[i] counts
 * the row's tokens and n[i] those that stand in other rows too; differences are kept at 0 or above. A word
 * that no other row has is unknown to such a model. Exact: the same as training again without the row. Where copies
 * are known, q is the sum over all rows with the same words, and df counts different texts.
 *
 * @param rows n rows
 * @param totals the result of `countByClass` for these rows, and for other training rows
 * @returns n × K
 */
export function leaveOneOutLogLikelihoods(
  rows: CountedRows,
  totals: ClassTotals,
  options: LeaveOneOutOptions,
): Float64Array {
  const { terms, statistics } = rows;
  const { classCount: K, wordCounts, tokens, vocabularySize: V } = totals;
  const { documentFrequencies } = statistics;
  const { alpha } = options;
  const { logLikelihoods } = trainModel(totals, alpha);
  const scores = new Float64Array(terms.rowCount * K);
  const sums = new Float64Array(K);
  const leftOut = leftOutShares(rows.membership, rows.copies);

  for (const { firstRow, rowStart, term, count } of terms.blocks) {
    for (let i = 0; i + 1 < rowStart.length; i++) {
      const row = firstRow + i;
      const end = rowStart[i + 1]!;
      const shared = statistics.sharedTokens[row]!;
      // A row without shared words scores 0, even where the denominator is 0.
      if (shared === 0) continue;

      // Every class with the row's own counts ...
      sums.fill(0);
      let own = 0;
      for (let entry = rowStart[i]!; entry < end; entry++) {
        const word = term[entry]!;
        if (documentFrequencies[word]! < 2) {
          own++;
          continue;
        }
        const x = count[entry]!;
        for (let k = 0, at = word * K; k < K; k++, at++) sums[k]! += x * logLikelihoods[at]!;
      }

      const lost = options.vocabulary === 'other rows' ? own : 0;

      // ... then, without them, the few classes that it belongs to.
      for (let k = 0; k < K; k++) {
        const share = leftOut(row, k);
        if (share < NEGLIGIBLE_SHARE) {
          if (lost > 0)
            sums[k]! += shared * Math.log((tokens[k]! + alpha * V) / (tokens[k]! + alpha * (V - lost)));
          continue;
        }
        let sum = 0;
        for (let entry = rowStart[i]!; entry < end; entry++) {
          const word = term[entry]!;
          if (documentFrequencies[word]! < 2) continue;
          const x = count[entry]!;
          sum += x * Math.log(Math.max(wordCounts[word * K + k]! - share * x, 0) + alpha);
        }
        const others = Math.max(tokens[k]! - share * statistics.tokens[row]!, 0);
        sums[k] = sum - shared * Math.log(others + alpha * (V - lost));
      }
      scores.set(sums, row * K);
    }
  }
  return scores;
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
