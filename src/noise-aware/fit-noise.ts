import { type ClassScores, probabilitiesAt, scoresOfRows } from './class-scores.js';
import { type KnownCounts, type NoiseMatrix, refineNoiseMatrix } from './noise-matrix.js';
import { fitTemperature, meanLogLikelihood, rowsToFitOn } from './temperature.js';

/** Alternations of τ and T in a pass, and steps of T in each of them. */
const ROUNDS = 2;
const NOISE_STEPS = 5;

/** Temperature and noise matrix, fitted to scores. */
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

/** Options of `fitNoise`. */
export interface NoiseFitOptions {
  /**
   * Other rows, whose true class is known: they count for T, so that it is not biased to less noise after the worst
   * errors were decided.
   */
  readonly known?: KnownCounts | undefined;
  /** Rows on which τ is fitted, ascending; default all, or a fixed sample of a large data set. */
  readonly sampled?: Uint32Array | undefined;
  /** Whether T of the first round, which is only used to fit τ of the second, is fitted on the rows for τ. */
  readonly firstOnSample?: boolean | undefined;
}

/**
 * Fits temperature and noise matrix to scores: twice, τ for the current T, then five steps of
 * expectation-maximisation for T.
 *
 * @param scores s, b and y of n rows
 * @param noiseMatrix the T to start from
 * @param bounds least and greatest τ
 * @param options other rows that count for T, and which rows count where
 */
export function fitNoise(
  scores: ClassScores,
  noiseMatrix: NoiseMatrix,
  bounds: readonly [number, number],
  { known, sampled, firstOnSample = false }: NoiseFitOptions = {},
): NoiseFit {
  const rows = sampled ?? rowsToFitOn(scores.labels.length, scores.classCount);
  const sample = scoresOfRows(scores, rows);
  let T = noiseMatrix;
  let temperature = 1;
  const probabilities = new Float64Array(scores.likelihoods.length);
  for (let round = 0; round < ROUNDS; round++) {
    temperature = fitTemperature(sample, T, bounds);
    const fitted = firstOnSample && round + 1 < ROUNDS ? sample : scores;
    const found = probabilities.subarray(0, fitted.likelihoods.length);
    probabilitiesAt(fitted, temperature, found);
    const rowsOfEach = scores.labels.length / fitted.labels.length;
    for (let step = 0; step < NOISE_STEPS; step++) {
      T = refineNoiseMatrix(found, T, fitted.labels, { known, rowsOfEach });
    }
  }
  return {
    temperature,
    noiseMatrix: T,
    probabilities,
    meanLogLikelihood: meanLogLikelihood(sample, T, temperature),
  };
}
