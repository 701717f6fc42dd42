import { type ClassScores, probabilitiesAt, scoresOfRows } from './class-scores.js';
import { type KnownCounts, type NoiseMatrix, refineNoiseMatrix } from './noise-matrix.js';
import { fitTemperature, meanLogLikelihood, rowsToFitOn } from './temperature.js';

/** How often τ and T are fitted in turn in a pass, and T in each of them. */
const ROUNDS = 2;
const NOISE_STEPS = 5;

/** Temperature and noise matrix that fit some scores. */
export interface NoiseFit {
  /** τ */
  readonly temperature: number;
  /** T, K × K */
  readonly noiseMatrix: NoiseMatrix;
  /** P at τ, n × K: class probabilities by the words alone. */
  readonly probabilities: Float64Array;
  /** L: mean log-likelihood of the given labels, in nats a row. */
  readonly meanLogLikelihood: number;
}

/**
 * Fits temperature and noise matrix to scores: twice, τ for the T at hand, then five steps of
 * expectation-maximisation for T.
 *
 * @param scores s, b and y of n rows
 * @param noiseMatrix the T to start from
 * @param bounds least and greatest τ
 * @param known other rows, whose true class is known: they count for T, so that the noise does not seem to be less
 *   where somebody has found the worst of it already
 */
export function fitNoise(
  scores: ClassScores,
  noiseMatrix: NoiseMatrix,
  bounds: readonly [number, number],
  known?: KnownCounts,
): NoiseFit {
  const rows = rowsToFitOn(scores.labels.length, scores.classCount);
  const sample = scoresOfRows(scores, rows);
  let T = noiseMatrix;
  let temperature = 1;
  const probabilities = new Float64Array(scores.likelihoods.length);
  for (let round = 0; round < ROUNDS; round++) {
    temperature = fitTemperature(sample, T, bounds);
    probabilitiesAt(scores, temperature, probabilities);
    for (let step = 0; step < NOISE_STEPS; step++) {
      T = refineNoiseMatrix(probabilities, T, scores.labels, known);
    }
  }
  return {
    temperature,
    noiseMatrix: T,
    probabilities,
    meanLogLikelihood: meanLogLikelihood(sample, T, temperature),
  };
}
