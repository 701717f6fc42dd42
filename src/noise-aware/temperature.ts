import type { ClassScores } from './class-scores.js';
import { type NoiseMatrix, transposed } from './noise-matrix.js';

/** Steps of the search: over [0.5, 10] the last bracket is 0.9 % of τ wide. */
const STEPS = 12;
const GOLDEN_SECTION = (Math.sqrt(5) - 1) / 2;
/** Keeps the logarithm finite where a row's given label has probability 0. */
const LEAST_PROBABILITY = 1e-300;
/** Size of a sample (in numbers) on which τ is fitted as well as on all rows; smaller data sets are used whole. */
export const SAMPLED_SCORES = 200_000;

/**
 * Fit of temperature τ and noise matrix T to the given labels: the mean over rows of
 * ln Σ_k P[i][k] · T[k][y_i], where P[i] = softmax_k (s[i][k] / τ + b[i][k]).
 *
 * @param scores s, b and y of n rows
 * @param noiseMatrix T, K × K
 * @param temperature τ > 0
 * @returns nats per row, at most 0
 */
export function meanLogLikelihood(
  scores: ClassScores,
  noiseMatrix: NoiseMatrix,
  temperature: number,
): number {
  return meanLogLikelihoodByGiven(scores, transposed(noiseMatrix), temperature);
}

/** The same of T on its side: T[k][y] at `y * K + k`. */
export function meanLogLikelihoodByGiven(
  { classCount: K, likelihoods, priors, labels }: ClassScores,
  byGiven: Float64Array,
  temperature: number,
): number {
  const logits = new Float64Array(K);
  const inverse = 1 / temperature;
  let sum = 0;
  for (let row = 0; row < labels.length; row++) {
    const start = row * K;
    const T = labels[row]! * K;
    let largest = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < K; k++) {
      const logit = likelihoods[start + k]! * inverse + priors[start + k]!;
      logits[k] = logit;
      if (logit > largest) largest = logit;
    }
    let all = 0;
    let explained = 0;
    for (let k = 0; k < K; k++) {
      const weight = Math.exp(logits[k]! - largest);
      all += weight;
      explained += weight * byGiven[T + k]!;
    }
    sum += Math.log(Math.max(explained / all, LEAST_PROBABILITY));
  }
  return sum / labels.length;
}

/**
 * The temperature τ with the highest likelihood of the given labels under noise matrix T: maximises `meanLogLikelihood`
 * by golden-section search on ln τ.
 *
 * @param scores s, b and y of n rows
 * @param noiseMatrix T, K × K
 * @param bounds least and greatest τ
 * @returns τ: the middle, in ln τ, of the last bracket
 */
export function fitTemperature(
  scores: ClassScores,
  noiseMatrix: NoiseMatrix,
  bounds: readonly [number, number],
): number {
  return fitTemperatureByGiven(scores, transposed(noiseMatrix), bounds);
}

/** The same for T on its side: T[k][y] at `y * K + k`. */
export function fitTemperatureByGiven(
  scores: ClassScores,
  byGiven: Float64Array,
  bounds: readonly [number, number],
): number {
  const quality = (logTemperature: number) =>
    meanLogLikelihoodByGiven(scores, byGiven, Math.exp(logTemperature));
  let low = Math.log(bounds[0]);
  let high = Math.log(bounds[1]);
  let left = high - GOLDEN_SECTION * (high - low);
  let right = low + GOLDEN_SECTION * (high - low);
  let atLeft = quality(left);
  let atRight = quality(right);
  for (let step = 0; step < STEPS; step++) {
    if (atLeft > atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - GOLDEN_SECTION * (high - low);
      atLeft = quality(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + GOLDEN_SECTION * (high - low);
      atRight = quality(right);
    }
  }
  return Math.exp((low + high) / 2);
}

/** Chooses the rows on which a temperature is fitted; `numbers` is how many scores they may have, rows × classes. */
export type SampleRows = (rowCount: number, classCount: number, numbers?: number) => Uint32Array;

/** Whether τ is fitted on all rows of a data set. */
export function fitsOnAll(rowCount: number, classCount: number): boolean {
  return rowCount * classCount <= SAMPLED_SCORES;
}

/**
 * The rows on which a temperature is fitted: all of them, or a fixed sample of a large data set. The sample depends only
 * on n and K; multiplying by 2^32 / φ scatters it, so that no regular order of the classes in the file biases it.
 *
 * @param numbers how many scores the sample may have
 * @returns ascending row numbers
 */
export function rowsToFitOn(rowCount: number, classCount: number, numbers = SAMPLED_SCORES): Uint32Array {
  const share = numbers / (rowCount * classCount);
  const limit = share * 0x1_0000_0000;
  const rows = new Uint32Array(rowCount);
  let count = 0;
  for (let row = 0; row < rowCount; row++) {
    if (share >= 1 || Math.imul(row, 0x9e3779b1) >>> 0 < limit) rows[count++] = row;
  }
  return rows.slice(0, count);
}
