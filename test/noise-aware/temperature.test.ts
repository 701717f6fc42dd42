import { describe, expect, it } from 'vitest';
import { type ClassScores, scoresOfRows } from '../../src/noise-aware/class-scores.js';
import { startingNoiseMatrix } from '../../src/noise-aware/noise-matrix.js';
import { NAIVE_BAYES_TEMPERATURES } from '../../src/noise-aware/search.js';
import { fitTemperature, meanLogLikelihood, rowsToFitOn } from '../../src/noise-aware/temperature.js';
import { randomNumbers } from '../support/numbers.js';

const NO_NOISE = Float64Array.of(1, 0, 0, 1);

/** Rows with likelihood s for class 0 and 0 for class 1. */
function twoClasses(s: number, labels: number[], priors = [0, 0]): ClassScores {
  return {
    classCount: 2,
    likelihoods: Float64Array.from(labels.flatMap(() => [s, 0])),
    priors: Float64Array.from(labels.flatMap(() => priors)),
    labels: Uint32Array.from(labels),
  };
}

describe('mean log-likelihood', () => {
  const T = Float64Array.of(0.9, 0.1, 0.2, 0.8);

  it('explains a label by every true class', () => {
    // P = (3/4, 1/4): 3/4 · 0.9 + 1/4 · 0.2 for label 0, 3/4 · 0.1 + 1/4 · 0.8 for label 1.
    const scores = twoClasses(2 * Math.log(3), [0, 1]);
    const found = meanLogLikelihood(scores, T, 2);
    expect(found).toBeCloseTo((Math.log(0.725) + Math.log(0.275)) / 2, 14);
    expect(meanLogLikelihood(scoresOfRows(scores, Uint32Array.of(1)), T, 2)).toBeCloseTo(Math.log(0.275), 14);
  });

  it('adds priors that no temperature touches', () => {
    const scores = twoClasses(0, [0], [Math.log(3), 0]);
    expect(meanLogLikelihood(scores, T, 5)).toBeCloseTo(Math.log(0.725), 14);
  });

  it('stays finite where a label has no probability', () => {
    const scores = twoClasses(1e6, [1]);
    expect(meanLogLikelihood(scores, NO_NOISE, 1)).toBeCloseTo(Math.log(1e-300), 9);
  });
});

describe('temperature', () => {
  it('makes the model as sure as it is right', () => {
    // Three of four labels agree, so that 1 / (1 + exp(−s / τ)) = 3/4.
    const scores = twoClasses(2 * Math.log(3), [0, 0, 1, 0]);
    const found = fitTemperature(scores, NO_NOISE, NAIVE_BAYES_TEMPERATURES);
    expect(Math.abs(found / 2 - 1)).toBeLessThan(0.005);
  });

  it.each([
    { about: 'least', labels: [0, 0], bound: 0.5 },
    { about: 'greatest', labels: [1, 1], bound: 10 },
  ])('stays at the $about one allowed', ({ labels, bound }) => {
    const scores = twoClasses(2, labels);
    const found = fitTemperature(scores, NO_NOISE, NAIVE_BAYES_TEMPERATURES);
    expect(Math.abs(found / bound - 1)).toBeLessThan(0.005);
  });
});

describe('rows to fit on', () => {
  it('are all where there are few', () => {
    expect([...rowsToFitOn(5, 4)]).toEqual([0, 1, 2, 3, 4]);
    expect(rowsToFitOn(50_000, 4)).toHaveLength(50_000);
  });

  it('are a fixed sample of many, ascending, of as many scores whatever the number of classes', () => {
    for (const [rowCount, classCount] of [
      [150_000, 4],
      [10_000, 77],
    ] as const) {
      const rows = rowsToFitOn(rowCount, classCount);
      expect(rows).toEqual(rowsToFitOn(rowCount, classCount));
      expect(rows.every((row, i) => row < rowCount && (i === 0 || rows[i - 1]! < row))).toBe(true);
      expect(Math.abs((rows.length * classCount) / 200_000 - 1)).toBeLessThan(0.01);
    }
  });

  it('hold as much of every class where classes alternate or follow each other', () => {
    const rows = rowsToFitOn(150_000, 4);
    for (const classOf of [(row: number) => row % 4, (row: number) => Math.floor(row / 37_500)]) {
      for (const k of [0, 1, 2, 3]) {
        const share = rows.filter((row) => classOf(row) === k).length / rows.length;
        expect(Math.abs(share - 1 / 4)).toBeLessThan(0.001);
      }
    }
  });

  it('give the temperature that all rows give, within 1 %', () => {
    const scores = noisyScores(150_000, 4);
    const T = startingNoiseMatrix(4);
    const full = fitTemperature(scores, T, NAIVE_BAYES_TEMPERATURES);
    const sample = scoresOfRows(scores, rowsToFitOn(150_000, 4));
    const sampled = fitTemperature(sample, T, NAIVE_BAYES_TEMPERATURES);
    expect(full).toBeGreaterThan(0.6);
    expect(Math.abs(sampled / full - 1)).toBeLessThan(0.01);
  });
});

/** Scores that favour the true class more often than not, and labels of which one in ten is wrong. */
function noisyScores(rowCount: number, classCount: number): ClassScores {
  const random = randomNumbers(7);
  const likelihoods = Float64Array.from({ length: rowCount * classCount }, () => 6 * random());
  const labels = Uint32Array.from({ length: rowCount }, (_, row) => {
    const truth = row % classCount;
    likelihoods[row * classCount + truth]! += 3;
    return random() < 0.9 ? truth : Math.floor(random() * classCount);
  });
  return { classCount, likelihoods, priors: new Float64Array(likelihoods.length), labels };
}
