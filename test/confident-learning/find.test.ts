import { describe, expect, it } from 'vitest';
import { findLabelErrors } from '../../src/confident-learning/find.js';
import { predictedClasses, toProbabilities } from '../../src/confident-learning/probabilities.js';
import { flaggedRows, rankByQuality } from '../../src/confident-learning/rank/rank.js';
import { labels, probabilities, withEmptyClass } from './small-problem.js';

describe('findLabelErrors', () => {
  it('gives the wrong labels, worst first', () => {
    expect(findLabelErrors(labels, probabilities)).toEqual([
      { index: 2, given: 0, predicted: 1, quality: 0.1 },
      { index: 6, given: 1, predicted: 0, quality: 0.2 },
      { index: 3, given: 0, predicted: 1, quality: 0.3 },
    ]);
  });

  it('passes on what rows to flag and what to rank by', () => {
    const found = findLabelErrors(labels, probabilities, {
      method: 'prune_by_class',
      fracNoise: 0.5,
      rankBy: 'normalized_margin',
      adjustProbabilities: true,
    });
    expect(found.map((error) => error.index)).toEqual([2, 6]);
    // Thresholds 0.525 and 0.6: row 2 becomes 0.175 and 0.9, over 1.075.
    expect(found[0]!.quality).toBeCloseTo(((0.175 - 0.9) / 1.075 + 1) / 2, 14);
  });

  it('may predict the given label with a low_* method', () => {
    const { labels: given, probabilities: P } = withEmptyClass;
    expect(findLabelErrors(given, P, { method: 'low_self_confidence' })).toEqual([
      { index: 0, given: 0, predicted: 0, quality: 0.34 },
    ]);
  });

  it('gives nothing where every label agrees', () => {
    const P = toProbabilities([
      [1, 0],
      [0, 1],
    ]);
    expect(findLabelErrors([0, 1], P)).toEqual([]);
  });
});

describe('rankByQuality', () => {
  const scores = Float64Array.of(0.5, 0.1, 0.5, 0.1, 0.9);

  it('puts the lower row first where scores are equal', () => {
    expect([...rankByQuality(scores)]).toEqual([1, 3, 0, 2, 4]);
    expect([...rankByQuality(scores, [4, 3, 2, 1])]).toEqual([1, 3, 2, 4]);
  });

  it('leaves the rows that it was given as they were', () => {
    const rows = Uint32Array.of(4, 0);
    rankByQuality(scores, rows);
    expect([...rows]).toEqual([4, 0]);
  });
});

describe('flaggedRows', () => {
  it('lists the rows of a mask', () => {
    expect([...flaggedRows(Uint8Array.of(0, 1, 0, 1, 1))]).toEqual([1, 3, 4]);
    expect([...flaggedRows(new Uint8Array(3))]).toEqual([]);
  });
});

describe('predictedClasses', () => {
  it('takes the lowest of equally likely classes', () => {
    const P = toProbabilities([
      [0.2, 0.4, 0.4],
      [0, 0, 1],
    ]);
    expect([...predictedClasses(P)]).toEqual([1, 2]);
  });

  it('has nothing to say of no rows', () => {
    expect([...predictedClasses(toProbabilities([]))]).toEqual([]);
  });
});
