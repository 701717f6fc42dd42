import type { Judgement, TermMatrix } from '../types.js';
import { forEachRow } from '../vectorize/row-terms.js';
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

/**
 * Marks the rows with a word that the model knows. For other rows, it gives only the priors of the classes.
 *
 * @param terms n × V
 * @param isKnown whether the model knows a word
 * @returns 1 for rows with a known word; length n
 */
export function rowsWithKnownWords(terms: TermMatrix, isKnown: (word: number) => boolean): Uint8Array {
  const has = new Uint8Array(terms.rowCount);
  forEachRow(terms, (row, { term }, start, end) => {
    for (let entry = start; entry < end && has[row] === 0; entry++) has[row] = Number(isKnown(term[entry]!));
  });
  return has;
}

/**
 * A judgement without some rows: they are not judged, not ranked and not flagged.
 *
 * @param isJudged 1 for the rows to keep; length n
 */
export function withoutUnjudged(judgement: Judgement, isJudged: Uint8Array): Judgement {
  if (!isJudged.includes(0)) return judgement;
  const kept = (values: Float64Array) =>
    values.map((value, row) => (isJudged[row] === 1 ? value : Number.NaN));
  return {
    ...judgement,
    judged: isJudged,
    quality: kept(judgement.quality),
    rankKey: kept(judgement.rankKey),
    isIssue: judgement.isIssue.map((is, row) => is & isJudged[row]!),
  };
}
