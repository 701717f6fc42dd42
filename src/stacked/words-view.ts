import { logitsAt } from '../noise-aware/class-scores.js';
import { scoresUnderTotals } from '../noise-aware/score-rows.js';
import type { NoiseAwareFit } from '../noise-aware/search.js';
import type { NewRows, View } from './learnt-rows.js';

/**
 * View 1, the words: what noise-aware naive Bayes says, half of it from the labels as they were given (pass 0) and half
 * from those that it has learnt (best pass):
 *
 *     view[i][k] = ½ (s₀[i][k] / τ₀ + b₀[i][k]) + ½ (s*[i][k] / τ* + b*[i][k])
 *
 * @param fit what `fitNoiseAware` ended with, its logits kept; those of the first pass are written over
 * @param judged other rows to judge, whose scores are those under the counts of the two passes, nothing subtracted
 * @param alpha smoothing of the fit
 */
export function wordsView({ first, best }: NoiseAwareFit, judged: NewRows | null, alpha: number): View {
  const passes = [first, best].map(({ totals, temperature }) => ({ totals, temperature }));
  const ofJudged = passes.map(({ totals, temperature }) =>
    judged === null
      ? null
      : logitsAt(scoresUnderTotals(judged.terms, judged.labels, totals, alpha), temperature),
  );
  return {
    own: meanOf(first.logits!, best.logits!),
    judged: judged === null ? null : meanOf(ofJudged[0]!, ofJudged[1]!),
  };
}

/** The mean of two arrays, written over the first. */
function meanOf(one: Float64Array, other: Float64Array): Float64Array {
  for (let at = 0; at < one.length; at++) one[at] = 0.5 * one[at]! + 0.5 * other[at]!;
  return one;
}
