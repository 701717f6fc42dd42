import type { Membership } from '../naive-bayes/membership.js';
import { posteriors } from '../noise-aware/noise-matrix.js';
import type { NoiseAwareFit } from '../noise-aware/search.js';

/**
 * The soft labels that all views but the words learn from, half the given label and half what is thought of it:
 * Qh[i][k] = ½·[k = y_i] + ½·G[i][k], with G of the noise-aware fit's best pass.
 *
 * @returns of n rows in K classes
 */
export function softLabels({ first, best }: NoiseAwareFit): Membership & { readonly weights: Float64Array } {
  const { classCount, labels } = first.membership;
  const weights = posteriors(best.probabilities, best.noiseMatrix, labels);
  for (let at = 0; at < weights.length; at++) weights[at]! *= 0.5;
  for (let row = 0; row < labels.length; row++) weights[row * classCount + labels[row]!]! += 0.5;
  return { classCount, weights };
}
