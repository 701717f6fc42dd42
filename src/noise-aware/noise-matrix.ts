/**
 * The label-noise matrix T[k][j] = P(given label j | true label k), at `k * K + j`; each row sums to 1.
 */
export type NoiseMatrix = Float64Array;

/** Counts of rows whose true class k is known, by k and given label j, at `k * K + j`. */
export type KnownCounts = Float64Array;

/**
 * Counts rows whose true class is known.
 *
 * @param right true class of each row; length m
 * @param given label of each row; length m
 */
export function countKnown(right: Uint32Array, given: Uint32Array, classCount: number): KnownCounts {
  const counts = new Float64Array(classCount * classCount);
  for (let row = 0; row < right.length; row++) counts[right[row]! * classCount + given[row]!]!++;
  return counts;
}

/** Initial share of wrong labels. */
const STARTING_NOISE = 0.1;
/** Rows that the smoothing of each row of T counts for, per other class. */
export const PSEUDO_ROWS = 10;
/** Bounds on the share of wrong labels that T is smoothed towards. */
const LEAST_NOISE = 0.005;
const MOST_NOISE = 0.6;

/** ε towards which T is smoothed, by the share of wrong labels. */
export function smoothingNoise(wrongShare: number): number {
  return Math.min(MOST_NOISE, Math.max(LEAST_NOISE, wrongShare));
}

/** Initial T: 0.9 on the diagonal, the rest spread evenly over the other K − 1 classes. */
export function startingNoiseMatrix(classCount: number): NoiseMatrix {
  return uniformNoise(classCount, STARTING_NOISE);
}

/** T with 1 − ε on the diagonal, and ε spread evenly over the other classes. */
function uniformNoise(K: number, epsilon: number): NoiseMatrix {
  const T = new Float64Array(K * K).fill(epsilon / (K - 1));
  for (let k = 0; k < K; k++) T[k * K + k] = 1 - epsilon;
  return T;
}

/**
 * The posterior of the true class given words and given label: G[i][k] ∝ P[i][k] · T[k][y_i].
 *
 * @param probabilities P, n × K
 * @param noiseMatrix T, K × K
 * @param labels y, length n
 * @returns n × K, each row sums to 1
 */
export function posteriors(
  probabilities: Float64Array,
  noiseMatrix: NoiseMatrix,
  labels: Uint32Array,
): Float64Array {
  const K = Math.sqrt(noiseMatrix.length);
  const byGiven = transposed(noiseMatrix);
  const G = new Float64Array(probabilities.length);
  for (let row = 0; row < labels.length; row++) {
    const T = labels[row]! * K;
    const start = row * K;
    let sum = 0;
    for (let k = 0; k < K; k++) {
      const joint = probabilities[start + k]! * byGiven[T + k]!;
      G[start + k] = joint;
      sum += joint;
    }
    for (let k = 0; k < K; k++) G[start + k]! /= sum;
  }
  return G;
}

/**
 * The posterior of one row, for callers that do not need all rows at once.
 *
 * @param start where its K probabilities begin
 * @param column T[k][y] for its given label y; length K
 * @param target overwritten; length K
 */
export function posterior(
  probabilities: Float64Array,
  start: number,
  column: Float64Array,
  target: Float64Array,
): void {
  let sum = 0;
  for (let k = 0; k < target.length; k++) {
    const joint = probabilities[start + k]! * column[k]!;
    target[k] = joint;
    sum += joint;
  }
  for (let k = 0; k < target.length; k++) target[k]! /= sum;
}

/** Transposes a K × K matrix, so that the values of one given label are contiguous. */
export function transposed(matrix: Float64Array): Float64Array {
  const K = Math.sqrt(matrix.length);
  const turned = new Float64Array(matrix.length);
  for (let k = 0, at = 0; k < K; k++) for (let j = 0; j < K; j++) turned[j * K + k] = matrix[at++]!;
  return turned;
}

/** Options of `refineNoiseMatrix`. */
export interface RefineOptions {
  readonly known?: KnownCounts | undefined;
  readonly rowsOfEach?: number | undefined;
  readonly pseudoRows?: number | undefined;
}

/**
 * One step of expectation-maximisation for T: counts rows by posterior true class and given label,
 * C[k][j] = Σ_{i: y_i = j} G[i][k], and smooths each row towards uniform noise of the observed share ε:
 * T[k] ∝ C[k] + 10 (K−1) · (1 − ε on the diagonal, ε / (K−1) elsewhere).
 *
 * @param probabilities P, n × K
 * @param noiseMatrix the T before
 * @param labels y, length n
 * @param options C of other rows, whose true class is known; how many rows each of these rows represents, default 1; and
 *   how many rows the smoothing of a row of T counts for, default 10 (K−1)
 */
export function refineNoiseMatrix(
  probabilities: Float64Array,
  noiseMatrix: NoiseMatrix,
  labels: Uint32Array,
  {
    known,
    rowsOfEach = 1,
    pseudoRows = PSEUDO_ROWS * (Math.sqrt(noiseMatrix.length) - 1),
  }: RefineOptions = {},
): NoiseMatrix {
  const K = Math.sqrt(noiseMatrix.length);
  const counts = countPosteriors(probabilities, noiseMatrix, labels);
  if (rowsOfEach !== 1) for (let at = 0; at < counts.length; at++) counts[at]! *= rowsOfEach;
  if (known !== undefined) for (let at = 0; at < counts.length; at++) counts[at]! += known[at]!;
  let all = 0;
  let wrong = 0;
  for (let k = 0, at = 0; k < K; k++) {
    for (let j = 0; j < K; j++, at++) {
      all += counts[at]!;
      if (j !== k) wrong += counts[at]!;
    }
  }
  return smoothed(counts, smoothingNoise(wrong / all), pseudoRows);
}

/** T of counts that are smoothed towards uniform noise. These are K × K numbers for each step, hence the plain loops. */
function smoothed(counts: Float64Array, epsilon: number, pseudoRows: number): NoiseMatrix {
  const K = Math.sqrt(counts.length);
  const kept = pseudoRows * (1 - epsilon);
  const changed = pseudoRows * (epsilon / (K - 1));
  const T = new Float64Array(K * K);
  for (let k = 0; k < K; k++) {
    const start = k * K;
    let sum = 0;
    for (let j = 0; j < K; j++) {
      const value = counts[start + j]! + (j === k ? kept : changed);
      T[start + j] = value;
      sum += value;
    }
    for (let j = 0; j < K; j++) T[start + j]! /= sum;
  }
  return T;
}

/**
 * C[k][j] = Σ_{i: y_i = j} G[i][k], without keeping G: rows by posterior true class and given label.
 *
 * @param known C of other rows, whose true class is known
 */
export function countPosteriors(
  probabilities: Float64Array,
  noiseMatrix: NoiseMatrix,
  labels: Uint32Array,
  known?: KnownCounts,
): Float64Array {
  const K = Math.sqrt(noiseMatrix.length);
  const byGiven = transposed(noiseMatrix);
  const counts = new Float64Array(K * K);
  const joint = new Float64Array(K);
  for (let row = 0; row < labels.length; row++) {
    const T = labels[row]! * K;
    const start = row * K;
    let sum = 0;
    for (let k = 0; k < K; k++) {
      joint[k] = probabilities[start + k]! * byGiven[T + k]!;
      sum += joint[k]!;
    }
    for (let k = 0; k < K; k++) counts[T + k]! += joint[k]! / sum;
  }
  const all = transposed(counts);
  if (known !== undefined) for (let at = 0; at < all.length; at++) all[at]! += known[at]!;
  return all;
}
