import { type CountedRows, leaveOneOutLogLikelihoods } from '../naive-bayes/leave-one-out.js';
import { leftOutShares } from '../naive-bayes/left-out.js';
import { trainModel } from '../naive-bayes/model.js';
import { scoreRows } from '../naive-bayes/score-rows.js';
import type { ClassTotals, TermMatrix } from '../types.js';
import { forEachRow } from '../vectorize/row-terms.js';
import type { ClassScores } from './class-scores.js';

/**
 * Scores rows by leave-one-out models:
 * s[i][k] = (leave-one-out ln P(words of i | k)) / √max(n[i], 1), b[i][k] = ln ((C[k] − q[i][k] + 1) / (n − 1 + K)),
 * where n counts all rows that were learnt from. Where copies are known, q and the 1 are sums over all of them.
 *
 * Words are not independent, so a plain sum of their log-likelihoods is much too confident for long texts; dividing by
 * √tokens makes rows of different lengths comparable, so that one τ fits them all.
 *
 * @param rows n rows with soft or hard membership q
 * @param labels y, length n
 * @param totals the result of `countByClass` for the rows, and for other training rows
 * @param alpha additive smoothing
 */
export function leaveOneOutScores(
  rows: CountedRows,
  labels: Uint32Array,
  totals: ClassTotals,
  alpha: number,
): ClassScores {
  const K = totals.classCount;
  const n = rows.statistics.rowCount;
  const likelihoods = leaveOneOutLogLikelihoods(rows, totals, { alpha, vocabulary: 'all rows' });
  const priors = new Float64Array(labels.length * K);
  const leftOut = leftOutShares(rows.membership, rows.copies);
  for (let row = 0; row < labels.length; row++) {
    const others = n - rowsLeftOut(rows, row);
    const scale = Math.sqrt(Math.max(rows.statistics.sharedTokens[row]!, 1));
    for (let k = 0, at = row * K; k < K; k++, at++) {
      likelihoods[at]! /= scale;
      priors[at] = Math.log((Math.max(totals.rows[k]! - leftOut(row, k), 0) + 1) / (others + K));
    }
  }
  return { classCount: K, likelihoods, priors, labels };
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
  totals: ClassTotals,
  alpha: number,
): ClassScores {
  const K = totals.classCount;
  const n = totals.rows.reduce((sum, rows) => sum + rows, 0);
  const likelihoods = new Float64Array(terms.rowCount * K);
  const model = trainModel(totals, alpha);
  scoreRows(terms, () => model, likelihoods);
  const known = knownTokens(terms, totals.vocabularySize);
  const priors = new Float64Array(likelihoods.length);
  for (let at = 0; at < likelihoods.length; at++) {
    likelihoods[at]! /= Math.sqrt(Math.max(known[Math.floor(at / K)]!, 1));
    priors[at] = Math.log((totals.rows[at % K]! + 1) / (n + K));
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
