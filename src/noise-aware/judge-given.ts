import type { Judgement, Probabilities } from '../types.js';
import type { ClassScores } from './class-scores.js';
import { fitNoise, type NoiseFit } from './fit-noise.js';
import { flagByMargin, margins } from './judge-scores.js';
import { type KnownCounts, type NoiseMatrix, startingNoiseMatrix } from './noise-matrix.js';

/** Range of τ where scores are logarithms of any model's probabilities. */
const GIVEN_TEMPERATURES = [0.1, 10] as const;
/** Keeps the logarithm finite where a model gives a class probability 0. */
const LEAST_PROBABILITY = 1e-12;

/**
 * Judges rows by any model's out-of-sample probabilities, without training it again: s = ln max(P, 1e-12) and
 * b = 0, with temperature τ and noise matrix T fitted once. The margin then is that of ln P / τ + ln T.
 *
 * @param labels y, length n
 * @param given P, n × K, K at least 2
 * @param known other rows, whose true class is known
 * @returns the judgement, whose probabilities are those given, and T
 *
 * @example
 * judgeGivenProbabilities(labels, probabilities).judgement.isIssue // 1 for labels that are probably wrong
 */
export function judgeGivenProbabilities(
  labels: Uint32Array,
  given: Probabilities,
  known?: KnownCounts,
): { judgement: Judgement; noiseMatrix: NoiseMatrix } {
  const { scores, fit } = fitGivenProbabilities(labels, given, known);
  const margin = margins(scores, fit.temperature, fit.noiseMatrix);
  const judgement = flagByMargin(margin, fit.probabilities, fit.noiseMatrix, scores);
  return { judgement: { ...judgement, probabilities: given }, noiseMatrix: fit.noiseMatrix };
}

/**
 * Fits temperature and noise matrix to any model's out-of-sample probabilities.
 *
 * @param labels y, length n
 * @param given P, n × K, K at least 2
 * @param known other rows, whose true class is known
 */
export function fitGivenProbabilities(
  labels: Uint32Array,
  { classCount, values }: Probabilities,
  known?: KnownCounts,
): { scores: ClassScores; fit: NoiseFit } {
  const likelihoods = new Float64Array(values.length);
  for (let at = 0; at < values.length; at++) {
    likelihoods[at] = Math.log(Math.max(values[at]!, LEAST_PROBABILITY));
  }
  const scores: ClassScores = { classCount, likelihoods, priors: new Float64Array(values.length), labels };
  return { scores, fit: fitNoise(scores, startingNoiseMatrix(classCount), GIVEN_TEMPERATURES, { known }) };
}
