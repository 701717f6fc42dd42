import { flagLowest } from '../confident-learning/filters/lowest.js';
import { mostLikelyClass } from '../confident-learning/probabilities.js';
import type { Judgement, TermMatrix } from '../types.js';
import { type ClassScores, probabilitiesAt, scoresUnderTotals } from './class-scores.js';
import type { NoiseAwareFit } from './fit.js';
import { type NoiseMatrix, posterior, transposed } from './noise-matrix.js';

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
  return judge(blend(before, after), probabilities, noiseMatrix, scores);
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
  return judge(blend(before, after), probabilities, best.noiseMatrix, scores);
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
  const logNoise =
    noiseMatrix === undefined ? new Float64Array(K * K) : transposed(noiseMatrix).map(Math.log);
  const result = new Float64Array(labels.length);
  for (let row = 0; row < labels.length; row++) {
    const given = labels[row]!;
    let own = 0;
    let bestOther = Number.NEGATIVE_INFINITY;
    const T = given * K;
    for (let k = 0, at = row * K; k < K; k++, at++) {
      const z = likelihoods[at]! / temperature + priors[at]! + logNoise[T + k]!;
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
  noiseMatrix: NoiseMatrix,
  scores: ClassScores,
): Judgement {
  const { classCount: K, labels } = scores;
  const { likeliest, bestOther, flagCount } = likeliestClasses(probabilities, noiseMatrix, scores);
  const isIssue = new Uint8Array(labels.length);
  const rows = new Uint32Array(labels.length);
  for (let row = 0; row < rows.length; row++) rows[row] = row;
  flagLowest(isIssue, rows, margin, flagCount);
  return {
    probabilities: { classCount: K, values: probabilities },
    judged: new Uint8Array(labels.length).fill(1),
    quality: margin.map((m) => 1 / (1 + Math.exp(-m))),
    rankKey: margin,
    suggested: likeliest.map((k, row) => (isIssue[row] === 1 ? bestOther[row]! : k)),
    isIssue,
  };
}

/** The likeliest class of each row, its likeliest other than the given one under T, and how many rows to flag. */
function likeliestClasses(
  probabilities: Float64Array,
  noiseMatrix: NoiseMatrix,
  { classCount: K, labels }: ClassScores,
) {
  const byGiven = transposed(noiseMatrix);
  const G = new Float64Array(K);
  const likeliest = new Uint32Array(labels.length);
  const bestOther = new Uint32Array(labels.length);
  let favoursOther = 0;
  let surelyElsewhere = 0;
  for (let row = 0; row < labels.length; row++) {
    const given = labels[row]!;
    posterior(probabilities, row * K, byGiven.subarray(given * K, (given + 1) * K), G);
    if (mostLikelyClass(G, 0, K) !== given) favoursOther++;
    const elsewhere = mostLikelyClass(probabilities, row * K, K);
    if (elsewhere !== given && probabilities[row * K + elsewhere]! > MORE_LIKELY_THAN_NOT) surelyElsewhere++;
    likeliest[row] = elsewhere;
    bestOther[row] = mostLikelyOther(G, given);
  }
  const flagCount = Math.max(favoursOther, Math.floor(FLAGGED_SHARE * surelyElsewhere));
  return { likeliest, bestOther, flagCount };
}

/** The class of the largest value, of equal ones the lowest; the given one is passed over. */
function mostLikelyOther(values: Float64Array, given: number): number {
  let best = given === 0 ? 1 : 0;
  for (let k = best + 1; k < values.length; k++) {
    if (k !== given && values[k]! > values[best]!) best = k;
  }
  return best;
}
