import { countPosteriors, type KnownCounts } from '../noise-aware/noise-matrix.js';
import { type Stack, strideOf } from './stack.js';

/** Shares of structured noise from which, and above which by so much, T counts, and how much it counts at most. */
const LEAST_STRUCTURE = 0.35;
const SPAN = 0.2;
const MOST_RHO = 2;
/** Standard deviations that a count must lie above the fit, whose variance is that of a Poisson count and this. */
const DEVIATIONS = 2;
const LEAST_VARIANCE = 0.25;
/** Less probable classes overlap with none. */
const NEGLIGIBLE_PROBABILITY = 1e-4;

/**
 * ρ: how much the noise matrix counts in a row's score. Only where the noise has a structure of its own: the estimate
 * of uniform noise mostly repeats which classes overlap, and the views say that already.
 *
 * Off the diagonal, estimated errors C[k][j] are fitted by least squares with weights 1 / (C + 1) as uniform noise
 * and overlap of classes, C ≈ u·n_k / (K−1) + f·F[k][j] with u, f ≥ 0 and F[k][j] = Σ_i P[i][k]·P[i][j]. What lies
 * two standard deviations above that fit, as a share a of all errors, gives ρ = clip((a − 0.35) / 0.2, 0, 2).
 *
 * @param stack what `stackViews` ended with
 * @param labels y, length n
 * @param known C of other rows, whose true class is known
 */
export function noiseStructure(
  { probabilities, noiseMatrix }: Stack,
  labels: Uint32Array,
  known?: KnownCounts,
): number {
  const K = Math.sqrt(noiseMatrix.length);
  const counts = countPosteriors(probabilities, noiseMatrix, labels, known);
  const overlap = countOverlap(probabilities, labels.length, K);
  const uniform = uniformShares(counts, K);
  const fit = fitErrors(counts, uniform, overlap, K);
  let [unexplained, errors] = [0, 0];
  for (let at = 0; at < counts.length; at++) {
    if (at % (K + 1) === 0) continue;
    errors += counts[at]!;
    const expected = fit.uniform * uniform[at]! + fit.overlap * overlap[at]!;
    unexplained += Math.max(0, counts[at]! - expected - DEVIATIONS * Math.sqrt(expected + LEAST_VARIANCE));
  }
  const structure = unexplained / Math.max(errors, 1e-9);
  return Math.min(MOST_RHO, Math.max(0, (structure - LEAST_STRUCTURE) / SPAN));
}

/** F[k][j] = Σ_i P[i][k]·P[i][j], estimated on the rows that weights are fitted on. */
function countOverlap(probabilities: Float64Array, rowCount: number, K: number): Float64Array {
  const overlap = new Float64Array(K * K);
  const stride = strideOf(rowCount);
  let rows = 0;
  for (let row = 0; row < rowCount; row += stride) {
    rows++;
    const start = row * K;
    for (let k = 0; k < K; k++) {
      const p = probabilities[start + k]!;
      if (!(p > NEGLIGIBLE_PROBABILITY)) continue;
      for (let j = 0; j < K; j++) overlap[k * K + j]! += p * probabilities[start + j]!;
    }
  }
  return overlap.map((sum) => (sum * rowCount) / rows);
}

/** n_k / (K−1): how many labels of class k go to each other class where all labels are wrong, and evenly so. */
function uniformShares(counts: Float64Array, K: number): Float64Array {
  const rows = new Float64Array(K);
  for (let at = 0; at < counts.length; at++) rows[Math.floor(at / K)]! += counts[at]!;
  return counts.map((_, at) => rows[Math.floor(at / K)]! / (K - 1));
}

/** Weighted least squares for two factors of 0 or above, off the diagonal. */
function fitErrors(counts: Float64Array, uniform: Float64Array, overlap: Float64Array, K: number) {
  let [uu, uf, ff, uc, fc] = [0, 0, 0, 0, 0];
  for (let at = 0; at < counts.length; at++) {
    if (at % (K + 1) === 0) continue;
    const [c, u, f] = [counts[at]!, uniform[at]!, overlap[at]!];
    const weight = 1 / (c + 1);
    uu += weight * u * u;
    uf += weight * u * f;
    ff += weight * f * f;
    uc += weight * u * c;
    fc += weight * f * c;
  }
  const determinant = uu * ff - uf * uf;
  const alone = (product: number, square: number) => (square > 0 ? Math.max(0, product / square) : 0);
  if (!(determinant > 1e-9 * uu * ff)) return { uniform: alone(uc, uu), overlap: 0 };
  const both = { uniform: (uc * ff - fc * uf) / determinant, overlap: (fc * uu - uc * uf) / determinant };
  if (both.uniform < 0) return { uniform: 0, overlap: alone(fc, ff) };
  if (both.overlap < 0) return { uniform: alone(uc, uu), overlap: 0 };
  return both;
}
