import type { Judgement, TermMatrix } from '../types.js';
import { probabilitiesAt } from './class-scores.js';
import { flagByMargin, margins } from './judge-scores.js';
import { scoresUnderTotals } from './score-rows.js';
import type { NoiseAwareFit } from './search.js';

/** Weight of the first pass, which counts by the given labels, in a row's margin. */
const FIRST_PASS_SHARE = 0.2;

/**
 * Judges the training rows of a fit, each by a leave-one-out model.
 *
 * @param fit the result of `fitNoiseAware`
 *
 * @example
 * judgeNoiseAware(fitNoiseAware(terms, labels, 4)).isIssue // 1 for the rows whose label is probably wrong
 */
export function judgeNoiseAware({ first, best }: NoiseAwareFit): Judgement {
  return flagByMargin(
    blend(first.margins, best.margins),
    best.probabilities,
    best.noiseMatrix,
    first.membership,
  );
}

/**
 * Judges rows that are not training rows of the fit.
 *
 * @param fit the result of `fitNoiseAware` on the training rows
 * @param terms the rows to judge, m × V', with the training vocabulary numbered first
 * @param labels their given labels, length m
 * @param alpha the smoothing that was used in the fit
 */
export function judgeNewRows(
  { first, best }: NoiseAwareFit,
  terms: TermMatrix,
  labels: Uint32Array,
  alpha: number,
): Judgement {
  const scores = scoresUnderTotals(terms, labels, best.totals, alpha);
  const before = margins(scoresUnderTotals(terms, labels, first.totals, alpha), first.temperature);
  const after = margins(scores, best.temperature, best.noiseMatrix);
  const probabilities = probabilitiesAt(scores, best.temperature);
  return flagByMargin(blend(before, after), probabilities, best.noiseMatrix, scores);
}

/** m = 0.2 · m₀ + 0.8 · m₁, of the first and the best pass. */
function blend(before: Float64Array, after: Float64Array): Float64Array {
  return after.map((margin, row) => FIRST_PASS_SHARE * before[row]! + (1 - FIRST_PASS_SHARE) * margin);
}
