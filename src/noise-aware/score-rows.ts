import {
  type CountedRows,
  type LeaveOneOutOptions,
  leaveOneOutLogLikelihoods,
} from '../naive-bayes/leave-one-out.js';
import { leftOutShares } from '../naive-bayes/membership.js';
import { scoreRows } from '../naive-bayes/score-rows.js';
import { type AnyTotals, classSums, trainOn } from '../naive-bayes/sparse-totals.js';
import type { ClassTotals, TermMatrix } from '../types.js';
import { forEachRow } from '../vectorize/row-terms.js';
import type { ClassScores } from './class-scores.js';

/**
 * Scores rows by leave-one-out models:
 * s[i][k] = (leave-one-out ln P(words of i | k)) / √max(n[i], 1), b[i][k] = ln ((C[k] − q[i][k] + 1) / (n − 1 + K)),
 * where n counts all training rows. Where copies are known, q and the 1 are sums over all of them.
 *
 * Words are not independent, so a plain sum of their log-likelihoods is much too confident for long texts; dividing by
 * √tokens makes rows of different lengths comparable, so that one τ fits them all.
 *
 * @param rows n rows with soft or hard membership q
 * @param labels y, length n
 * @param totals the result of `countByClass` for the rows, and for other training rows
 * @param alpha additive smoothing
 * @param options how logarithms of counts are summed, and which rows are scored
 * @returns s, b and y of all rows or of those
 */
export function leaveOneOutScores(
  rows: CountedRows,
  labels: Uint32Array,
  totals: ClassTotals,
  alpha: number,
  options: Pick<LeaveOneOutOptions, 'sum' | 'only'> = {},
): ClassScores {
  const K = totals.classCount;
  const n = rows.statistics.rowCount;
  const likelihoods = leaveOneOutLogLikelihoods(rows, totals, { alpha, vocabulary: 'all rows', ...options });
  const { only } = options;
  const scored = only === undefined ? labels : Uint32Array.from(only, (row) => labels[row]!);
  const priors = new Float64Array(scored.length * K);
  const leftOut = leftOutShares(rows.membership, rows.copies);
  const logPriorOf = (k: number, share: number, others: number) =>
    Math.log((Math.max(totals.rows[k]! - share, 0) + 1) / (others + K));
  // The prior of a class without a share of the row is the same for all rows that are left out alone.
  const ofOthers = totals.rows.map((_, k) => logPriorOf(k, 0, n - 1));
  for (let place = 0; place < scored.length; place++) {
    const row = only?.[place] ?? place;
    const others = n - rowsLeftOut(rows, row);
    const scale = Math.sqrt(Math.max(rows.statistics.sharedTokens[row]!, 1));
    for (let k = 0, at = place * K; k < K; k++, at++) {
      likelihoods[at]! /= scale;
      const share = leftOut(row, k);
      priors[at] = share === 0 && others === n - 1 ? ofOthers[k]! : logPriorOf(k, share, others);
    }
  }
  return { classCount: K, likelihoods, priors, labels: scored };
}

/** How many rows are left out with one: itself, and those with the same words where these are known. */
function rowsLeftOut({ copies }: CountedRows, row: number): number {
  const group = copies?.groupOf[row] ?? -1;
  return group < 0 ? 1 : copies!.sizes[group]!;
}

/**
 * Scores rows that were not counted: like `leaveOneOutScores`, without subtracting the row. Words that are in no counted
 * row are not scored.
 *
 * @param terms the rows to score, m × V', with the counted rows' vocabulary numbered first
 * @param labels y, length m
 * @param totals counts of the training rows
 * @param alpha additive smoothing
 */
export function scoresUnderTotals(
  terms: TermMatrix,
  labels: Uint32Array,
  totals: AnyTotals,
  alpha: number,
): ClassScores {
  const K = totals.classCount;
  const { rows } = classSums(totals);
  const n = rows.reduce((sum, count) => sum + count, 0);
  const likelihoods = new Float64Array(terms.rowCount * K);
  const model = trainOn(totals, alpha);
  scoreRows(terms, () => model, likelihoods);
  const known = knownTokens(terms, totals.vocabularySize);
  const priors = new Float64Array(likelihoods.length);
  for (let at = 0; at < likelihoods.length; at++) {
    likelihoods[at]! /= Math.sqrt(Math.max(known[Math.floor(at / K)]!, 1));
    priors[at] = Math.log((rows[at % K]! + 1) / (n + K));
  }
  return { classCount: K, likelihoods, priors, labels };
}

/** Tokens of each row whose word has a number below `vocabularySize`. */
export function knownTokens(terms: TermMatrix, vocabularySize: number): Float64Array {
  const tokens = new Float64Array(terms.rowCount);
  forEachRow(terms, (row, { term, count }, start, end) => {
    for (let entry = start; entry < end; entry++) {
      if (term[entry]! < vocabularySize) tokens[row]! += count[entry]!;
    }
  });
  return tokens;
}
