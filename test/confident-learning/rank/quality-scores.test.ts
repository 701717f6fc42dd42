import { describe, expect, it } from 'vitest';
import { toProbabilities } from '../../../src/confident-learning/probabilities.js';
import {
  adjustProbabilities,
  confidenceWeightedEntropy,
  labelQualityScores,
  normalizedMargin,
  RANK_BY,
  selfConfidence,
} from '../../../src/confident-learning/rank/quality-scores.js';
import { withEmptyClass } from '../small-problem.js';

const P = toProbabilities([
  [0.7, 0.2, 0.1],
  [0.7, 0.2, 0.1],
  [0, 0, 1],
]);

describe('label quality scores', () => {
  it('self confidence is the probability of the label', () => {
    expect([...selfConfidence([0, 1, 0], P)]).toEqual([0.7, 0.2, 0]);
  });

  it('normalized margin is the lead over the best other class, moved to 0 … 1', () => {
    const scores = normalizedMargin([0, 1, 0], P);
    for (const [i, expected] of [0.75, 0.25, 0].entries()) expect(scores[i]).toBeCloseTo(expected, 15);
  });

  it('confidence-weighted entropy is ln(q + 1) / q', () => {
    const even = toProbabilities([[0.5, 0.5]]);
    // Entropy ln 2 / ln 2 = 1, over a self confidence of 0.5: q = 2.
    expect(confidenceWeightedEntropy([0], even)[0]).toBeCloseTo(Math.log(3) / 2, 15);
  });

  it('confidence-weighted entropy of a certain row is 0, as in cleanlab', () => {
    expect(confidenceWeightedEntropy([0, 0, 2], P)[2]).toBe(0);
  });

  it('takes a self confidence below 1e-6 as 1e-6', () => {
    const q = Math.LN2 / Math.log(3) / 1e-6;
    const half = toProbabilities([[0.5, 0.5, 0]]);
    expect(confidenceWeightedEntropy([2], half)[0]).toBeCloseTo(Math.log(q + 1) / q, 12);
  });

  it('is self confidence unless told otherwise', () => {
    expect([...labelQualityScores([0, 1, 0], P)]).toEqual([...selfConfidence([0, 1, 0], P)]);
  });
});

describe('adjusted probabilities', () => {
  const given = [0, 1];
  const twoRows = toProbabilities([
    [0.9, 0.1],
    [0.4, 0.6],
  ]);

  it('are moved by the thresholds and scaled to sum to 1', () => {
    // Thresholds 0.9 and 0.6: each row becomes 0.9 and 0.4, over 1.3.
    const { values } = adjustProbabilities(given, twoRows);
    const expected = [0.9 / 1.3, 0.4 / 1.3, 0.4 / 1.3, 0.9 / 1.3];
    for (const [i, value] of expected.entries()) expect(values[i]).toBeCloseTo(value, 15);
  });

  it('are what scores are computed from on request', () => {
    for (const rankBy of ['self_confidence', 'normalized_margin'] as const) {
      const direct = labelQualityScores(given, twoRows, { rankBy, adjustProbabilities: true });
      const stepwise = labelQualityScores(given, adjustProbabilities(given, twoRows), { rankBy });
      expect([...direct]).toEqual([...stepwise]);
      expect([...direct]).not.toEqual([...labelQualityScores(given, twoRows, { rankBy })]);
    }
  });

  it('stay probabilities where a class has no rows', () => {
    const { values } = adjustProbabilities(withEmptyClass.labels, withEmptyClass.probabilities);
    for (const value of values) expect(value >= 0 && value <= 1).toBe(true);
  });

  it('cannot be had with confidence-weighted entropy', () => {
    const options = { rankBy: 'confidence_weighted_entropy', adjustProbabilities: true } as const;
    expect(() => labelQualityScores(given, twoRows, options)).toThrow('cannot be computed from adjusted');
  });
});

it('RANK_BY names all scores, the default first', () => {
  expect(RANK_BY).toEqual(['self_confidence', 'normalized_margin', 'confidence_weighted_entropy']);
});
