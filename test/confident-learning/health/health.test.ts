import { describe, expect, it } from 'vitest';
import {
  classesByLabelQuality,
  numLabelIssues,
  overallLabelHealth,
  overlappingClasses,
} from '../../../src/confident-learning/health/health.js';
import { toProbabilities } from '../../../src/confident-learning/probabilities.js';
import { labels, probabilities, withEmptyClass } from '../small-problem.js';

describe('numLabelIssues', () => {
  it('counts the rows that are confidently of another class', () => {
    expect(numLabelIssues(labels, probabilities)).toBe(3);
    expect(numLabelIssues(labels, probabilities, 'off_diagonal_calibrated')).toBe(3);
  });

  it('leaves out rows whose label is the most likely class, unless calibrated', () => {
    const P = toProbabilities([
      [0.95, 0.05],
      [0.65, 0.35],
      [0.7, 0.3],
      [0.7, 0.3],
    ]);
    expect(numLabelIssues([0, 0, 1, 1], P)).toBe(0);
    expect(numLabelIssues([0, 0, 1, 1], P, 'off_diagonal_calibrated')).toBe(1);
  });
});

describe('overallLabelHealth', () => {
  it('is the share of the labels that are right', () => {
    expect(overallLabelHealth(labels, probabilities)).toBeCloseTo(4 / 7, 15);
  });
});

describe('classesByLabelQuality', () => {
  it('ranks the classes, worst first', () => {
    const [worst, best] = classesByLabelQuality(labels, probabilities);
    expect(worst).toMatchObject({ classIndex: 0, labelIssues: 2, inverseLabelIssues: 1 });
    expect(worst!.labelNoise).toBeCloseTo(1 / 2, 15);
    expect(worst!.inverseLabelNoise).toBeCloseTo(1 / 3, 15);
    expect(worst!.labelQuality).toBeCloseTo(1 / 2, 15);
    expect(best).toMatchObject({ classIndex: 1, labelIssues: 1, inverseLabelIssues: 2 });
    expect(best!.labelQuality).toBeCloseTo(2 / 3, 15);
  });

  it('puts the worst first, and the lower class first where they are equal', () => {
    const { labels: given, probabilities: P } = withEmptyClass;
    expect(classesByLabelQuality(given, P).map((c) => c.classIndex)).toEqual([0, 1, 2]);
    // The same with classes 0 and 1 changed over: now class 1 is the bad one.
    const swapped = given.map((k) => 1 - k);
    const Q = {
      classCount: 3,
      values: P.values.map((_, cell) => P.values[[1, 0, 2][cell % 3]! + cell - (cell % 3)]!),
    };
    expect(classesByLabelQuality(swapped, Q).map((c) => c.classIndex)).toEqual([1, 0, 2]);
  });

  it('finds no fault with a class without rows', () => {
    const { labels: given, probabilities: P } = withEmptyClass;
    expect(classesByLabelQuality(given, P)[2]).toEqual({
      classIndex: 2,
      labelIssues: 0,
      inverseLabelIssues: 0,
      labelNoise: 0,
      inverseLabelNoise: 0,
      labelQuality: 1,
    });
  });
});

describe('overlappingClasses', () => {
  it('counts both directions', () => {
    const [pair, ...others] = overlappingClasses(labels, probabilities);
    expect(pair).toMatchObject({ classA: 0, classB: 1, overlappingRows: 3 });
    expect(pair!.jointProbability).toBeCloseTo(3 / 7, 15);
    expect(others).toEqual([]);
  });

  it('lists all pairs, most first and equal ones in class order', () => {
    const { labels: given, probabilities: P } = withEmptyClass;
    const pairs = overlappingClasses(given, P).map((p) => [p.classA, p.classB, p.overlappingRows]);
    expect(pairs).toEqual([
      [0, 1, 2],
      [0, 2, 0],
      [1, 2, 0],
    ]);
    // Classes 0 and 2 changed over: the pair that overlaps is the last in class order.
    const Q = { classCount: 3, values: P.values.map((_, cell) => P.values[cell + 2 - 2 * (cell % 3)]!) };
    const other = overlappingClasses([2, 2, 2, 1], Q).map((p) => [p.classA, p.classB, p.overlappingRows]);
    expect(other).toEqual([
      [1, 2, 1],
      [0, 1, 0],
      [0, 2, 0],
    ]);
  });
});
