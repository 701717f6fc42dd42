import { mostLikelyClass } from '../confident-learning/probabilities.js';
import { type NoiseMatrix, posterior, transposed } from '../noise-aware/noise-matrix.js';

/** A label counts as contradicted where another class is so much more probable. */
const LEAST_DISAGREEMENT = 0.1;
/** E is so many times too low where T explains the noise. */
const EXPLAINED = 1.6;
/** Share of E that is flagged where T explains nothing. */
const FLAGGED = 2.25;
/** r from which nothing more than N₁ is flagged, and how far below it all of `FLAGGED` is. */
const ALL_EXPLAINED = 0.4;
const SPAN = 0.25;

/**
 * How many rows are flagged: N = max(N₁, ⌊2.25·E·clip((0.4 − r) / 0.25, 0, 1)⌋), with
 * N₁ rows whose posterior G favours another class than the given one,
 * E = Σ (max P − P_y) over rows where that exceeds 0.1, and r = N₁ / (1.6·E).
 *
 * Where T explains the noise, N₁ is nearly right. Elsewhere errors hide in plain disagreement.
 *
 * @param probabilities P, n × K
 * @param noiseMatrix T, K × K
 * @param labels y, length n
 * @param canBeFlagged 1 for the rows that count; length n
 */
export function flaggedCount(
  probabilities: Float64Array,
  noiseMatrix: NoiseMatrix,
  labels: Uint32Array,
  canBeFlagged: Uint8Array,
): number {
  const K = Math.sqrt(noiseMatrix.length);
  const byGiven = transposed(noiseMatrix);
  const G = new Float64Array(K);
  let [favoursOther, disagreement] = [0, 0];
  for (let row = 0; row < labels.length; row++) {
    if (canBeFlagged[row] === 0) continue;
    const given = labels[row]!;
    posterior(probabilities, row * K, byGiven.subarray(given * K, (given + 1) * K), G);
    if (mostLikelyClass(G, 0, K) !== given) favoursOther++;
    const likeliest = mostLikelyClass(probabilities, row * K, K);
    const difference = probabilities[row * K + likeliest]! - probabilities[row * K + given]!;
    if (difference > LEAST_DISAGREEMENT) disagreement += difference;
  }
  const explained = favoursOther / Math.max(EXPLAINED * disagreement, 1e-9);
  const unexplained = Math.min(1, Math.max(0, (ALL_EXPLAINED - explained) / SPAN));
  return Math.max(favoursOther, Math.floor(FLAGGED * disagreement * unexplained));
}
