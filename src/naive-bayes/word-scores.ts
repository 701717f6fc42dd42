import { type RowTerm, termsOfRow } from '../vectorize/row-terms.js';
import type { Folds } from './cross-validate.js';
import { type CountedRows, type LeaveOneOutOptions, NEGLIGIBLE_SHARE } from './leave-one-out.js';
import { leftOutShares } from './membership.js';
import type { WordModel } from './score-rows.js';
import { sparseWordScore } from './sparse-model.js';
import { type AnyTotals, classSums, wordCount } from './sparse-totals.js';

/**
 * ln P(word | class k) of the words of a row, by the model that scored the row, which was not trained on it. 0 for every
 * class where that model does not score the word.
 */
export type WordScore = (row: number) => ScoreOfRow;

type ScoreOfRow = (term: RowTerm, k: number) => number;

/** Word scores of rows that a trained model predicted. */
export function trainedWordScore(model: WordModel): WordScore {
  const score = scoreBy(model);
  return () => score;
}

function scoreBy(model: WordModel): ScoreOfRow {
  if ('lists' in model) return ({ word }, k) => sparseWordScore(model, word, k);
  const { classCount, logLikelihoods } = model;
  return ({ word }, k) => logLikelihoods[word * classCount + k] ?? 0;
}

/** Word scores of cross-validated rows; the model of a fold is trained again on first use. */
export function crossValidatedWordScore({ foldOfRow, trainWithout }: Folds): WordScore {
  const scores: ScoreOfRow[] = [];
  return (row) => {
    const fold = foldOfRow[row]!;
    scores[fold] ??= scoreBy(trainWithout(fold).model);
    return scores[fold];
  };
}

/** Word scores of leave-one-out rows: the terms that `leaveOneOutLogLikelihoods` sums. */
export function leaveOneOutWordScore(
  { terms, statistics, membership, copies }: CountedRows,
  totals: AnyTotals,
  { alpha, vocabulary }: LeaveOneOutOptions,
): WordScore {
  const V = totals.vocabularySize;
  const { tokens } = classSums(totals);
  const leftOut = leftOutShares(membership, copies);
  const isOwn = (word: number) => statistics.documentFrequencies[word]! < 2;
  return (row) => {
    const lost = vocabulary === 'other rows' ? termsOfRow(terms, row).filter(({ word }) => isOwn(word)) : [];
    const words = V - lost.length;
    return ({ word, count }, k) => {
      if (isOwn(word)) return 0;
      const share = leftOut(row, k);
      const own = share < NEGLIGIBLE_SHARE ? 0 : share;
      const occurrences = Math.max(wordCount(totals, word, k) - own * count, 0);
      const all = Math.max(tokens[k]! - own * statistics.tokens[row]!, 0);
      return Math.log((occurrences + alpha) / (all + alpha * words));
    };
  };
}
