/** Probabilities of several models for the same rows become one, and where the models disagree. */
import type { Disagreement, Probabilities } from '../types.js';

/** How to combine models: all alike, or the better ones with more weight. */
export type Combine = 'mean' | 'weighted';

/** Steepnesses that cleanlab tries for weights exp(−t · log loss). */
const STEEPNESSES = [1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100, 200];
/** Probabilities below this are as good as none, and keep the logarithm finite. */
const LEAST_PROBABILITY = 1e-6;
/** Share of the rows that is marked, those on which the models disagree most. */
const MARKED_SHARE = 0.01;
/** What the rounding of 32-bit floats makes is no disagreement. */
const LEAST_MARKED = 1e-6;

/**
 * The weight of each model by its out-of-sample likelihood: w ∝ exp(−t · log loss), with the t of which the
 * weighted mean explains the labels best.
 *
 * `get_label_quality_ensemble_scores(weight_ensemble_members_by="log_loss_search")` in cleanlab.
 *
 * @param models M × (n × K)
 * @returns length M, summing to 1
 */
export function likelihoodWeights(models: readonly Probabilities[], labels: Uint32Array): Float64Array {
  const losses = models.map((model) => logLoss(model, labels));
  const least = Math.min(...losses);
  let best: { weights: Float64Array; loss: number } | undefined;
  for (const t of STEEPNESSES) {
    // Relative to the best model, so that none of the weights is 0 / 0.
    const raw = losses.map((loss) => Math.exp(-t * (loss - least)));
    const sum = raw.reduce((a, b) => a + b);
    const weights = Float64Array.from(raw, (weight) => weight / sum);
    const loss = meanLoss(models, weights, labels);
    if (best === undefined || loss < best.loss) best = { weights, loss };
  }
  return best!.weights;
}

/** Mean of −ln P[y] over the rows, P clipped from below and scaled to sum to 1 again. */
function logLoss({ classCount: K, values }: Probabilities, labels: Uint32Array): number {
  let total = 0;
  labels.forEach((label, row) => {
    let sum = 0;
    for (let k = 0; k < K; k++) sum += Math.max(values[row * K + k]!, LEAST_PROBABILITY);
    total -= Math.log(Math.max(values[row * K + label]!, LEAST_PROBABILITY) / sum);
  });
  return total / labels.length;
}

function meanLoss(models: readonly Probabilities[], weights: Float64Array, labels: Uint32Array): number {
  const K = models[0]!.classCount;
  let total = 0;
  labels.forEach((label, row) => {
    let p = 0;
    models.forEach(({ values }, m) => {
      p += weights[m]! * values[row * K + label]!;
    });
    total -= Math.log(Math.max(p, Number.EPSILON));
  });
  return total / labels.length;
}

/**
 * The weighted mean of the models' probabilities.
 *
 * @param weights one a model, summing to 1
 * @returns n × K
 */
export function weightedMean(models: readonly Probabilities[], weights: Float64Array): Probabilities {
  const { classCount, values: first } = models[0]!;
  const values = new Float64Array(first.length);
  models.forEach((model, m) => {
    for (let at = 0; at < values.length; at++) values[at]! += weights[m]! * model.values[at]!;
  });
  return { classCount, values };
}

/**
 * How far the models disagree on each row: the Jensen-Shannon divergence of their probabilities, the entropy of
 * their mean less the mean of their entropies, over ln M, where all of M models are certain of different classes.
 *
 * @param models M × (n × K), M at least 2
 */
export function disagreementOf(models: readonly Probabilities[]): Disagreement {
  const { classCount: K, values: first } = models[0]!;
  const M = models.length;
  const values = new Float64Array(first.length / K);
  for (let row = 0; row < values.length; row++) {
    let divergence = 0;
    for (let at = row * K; at < (row + 1) * K; at++) {
      let mean = 0;
      for (const model of models) {
        mean += model.values[at]! / M;
        divergence += negativeEntropy(model.values[at]!) / M;
      }
      divergence -= negativeEntropy(mean);
    }
    values[row] = Math.min(1, Math.max(0, divergence / Math.log(M)));
  }
  const ranked = Array.from(values.keys()).sort((a, b) => values[b]! - values[a]! || a - b);
  const isMarked = new Uint8Array(values.length);
  for (const row of ranked.slice(0, Math.ceil(MARKED_SHARE * values.length))) {
    if (values[row]! > LEAST_MARKED) isMarked[row] = 1;
  }
  return { values, isMarked };
}

function negativeEntropy(p: number): number {
  return p > 0 ? p * Math.log(p) : 0;
}
