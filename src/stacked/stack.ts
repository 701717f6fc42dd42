import { softmaxRow } from '../naive-bayes/out-of-sample.js';
import {
  type KnownCounts,
  type NoiseMatrix,
  PSEUDO_ROWS,
  refineNoiseMatrix,
  startingNoiseMatrix,
  transposed,
} from '../noise-aware/noise-matrix.js';
import { minimize, type ValueAndGradient } from './bfgs.js';

/** β of words, similar rows, runs of characters and pairs that the search starts from. */
const STARTING_WEIGHTS = Float64Array.of(0.4, 0.3, 0.2, 0.1);
const ROUNDS = 4;
const NOISE_STEPS = 5;
const LIMITS = { iterations: 15, leastGain: 1e-6, lowest: -5, highest: 2 };
/**
 * Where β is fitted on a part of the rows, the search goes on until it has converged: in a flat valley it would otherwise
 * end at a point that depends on the last digits of the views.
 */
const CONVERGED = { ...LIMITS, iterations: 100, leastGain: 1e-10 };
/** More classes than this cannot make T smoother: with many small classes it could not be fitted otherwise. */
const MOST_PSEUDO_CLASSES = 15;

/** Views stacked by their weights, and the noise that fits them. */
export interface Stack {
  /** β of each view. */
  readonly weights: Float64Array;
  /** T, K × K */
  readonly noiseMatrix: NoiseMatrix;
  /** Z = Σ β_v·view_v, n × K */
  readonly logits: Float64Array;
  /** P = softmax(Z), n × K */
  readonly probabilities: Float64Array;
}

/**
 * Stacks views by the likelihood of the given labels: weights β > 0 and noise matrix T that explain them best, with
 * P[i] = softmax_k Σ_v β_v·view_v[i][k]. Four rounds of BFGS on ln β, then five steps of expectation-maximisation for
 * T, smoothed by 10·min(K−1, 15) rows.
 *
 * @param views n × K each
 * @param labels y, length n
 * @param classCount K
 * @param known C of other rows, whose true class is known
 */
export function stackViews(
  views: readonly Float64Array[],
  labels: Uint32Array,
  classCount: number,
  known?: KnownCounts,
): Stack {
  const pseudoRows = PSEUDO_ROWS * Math.min(classCount - 1, MOST_PSEUDO_CLASSES);
  const logits = new Float64Array(views[0]!.length);
  const probabilities = new Float64Array(logits.length);
  let logWeights: Float64Array = STARTING_WEIGHTS.map(Math.log);
  let noiseMatrix = startingNoiseMatrix(classCount);
  const limits = strideOf(labels.length) > 1 ? CONVERGED : LIMITS;
  for (let round = 0; round < ROUNDS; round++) {
    const given = { labels, noiseMatrix };
    logWeights = minimize((point) => stackLikelihood(views, point, given), logWeights, limits);
    mixViews(views, logWeights.map(Math.exp), logits);
    softmaxInto(logits, classCount, probabilities);
    for (let step = 0; step < NOISE_STEPS; step++) {
      noiseMatrix = refineNoiseMatrix(probabilities, noiseMatrix, labels, { known, pseudoRows });
    }
  }
  return { weights: logWeights.map(Math.exp), noiseMatrix, logits, probabilities };
}

/**
 * Z = Σ β_v·view_v.
 *
 * @param target what is written; n × K
 */
export function mixViews(
  views: readonly Float64Array[],
  weights: Float64Array,
  target: Float64Array,
): Float64Array {
  for (let at = 0; at < target.length; at++) {
    let sum = 0;
    for (let v = 0; v < views.length; v++) sum += weights[v]! * views[v]![at]!;
    target[at] = sum;
  }
  return target;
}

/** P = softmax(Z), row by row. */
export function softmaxInto(logits: Float64Array, classCount: number, target: Float64Array): Float64Array {
  target.set(logits);
  for (let start = 0; start < target.length; start += classCount) softmaxRow(target, start, classCount);
  return target;
}

/** Rows that the weights are fitted on; of more rows every ⌈n / 20,000⌉-th. */
const FITTED_ROWS = 20_000;
/** Keeps the logarithm finite where a row's given label has no probability at all. */
const LEAST_PROBABILITY = 1e-300;

/** Of n rows every so many-th is fitted on. */
export function strideOf(rowCount: number): number {
  return Math.max(1, Math.ceil(rowCount / FITTED_ROWS));
}

/**
 * How badly stacked views explain the given labels: −mean over rows of ln Σ_k P[i][k]·T[k][y_i] with
 * P[i] = softmax_k Σ_v β_v·view_v[i][k], and its gradient in ln β. With e_k = P[i][k] and
 * g_k = P[i][k]·T[k][y_i] / Σ_j P[i][j]·T[j][y_i] the gradient of a row's logarithm is β_v·Σ_k (g_k − e_k)·view_v[i][k].
 *
 * @param views n × K each
 * @param logWeights ln β of each view
 * @param given y, length n, and T, K × K
 */
function stackLikelihood(
  views: readonly Float64Array[],
  logWeights: Float64Array,
  { labels, noiseMatrix }: { readonly labels: Uint32Array; readonly noiseMatrix: NoiseMatrix },
): ValueAndGradient {
  const K = Math.sqrt(noiseMatrix.length);
  const byGiven = transposed(noiseMatrix);
  const weights = logWeights.map(Math.exp);
  const gradient = new Float64Array(weights.length);
  const z = new Float64Array(K);
  const stride = strideOf(labels.length);
  let [sum, rows] = [0, 0];
  for (let row = 0; row < labels.length; row += stride) {
    rows++;
    const start = row * K;
    const T = labels[row]! * K;
    let largest = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < K; k++) {
      let logit = 0;
      for (let v = 0; v < views.length; v++) logit += weights[v]! * views[v]![start + k]!;
      z[k] = logit;
      if (logit > largest) largest = logit;
    }
    let [all, explained] = [0, 0];
    for (let k = 0; k < K; k++) {
      z[k] = Math.exp(z[k]! - largest);
      all += z[k]!;
      explained += z[k]! * byGiven[T + k]!;
    }
    sum += Math.log(Math.max(explained / all, LEAST_PROBABILITY));
    for (let k = 0; k < K; k++) {
      const change = z[k]! * (byGiven[T + k]! / explained - 1 / all);
      for (let v = 0; v < views.length; v++) gradient[v]! += change * views[v]![start + k]!;
    }
  }
  return { value: -sum / rows, gradient: gradient.map((g, v) => (-g * weights[v]!) / rows) };
}
