import { describe, expect, it } from 'vitest';
import {
  calibratedJoint,
  confidentJoint,
  estimateJoint,
} from '../../src/confident-learning/count/confident-joint.js';
import { estimateNoise } from '../../src/confident-learning/count/noise-matrix.js';
import { confidentThresholds } from '../../src/confident-learning/count/thresholds.js';
import { findLabelIssues } from '../../src/confident-learning/filter/find-label-issues.js';
import { findLabelErrors } from '../../src/confident-learning/find.js';
import {
  classesByLabelQuality,
  numLabelIssues,
  overallLabelHealth,
  overlappingClasses,
} from '../../src/confident-learning/health/health.js';
import { toProbabilities } from '../../src/confident-learning/probabilities.js';
import * as scores from '../../src/confident-learning/rank/quality-scores.js';
import { adjustProbabilities } from '../../src/confident-learning/rank/quality-scores.js';
import { UserError } from '../../src/errors/user-error.js';
import type { Probabilities } from '../../src/types.js';
import { labels, probabilities } from './small-problem.js';

type Analysis = (labels: ArrayLike<number>, probabilities: Probabilities) => unknown;

const analyses: Record<string, Analysis> = {
  adjustProbabilities,
  calibratedJoint,
  classesByLabelQuality,
  confidenceWeightedEntropy: scores.confidenceWeightedEntropy,
  confidentJoint,
  confidentThresholds,
  estimateJoint,
  estimateNoise,
  findLabelErrors,
  findLabelIssues,
  labelQualityScores: scores.labelQualityScores,
  normalizedMargin: scores.normalizedMargin,
  numLabelIssues,
  overallLabelHealth,
  overlappingClasses,
  selfConfidence: scores.selfConfidence,
};

const twoRows = (values: number[], classCount = 2) => ({ classCount, values: Float64Array.from(values) });

const wrong: { what: string; given: number[]; P: Probabilities; message: string }[] = [
  { what: 'no rows', given: [], P: twoRows([]), message: 'there are no rows to judge' },
  { what: 'one class', given: [0, 0], P: twoRows([1, 1], 1), message: 'there must be at least 2 classes' },
  {
    what: 'too few probabilities',
    given: [0, 1],
    P: twoRows([1, 0, 1]),
    message: '2 labels and 2 classes need 4 probabilities, but there are 3',
  },
  {
    what: 'a label that is no class',
    given: [0, 2],
    P: twoRows([1, 0, 1, 0]),
    message: 'row 1 (counted from 0): label 2 is not a class index',
  },
  { what: 'a negative label', given: [0, -1], P: twoRows([1, 0, 1, 0]), message: 'label -1 is not' },
  { what: 'half a label', given: [0, 0.5], P: twoRows([1, 0, 1, 0]), message: 'label 0.5 is not' },
  {
    what: 'no number',
    given: [0, 1],
    P: twoRows([1, 0, 1, Number.NaN]),
    message: 'row 1 (counted from 0): the probability of class 1 is NaN',
  },
  { what: 'a logit', given: [0, 1], P: twoRows([1, 0, 2, -1]), message: 'the probability of class 1 is -1' },
  {
    what: 'percentages',
    given: [0, 1],
    P: twoRows([1, 0, 40, 60]),
    message: 'row 1 (counted from 0): its probabilities sum to 100, not to 1',
  },
  {
    what: 'infinity',
    given: [0, 1],
    P: twoRows([1, 0, Number.POSITIVE_INFINITY, 0]),
    message: 'sum to Infinity',
  },
];

describe.each(Object.keys(analyses))('%s refuses', (name) => {
  it.each(wrong)('$what', ({ given, P, message }) => {
    const call = () => analyses[name]!(given, P);
    expect(call).toThrow(UserError);
    expect(call).toThrow(message);
  });
});

describe.each(Object.keys(analyses))('%s', (name) => {
  it('takes labels as any kind of array and leaves its arguments as they were', () => {
    const before = [...probabilities.values];
    const typed = Uint32Array.from(labels);
    const result = analyses[name]!(typed, probabilities);
    expect(analyses[name]!(labels, probabilities)).toEqual(result);
    expect(analyses[name]!(Uint8Array.from(labels), probabilities)).toEqual(result);
    expect([...probabilities.values]).toEqual(before);
    expect([...typed]).toEqual(labels);
  });
});

it('a sum within a thousandth of 1 is taken for 1', () => {
  expect(() => confidentThresholds([0], toProbabilities([[0.3332, 0.6664]]))).not.toThrow();
  expect(() => confidentThresholds([0], toProbabilities([[0.33, 0.66]]))).toThrow('sum to 0.99');
});

it('toProbabilities refuses rows of different lengths', () => {
  expect(() => toProbabilities([[0.5, 0.5], [1]])).toThrow('row 1 (counted from 0) has 1 probabilities');
});

describe('options', () => {
  const issues = (options: object) => () => findLabelIssues(labels, probabilities, options);

  it('must be in range', () => {
    expect(issues({ fracNoise: 1.1 })).toThrow('fracNoise is 1.1');
    expect(issues({ fracNoise: Number.NaN })).toThrow('fracNoise is NaN');
    expect(issues({ minExamplesPerClass: -1 })).toThrow('minExamplesPerClass is -1');
    expect(issues({ minExamplesPerClass: 0.5 })).toThrow('minExamplesPerClass is 0.5');
    expect(issues({ removePerClass: [1] })).toThrow('has 1 entries');
    expect(issues({ removePerClass: [1, -2] })).toThrow('has -2 at entry 1');
  });

  it('must be known', () => {
    expect(issues({ method: 'toString' })).toThrow('there is no method "toString"');
    const rankBy = 'margin' as 'normalized_margin';
    expect(() => findLabelErrors(labels, probabilities, { rankBy })).toThrow(
      'no label quality score "margin"',
    );
    const method = 'x' as 'off_diagonal';
    expect(() => numLabelIssues(labels, probabilities, method)).toThrow('there is no estimate "x"');
  });

  it('say what can be chosen', () => {
    try {
      issues({ method: 'x' })();
      expect.unreachable();
    } catch (error) {
      expect((error as UserError).fix).toMatch(/^Choose prune_by_noise_rate, .* or low_self_confidence\.$/);
    }
  });
});

it('probabilities that were changed in place are checked again', () => {
  const changing = toProbabilities([
    [0.9, 0.1],
    [0.2, 0.8],
  ]);
  const given = Uint32Array.of(0, 1);
  findLabelErrors(given, changing);
  changing.values[1] = Number.NaN;
  expect(() => findLabelErrors(given, changing)).toThrow(UserError);
});
