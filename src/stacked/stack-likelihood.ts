import { type NoiseMatrix, transposed } from '../noise-aware/noise-matrix.js';
import type { ValueAndGradient } from './bfgs.js';

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
export function stackLikelihood(
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
