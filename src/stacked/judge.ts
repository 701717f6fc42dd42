import { flagLowest } from '../confident-learning/filter/lowest.js';
import { mostLikelyClass } from '../confident-learning/probabilities.js';
import { type NoiseMatrix, posterior, transposed } from '../noise-aware/noise-matrix.js';
import type { Judgement } from '../types.js';
import type { StackedFit } from './fit.js';
import { mixViews, softmaxInto } from './stack.js';

/**
 * Judges rows by a stacked fit: the training rows, each by views that left it out, or other rows.
 *
 * @param fit what `fitStacked` ended with
 * @param canBeFlagged 1 for the rows that may be flagged; length m
 *
 * @example
 * judgeStacked(fitStacked(rows), canBeFlagged).isIssue // 1 for the rows whose label is probably wrong
 */
export function judgeStacked(
  { stack, rho, views, rows, judged }: StackedFit,
  canBeFlagged: Uint8Array,
): Judgement {
  const { classCount: K } = rows;
  const { labels } = judged ?? rows;
  const logits =
    judged === null ? stack.logits : mixViews(views, stack.weights, new Float64Array(labels.length * K));
  const values =
    judged === null ? stack.probabilities : softmaxInto(logits, K, new Float64Array(logits.length));
  const margins = marginsOf(logits, noiseLogits(stack.noiseMatrix, rho), labels);
  const isIssue = new Uint8Array(labels.length);
  const rowsToFlag = Uint32Array.from(labels.keys()).filter((row) => canBeFlagged[row] === 1);
  const scores = Float64Array.from(rowsToFlag, (row) => margins.values[row]!);
  const count = flaggedCount(values, stack.noiseMatrix, labels, canBeFlagged);
  flagLowest(isIssue, rowsToFlag, scores, count);
  return {
    probabilities: { classCount: K, values },
    judged: new Uint8Array(labels.length).fill(1),
    quality: margins.values.map((m) => 1 / (1 + Math.exp(-m))),
    rankKey: margins.values,
    suggested: margins.bestOther.map((other, row) =>
      isIssue[row] === 1 ? other : mostLikelyClass(values, row * K, K),
    ),
    isIssue,
  };
}

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
function flaggedCount(
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

/** Keeps the logarithm of noise that never occurs finite. */
const LEAST_NOISE = 1e-6;

/** How surely each given label is right, and the class that speaks most against it. */
interface Margins {
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
function marginsOf(logits: Float64Array, noise: Float64Array, labels: Uint32Array): Margins {
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
