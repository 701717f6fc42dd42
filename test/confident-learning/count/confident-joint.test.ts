import { describe, expect, it } from 'vitest';
import { calibrateJoint } from '../../../src/confident-learning/count/calibrate-joint.js';
import {
  calibratedJoint,
  confidentJoint,
  estimateJoint,
} from '../../../src/confident-learning/count/confident-joint.js';
import { estimateNoise } from '../../../src/confident-learning/count/noise-matrix.js';
import { pairwiseSum } from '../../../src/confident-learning/count/pairwise-sum.js';
import { confidentThresholds } from '../../../src/confident-learning/count/thresholds.js';
import { toProbabilities } from '../../../src/confident-learning/probabilities.js';
import { labels, probabilities, withEmptyClass } from '../small-problem.js';

describe('confidentThresholds', () => {
  it('is the mean probability of the given label', () => {
    const [first, second] = confidentThresholds(labels, probabilities);
    expect(first).toBeCloseTo(0.525, 15);
    expect(second).toBeCloseTo(0.6, 15);
  });

  it('is at least 2e-6, so that a probability of 0 reaches no threshold', () => {
    const P = toProbabilities([
      [0, 1],
      [0, 1],
    ]);
    expect(confidentThresholds([0, 1], P)[0]).toBe(2e-6);
    expect([...confidentJoint([0, 1], P).counts]).toEqual([1, 1, 0, 1]);
  });

  it('cannot be reached where a class has no rows', () => {
    expect(confidentThresholds(withEmptyClass.labels, withEmptyClass.probabilities)[2]).toBe(2);
  });
});

describe('confidentJoint', () => {
  it('counts rows by given and confident class', () => {
    expect([...confidentJoint(labels, probabilities).counts]).toEqual([2, 2, 1, 2]);
  });

  it('takes the most likely class of all where several thresholds are reached', () => {
    // Thresholds 0.4, 0.4 and 0.5: row 0 reaches the first two, row 2 reaches all but the first.
    const P = toProbabilities([
      [0.4, 0.5, 0.1],
      [0.2, 0.4, 0.4],
      [0, 0.5, 0.5],
    ]);
    expect([...confidentJoint([0, 1, 2], P).counts]).toEqual([1, 1, 0, 0, 1, 0, 0, 1, 1]);
  });

  it('counts a probability that misses its threshold by less than 1e-6', () => {
    const near = toProbabilities([
      [0.8, 0.2],
      [0.2000005, 0.7999995],
      [0.2, 0.8],
    ]);
    expect(confidentJoint([0, 0, 1], near).counts[1]).toBe(1);
    const off = toProbabilities([
      [0.8, 0.2],
      [0.201, 0.799],
      [0.2, 0.8],
    ]);
    expect(confidentJoint([0, 0, 1], off).counts[1]).toBe(0);
  });

  it('keeps its diagonal at 1 or more', () => {
    // No row labelled 0 is confidently of class 0, and class 2 has no rows.
    const P = toProbabilities([
      [0.1, 0.8, 0.1],
      [0.1, 0.8, 0.1],
      [0.1, 0.8, 0.1],
    ]);
    const { counts } = confidentJoint([0, 1, 1], P);
    expect([counts[0], counts[4], counts[8]]).toEqual([1, 2, 1]);
  });

  it('judges a single row', () => {
    expect([...confidentJoint([0], toProbabilities([[0.2, 0.8]])).counts]).toEqual([1, 0, 0, 1]);
  });
});

describe('calibrating', () => {
  it('scales every row to the number of rows with that label', () => {
    expect([...calibrateJoint(Float64Array.of(2, 1, 0, 1), [9, 5])]).toEqual([6, 3, 0, 5]);
  });

  it('rounds and keeps the sum: 10/3 each is 3, 3 and 4', () => {
    const counts = Float64Array.of(1, 1, 1, 0, 1, 0, 0, 0, 1);
    expect([...calibrateJoint(counts, [10, 0, 1])]).toEqual([3, 3, 4, 0, 0, 0, 0, 0, 1]);
  });

  it('covers the rows that are not confidently of any class', () => {
    const P = toProbabilities([
      [0.9, 0.1],
      [0.8, 0.2],
      [0, 1],
      [0.5, 0.5],
      [0.1, 0.9],
    ]);
    expect([...confidentJoint([0, 0, 0, 0, 1], P).counts]).toEqual([2, 1, 0, 1]);
    expect([...calibratedJoint([0, 0, 0, 0, 1], P)]).toEqual([3, 1, 0, 1]);
  });
});

describe('estimateJoint', () => {
  it('is the calibrated joint over n', () => {
    expect([...estimateJoint(labels, probabilities)]).toEqual([2 / 7, 2 / 7, 1 / 7, 2 / 7]);
  });
});

describe('estimateNoise', () => {
  const [p, q] = [0.5, 1 / 3];

  it('follows from the joint by hand', () => {
    const noise = estimateNoise(labels, probabilities);
    expectNear(noise.truePrior, [3 / 7, 4 / 7]);
    expectNear(noise.noiseMatrix, [2 / 3, p, q, p]);
    expectNear(noise.inverseNoiseMatrix, [p, q, p, 2 / 3]);
  });

  it('takes no label to be wrong in more than 0.9999 of all cases', () => {
    // All of 30,000 rows labelled 0 seem to be of class 1; the diagonal is kept at 1.
    const P = {
      classCount: 2,
      values: Float64Array.from({ length: 60_002 }, (_, cell) => [0.1, 0.9][cell % 2]!),
    };
    const given = new Uint32Array(30_001);
    given[30_000] = 1;
    const { noiseMatrix } = estimateNoise(given, P);
    const diagonal = 1 / 30_000;
    expectNear(noiseMatrix, [1, 0.9999 / (0.9999 + diagonal), 0, diagonal / (0.9999 + diagonal)]);
  });

  it('stays finite where a class has no rows', () => {
    const noise = estimateNoise(withEmptyClass.labels, withEmptyClass.probabilities);
    // Calibrated joint: of the three rows labelled 0 one stays and two (1.5 rounded) are truly 1.
    expectNear(noise.truePrior, [0.25 / 1.000001, 0.75 / 1.000001, 1e-6 / 1.000001]);
    expectNear(noise.noiseMatrix, [1, 2 / 3, 0, 0, 1 / 3, 0, 0, 0, 0]);
    expectNear(noise.inverseNoiseMatrix, [1 / 3, 0, 0, 2 / 3, 1, 0, 0, 0, 0]);
  });
});

describe('pairwiseSum', () => {
  it('adds up whole numbers exactly, whatever their number', () => {
    for (const n of [0, 1, 7, 8, 9, 127, 128, 129, 1000, 4097]) {
      const values = Float64Array.from({ length: n }, (_, i) => i + 1);
      expect(pairwiseSum(values), `${n} numbers`).toBe((n * (n + 1)) / 2);
    }
  });

  it('loses less than one sum after the other', () => {
    const tenths = new Float64Array(1_000_000).fill(0.1);
    const plain = tenths.reduce((a, b) => a + b);
    expect(Math.abs(plain - 100_000)).toBeGreaterThan(1e-7);
    expect(Math.abs(pairwiseSum(tenths) - 100_000)).toBeLessThan(1e-10);
  });
});

function expectNear(actual: Float64Array, expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, 14);
}
