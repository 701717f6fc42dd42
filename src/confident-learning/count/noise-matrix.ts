/** The label noise: the noise matrix, its inverse, and the prior of each true class. */
import type { Probabilities } from '../../types.js';
import { calibratedJoint } from './confident-joint.js';
import { pairwiseSum } from './pairwise-sum.js';

/** Lower bound of the prior of a class. */
const LOWEST_PRIOR = 1e-6;

/** Upper bound of the noise rate of a class. */
const HIGHEST_NOISE = 0.9999;

/** The noise in the labels according to the calibrated joint. */
export interface NoiseEstimate {
  /** P(true class k); length K, sums to 1. */
  readonly truePrior: Float64Array;
  /** P(given label g | true class t) at `g * K + t`; columns sum to 1. */
  readonly noiseMatrix: Float64Array;
  /** P(true class t | given label g) at `t * K + g`; columns sum to 1, or to 0 for a class without rows. */
  readonly inverseNoiseMatrix: Float64Array;
}

/**
 * Estimates the noise in the labels from the calibrated confident joint.
 *
 * Northcutt, Jiang, Chuang, "Confident Learning: Estimating Uncertainty in Dataset Labels", JAIR 2021,
 * section 3; `estimate_latent(py_method="cnt")` in cleanlab.
 *
 * @param labels given class of each row, 0 … K−1; length n
 * @param probabilities out-of-sample P(class | row), n × K
 * @throws UserError if the arguments do not fit together
 *
 * @example
 * const P = toProbabilities([[0.9, 0.1], [0.1, 0.9], [0.2, 0.8], [0.3, 0.7]]);
 * const noise = estimateNoise([0, 0, 1, 1], P);
 * noise.truePrior; // [0.25, 0.75]
 * noise.noiseMatrix; // [1, 1/3, 0, 2/3]: a third of true class 1 is labelled 0
 * noise.inverseNoiseMatrix; // [0.5, 0, 0.5, 1]: half of the rows labelled 0 are truly of class 1
 */
export function estimateNoise(labels: ArrayLike<number>, probabilities: Probabilities): NoiseEstimate {
  const { classCount } = probabilities;
  const joint = calibratedJoint(labels, probabilities);
  const givenOfTrue = normalizeColumns(joint, classCount);
  const trueOfGiven = normalizeRows(joint, classCount);
  const prior = new Float64Array(classCount);
  for (let k = 0; k < classCount; k++) {
    const diagonal = k * classCount + k;
    const labelled = joint.subarray(k * classCount, (k + 1) * classCount).reduce((a, b) => a + b);
    // Bayes: P(true k) = P(true k | given k) / P(given k | true k) · P(given k).
    const ratio = givenOfTrue[diagonal]! > 0 ? trueOfGiven[diagonal]! / givenOfTrue[diagonal]! : 0;
    prior[k] = Math.min(Math.max(ratio * (labelled / labels.length), LOWEST_PRIOR), 1);
  }
  const total = pairwiseSum(prior);
  return {
    truePrior: prior.map((p) => p / total),
    noiseMatrix: normalizeColumns(limitNoise(givenOfTrue, classCount), classCount),
    inverseNoiseMatrix: transpose(normalizeRows(limitNoise(trueOfGiven, classCount), classCount), classCount),
  };
}

/** Divides each column by its sum; a column of zeros is unchanged. */
function normalizeColumns(matrix: Float64Array, classCount: number): Float64Array {
  const sums = new Float64Array(classCount);
  for (let cell = 0; cell < matrix.length; cell++) sums[cell % classCount]! += matrix[cell]!;
  return matrix.map((value, cell) => (value === 0 ? 0 : value / sums[cell % classCount]!));
}

/** Divides each row by its sum; a row of zeros is unchanged. */
function normalizeRows(matrix: Float64Array, classCount: number): Float64Array {
  const normalized = new Float64Array(matrix.length);
  for (let start = 0; start < matrix.length; start += classCount) {
    const row = matrix.subarray(start, start + classCount);
    const sum = pairwiseSum(row);
    const shares = row.map((value) => (value === 0 ? 0 : value / sum));
    normalized.set(shares, start);
  }
  return normalized;
}

/** Limits the off-diagonal values, so that no class is all noise. */
function limitNoise(matrix: Float64Array, classCount: number): Float64Array {
  return matrix.map((value, cell) =>
    cell % (classCount + 1) === 0 ? value : Math.min(value, HIGHEST_NOISE),
  );
}

function transpose(matrix: Float64Array, classCount: number): Float64Array {
  return matrix.map((_, cell) => matrix[(cell % classCount) * classCount + Math.floor(cell / classCount)]!);
}
