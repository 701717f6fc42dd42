import { trainOn } from '../naive-bayes/sparse-totals.js';
import { leaveOneOutWordScore, trainedWordScore, type WordScore } from '../naive-bayes/word-scores.js';
import { knownTokens } from '../noise-aware/score-rows.js';
import type { StackedFit } from './fit.js';

/**
 * What one occurrence of a word gives to a class in view 1, in nats of the margin: β₁·½·(ln P₀(w | k) / τ₀ +
 * ln P*(w | k) / τ*) / √(scored words of the row), by the models of the first and the best pass, without the row.
 * Summed over a row's words, and with the priors, that is what the words contribute.
 *
 * @param fit what `fitStacked` ended with
 * @param alpha smoothing of the fit
 */
export function stackedWordScore({ rows, judged, passes, stack }: StackedFit, alpha: number): WordScore {
  const scored =
    judged === null ? rows.statistics.sharedTokens : knownTokens(judged.terms, rows.terms.vocabularySize);
  const scores = passes.map(({ totals, membership, temperature }) => ({
    temperature,
    scoreOf:
      judged === null
        ? leaveOneOutWordScore({ ...rows, membership }, totals, { alpha, vocabulary: 'all rows' })
        : trainedWordScore(trainOn(totals, alpha)),
  }));
  return (row) => {
    const scale = (0.5 * stack.weights[0]!) / Math.sqrt(Math.max(scored[row]!, 1));
    const ofRow = scores.map(({ scoreOf, temperature }) => ({ score: scoreOf(row), temperature }));
    return (term, k) =>
      scale * ofRow.reduce((sum, { score, temperature }) => sum + score(term, k) / temperature, 0);
  };
}
