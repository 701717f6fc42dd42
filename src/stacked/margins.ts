import { type NoiseMatrix, transposed } from '../noise-aware/noise-matrix.js';

/** Keeps the logarithm of noise that never occurs finite. */
const LEAST_NOISE = 1e-6;

/** How surely each given label is right, and the class that speaks most against it. */
export interface Margins {
  /** m, in nats; negative where the label loses; length n. */
  readonly values: Float64Array;
  /** The best class other than the given one, of equal ones the lowest; length n. */
  readonly bestOther: Uint32Array;
}

/** ρ·ln max(T[k][y], 1e-6) at `y * K + k`: what the noise says for each class by the given label. */
export function noiseLogits(noiseMatrix: NoiseMatrix, rho: number): Float64Array {
  return transposed(noiseMatrix).map((t) => rho * Math.log(Math.max(t, LEAST_NOISE)));
}

/**
 * By how much each row's given label wins over the best other class: with z[k] = Z[i][k] + ρ·ln max(T[k][y_i], 1e-6),
 * m[i] = z[y_i] − max_{k ≠ y_i} z[k].
 *
 * @param logits Z, n × K
 * @param noise what `noiseLogits` gives
 * @param labels y, length n
 */
export function marginsOf(logits: Float64Array, noise: Float64Array, labels: Uint32Array): Margins {
  const K = Math.sqrt(noise.length);
  const values = new Float64Array(labels.length);
  const bestOther = new Uint32Array(labels.length);
  for (let row = 0; row < labels.length; row++) {
    const given = labels[row]!;
    let [own, other, best] = [0, -1, Number.NEGATIVE_INFINITY];
    for (let k = 0; k < K; k++) {
      const z = logits[row * K + k]! + noise[given * K + k]!;
      if (k === given) own = z;
      else if (z > best) [other, best] = [k, z];
    }
    values[row] = own - best;
    bestOther[row] = other;
  }
  return { values, bestOther };
}
