import { softmaxRow } from '../naive-bayes/out-of-sample.js';

/**
 * Scores of each class of each row before the temperature τ is known: the class probabilities are
 * P[i] = softmax_k (s[i][k] / τ + b[i][k]).
 */
export interface ClassScores {
  /** K */
  readonly classCount: number;
  /** s: log-likelihood of the row's words under each class, over √(scored tokens); n × K. */
  readonly likelihoods: Float64Array;
  /** b: log prior of each class; n × K. */
  readonly priors: Float64Array;
  /** y: given label of each row; length n. */
  readonly labels: Uint32Array;
}

/** The scores of some rows, packed; the same object where these are all rows. */
export function scoresOfRows(scores: ClassScores, rows: Uint32Array): ClassScores {
  const { classCount: K, likelihoods, priors, labels } = scores;
  if (rows.length === labels.length) return scores;
  const chosen = {
    classCount: K,
    likelihoods: new Float64Array(rows.length * K),
    priors: new Float64Array(rows.length * K),
    labels: new Uint32Array(rows.length),
  };
  for (let i = 0; i < rows.length; i++) {
    const start = rows[i]! * K;
    chosen.likelihoods.set(likelihoods.subarray(start, start + K), i * K);
    chosen.priors.set(priors.subarray(start, start + K), i * K);
    chosen.labels[i] = labels[rows[i]!]!;
  }
  return chosen;
}

/**
 * P[i][k] = softmax_k (s[i][k] / τ + b[i][k]): the probability of each class by the row's words alone, independent of
 * its given label.
 *
 * @param target overwritten; n × K
 * @returns the target
 */
export function probabilitiesAt(
  { classCount, likelihoods, priors }: ClassScores,
  temperature: number,
  target: Float64Array = new Float64Array(likelihoods.length),
): Float64Array {
  // Both steps for one row at a time, while it is in the processor's cache.
  for (let start = 0; start < target.length; start += classCount) {
    const end = start + classCount;
    for (let at = start; at < end; at++) target[at] = likelihoods[at]! / temperature + priors[at]!;
    softmaxRow(target, start, classCount);
  }
  return target;
}

/** s[i][k] / τ + b[i][k] of all rows, written over the likelihoods, which are not used afterwards; n × K. */
export function logitsAt({ likelihoods, priors }: ClassScores, temperature: number): Float64Array {
  for (let at = 0; at < likelihoods.length; at++) {
    likelihoods[at] = likelihoods[at]! / temperature + priors[at]!;
  }
  return likelihoods;
}
