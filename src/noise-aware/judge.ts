import { flagLowest } from '../confident-learning/filters/lowest.js';
import type { Judgement, TermMatrix } from '../types.js';
import { type ClassScores, probabilitiesAt, scoresUnderTotals } from './class-scores.js';
import type { NoiseAwareFit } from './fit.js';
import { type NoiseMatrix, posteriors } from './noise-matrix.js';

/** How much the first pass, which took the labels as given, has to say about a row's margin. */
const FIRST_PASS_SHARE = 0.2;
/** At least this share of the rows that the words alone put elsewhere, more surely than not, is flagged. */
const FLAGGED_SHARE = 0.7;
const MORE_LIKELY_THAN_NOT = 0.5;

/**
 * Judges the rows that a fit learned from, each by a model that left it out.
 *
 * @param fit what `fitNoiseAware` ended with
 *
 * @example
 * judgeNoiseAware(fitNoiseAware(terms, labels, 4)).isIssue // 1 for the rows whose label is probably wrong
 */
export function judgeNoiseAware({ first, best }: NoiseAwareFit): Judgement {
  const { scores, temperature, noiseMatrix, probabilities } = best;
  const before = margins(first.scores, first.temperature);
  const after = margins(scores, temperature, noiseMatrix);
  return judge(blend(before, after), probabilities, best.posteriors, scores);
}

/**
 * Judges rows that a fit did not learn from.
 *
 * @param fit what `fitNoiseAware` ended with on the training rows
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
  const G = posteriors(probabilities, best.noiseMatrix, labels);
  return judge(blend(before, after), probabilities, G, scores);
}

/**
 * By how much a row's given label wins over the best other class, in nats: with z[k] = s[i][k] / τ + b[i][k]
 * (+ ln T[k][y_i] where a noise matrix is given), m = z[y_i] − max_{k ≠ y_i} z[k]. Negative where it loses.
 *
 * @param scores s, b and y of n rows
 * @param temperature τ
 * @param noiseMatrix T; without it the given label says nothing about the true class
 * @returns length n
 */
export function margins(scores: ClassScores, temperature: number, noiseMatrix?: NoiseMatrix): Float64Array {
  const { classCount: K, likelihoods, priors, labels } = scores;
  const logNoise = noiseMatrix?.map(Math.log) ?? new Float64Array(K * K);
  const result = new Float64Array(labels.length);
  for (let row = 0; row < labels.length; row++) {
    const given = labels[row]!;
    let own = 0;
    let bestOther = Number.NEGATIVE_INFINITY;
    for (let k = 0, at = row * K; k < K; k++, at++) {
      const z = likelihoods[at]! / temperature + priors[at]! + logNoise[k * K + given]!;
      if (k === given) own = z;
      else if (z > bestOther) bestOther = z;
    }
    result[row] = own - bestOther;
  }
  return result;
}

/** m = 0.2 · m₀ + 0.8 · m₁, of the first and the best pass. */
function blend(before: Float64Array, after: Float64Array): Float64Array {
  return after.map((margin, row) => FIRST_PASS_SHARE * before[row]! + (1 - FIRST_PASS_SHARE) * margin);
}

/**
 * Flags the N rows of lowest margin, N = max(N₁, ⌊0.7 · N₂⌋): N₁ rows whose posterior favours another class than
 * the given one, N₂ rows that the words alone put elsewhere with a probability over one half.
 */
export function judge(
  margin: Float64Array,
  probabilities: Float64Array,
  posterior: Float64Array,
  { classCount: K, labels }: ClassScores,
): Judgement {
  const likeliest = argMaxRows(probabilities, K);
  const favoured = argMaxRows(posterior, K);
  let favoursOther = 0;
  let surelyElsewhere = 0;
  for (let row = 0; row < labels.length; row++) {
    if (favoured[row] !== labels[row]) favoursOther++;
    const elsewhere = likeliest[row]!;
    if (elsewhere !== labels[row] && probabilities[row * K + elsewhere]! > MORE_LIKELY_THAN_NOT)
      surelyElsewhere++;
  }
  const isIssue = new Uint8Array(labels.length);
  const rows = Uint32Array.from(labels.keys());
  flagLowest(isIssue, rows, margin, Math.max(favoursOther, Math.floor(FLAGGED_SHARE * surelyElsewhere)));
  const bestOther = argMaxRows(posterior, K, labels);
  return {
    probabilities: { classCount: K, values: probabilities },
    judged: new Uint8Array(labels.length).fill(1),
    quality: margin.map((m) => 1 / (1 + Math.exp(-m))),
    rankKey: margin,
    suggested: likeliest.map((k, row) => (isIssue[row] === 1 ? bestOther[row]! : k)),
    isIssue,
  };
}

/** The column of each row's largest value, ties to the lower one; `except` names one a row that is passed over. */
function argMaxRows(values: Float64Array, K: number, except?: Uint32Array): Uint32Array {
  const columns = new Uint32Array(values.length / K);
  for (let row = 0; row < columns.length; row++) {
    let best = -1;
    for (let k = 0; k < K; k++) {
      if (except !== undefined && except[row] === k) continue;
      if (best < 0 || values[row * K + k]! > values[row * K + best]!) best = k;
    }
    columns[row] = best;
  }
  return columns;
}
