import { flagLowest } from '../confident-learning/filter/lowest.js';
import { mostLikelyClass } from '../confident-learning/probabilities.js';
import type { Judgement } from '../types.js';
import type { ClassScores } from './class-scores.js';
import { type NoiseMatrix, posterior, transposed } from './noise-matrix.js';

/** Of the rows that the words alone put into another class with P > 1/2, at least this share is flagged. */
const FLAGGED_SHARE = 0.7;
const MORE_LIKELY_THAN_NOT = 0.5;

/**
 * The margin of a row's given label over the best other class, in nats: with z[k] = s[i][k] / τ + b[i][k]
 * (+ ln T[k][y_i] with a noise matrix), m = z[y_i] − max_{k ≠ y_i} z[k]. Negative where another class is more likely.
 *
 * @param scores s, b and y of n rows
 * @param temperature τ
 * @param noiseMatrix T; without it the given label is no evidence of the true class
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

/** y, and K. */
type GivenLabels = Pick<ClassScores, 'labels' | 'classCount'>;

/**
 * Flags the N rows of lowest margin, N = max(N₁, ⌊0.7 · N₂⌋): N₁ rows whose posterior favours a class other than the
 * given one, N₂ rows that the words alone put into another class with a probability above one half.
 */
export function flagByMargin(
  margin: Float64Array,
  probabilities: Float64Array,
  noiseMatrix: NoiseMatrix,
  given: GivenLabels,
): Judgement {
  const { classCount: K, labels } = given;
  const { likeliest, bestOther, flagCount } = likeliestClasses(probabilities, noiseMatrix, given);
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

/** The most likely class of each row, its most likely other class under T, and how many rows to flag. */
function likeliestClasses(
  probabilities: Float64Array,
  noiseMatrix: NoiseMatrix,
  { classCount: K, labels }: GivenLabels,
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
  const flagCount = flaggedCount(favoursOther, surelyElsewhere);
  return { likeliest, bestOther, flagCount };
}

/** The class of the largest value, ignoring the given one; ties go to the lowest. */
function mostLikelyOther(values: Float64Array, given: number): number {
  let best = given === 0 ? 1 : 0;
  for (let k = best + 1; k < values.length; k++) {
    if (k !== given && values[k]! > values[best]!) best = k;
  }
  return best;
}

/** Number of rows to flag: max(N₁, ⌊0.7 · N₂⌋), from the two counts of `flagByMargin`. */
export function flaggedCount(favoursOther: number, surelyElsewhere: number): number {
  return Math.max(favoursOther, Math.floor(FLAGGED_SHARE * surelyElsewhere));
}
