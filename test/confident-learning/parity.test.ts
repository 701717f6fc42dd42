/**
 * Everything that this folder computes, against what cleanlab 2.9.0 answers on the same labels and
 * probabilities, to the last digit. Only confidence-weighted entropy is compared to 1e-6 relative: its
 * last digits are those of the platform's logarithm, which its formula blows up.
 */
import { describe, expect, it, type TestContext } from 'vitest';
import {
  calibratedJoint,
  confidentJoint,
  estimateJoint,
} from '../../src/confident-learning/count/confident-joint.js';
import { estimateNoise } from '../../src/confident-learning/count/noise-matrix.js';
import { confidentThresholds } from '../../src/confident-learning/count/thresholds.js';
import { findLabelIssues } from '../../src/confident-learning/filter/find-label-issues.js';
import { type FilterOptions, METHODS, type Method } from '../../src/confident-learning/filter/options.js';
import { findLabelErrors } from '../../src/confident-learning/find.js';
import {
  classesByLabelQuality,
  numLabelIssues,
  overallLabelHealth,
  overlappingClasses,
} from '../../src/confident-learning/health/health.js';
import { predictedClasses } from '../../src/confident-learning/probabilities.js';
import { labelQualityScores, RANK_BY } from '../../src/confident-learning/rank/quality-scores.js';
import { flaggedRows, rankByQuality } from '../../src/confident-learning/rank/rank.js';
import { AG_REFERENCES, loadReference, OWN_REFERENCES, type Reference } from '../reference-data.js';

const methods = Object.keys(METHODS) as Method[];
const names = [...OWN_REFERENCES, ...AG_REFERENCES];

describe.each(names)('equals cleanlab on %s', (name) => {
  /** A test of one reference set, skipped where the set needs AG News and that is missing. */
  function against(title: string, check: (reference: Reference) => void): void {
    it(title, (context: TestContext) => check(loadReference(name, context)));
  }

  against('accuracy', ({ answers, labels, probabilities }) => {
    const predicted = predictedClasses(probabilities);
    const agreeing = labels.filter((label, i) => label === predicted[i]).length;
    expect(agreeing / labels.length).toBe(answers.accuracy);
  });

  against('thresholds', ({ answers, labels, probabilities }) => {
    expectEqual(confidentThresholds(labels, probabilities), answers.confident_thresholds);
  });

  against('confident joint and calibrated joint', ({ answers, labels, probabilities }) => {
    const { counts, thresholds } = confidentJoint(labels, probabilities);
    expectEqual(counts, answers.confident_joint_uncalibrated.flat());
    expectEqual(thresholds, answers.confident_thresholds);
    expect([...calibratedJoint(labels, probabilities)]).toEqual(answers.confident_joint.flat());
  });

  against('estimated joint', ({ answers, labels, probabilities }) => {
    expect([...estimateJoint(labels, probabilities)]).toEqual(answers.estimated_joint.flat());
  });

  against('prior, noise matrix and inverse noise matrix', ({ answers, labels, probabilities }) => {
    const noise = estimateNoise(labels, probabilities);
    expectEqual(noise.truePrior, answers.true_class_prior);
    expectEqual(noise.noiseMatrix, answers.noise_matrix_given_true.flat());
    expectEqual(noise.inverseNoiseMatrix, answers.inverse_noise_matrix_true_given.flat());
  });

  against('number of label issues and health', ({ answers, labels, probabilities }) => {
    expect(numLabelIssues(labels, probabilities)).toBe(answers.num_label_issues.off_diagonal);
    expect(numLabelIssues(labels, probabilities, 'off_diagonal_calibrated')).toBe(
      answers.num_label_issues.off_diagonal_calibrated,
    );
    expect(overallLabelHealth(labels, probabilities)).toBe(answers.overall_label_health_score);
  });

  against('knows every method of the reference', ({ answers }) => {
    expect(methods.toSorted()).toEqual(Object.keys(answers.issues).toSorted());
  });

  for (const method of methods) {
    against(`rows flagged by ${method}`, ({ answers, labels, probabilities }) => {
      expect([...flaggedRows(findLabelIssues(labels, probabilities, { method }))]).toEqual(
        answers.issues[method],
      );
    });
  }

  against('rows flagged with other options', ({ answers, labels, probabilities }) => {
    const options: Record<string, FilterOptions> = {
      'prune_by_noise_rate frac_noise=0.5': { fracNoise: 0.5 },
      'prune_by_class frac_noise=0.5': { method: 'prune_by_class', fracNoise: 0.5 },
      'prune_by_noise_rate min_examples_per_class=10': { minExamplesPerClass: 10 },
      'prune_by_noise_rate num_to_remove_per_class=5 each': {
        removePerClass: Array(probabilities.classCount).fill(5),
      },
    };
    expect(Object.keys(options)).toEqual(Object.keys(answers.issues_variants));
    for (const [variant, rows] of Object.entries(answers.issues_variants)) {
      const flagged = flaggedRows(findLabelIssues(labels, probabilities, options[variant]));
      expect([...flagged], variant).toEqual(rows);
    }
  });

  against('quality scores', ({ answers, labels, probabilities }) => {
    for (const rankBy of RANK_BY) {
      const scores = labelQualityScores(labels, probabilities, { rankBy });
      const first = scores.subarray(0, 50);
      if (rankBy === 'confidence_weighted_entropy') {
        expectClose(first, answers.quality_scores_first_50[rankBy]!, 1e-6);
      } else {
        expectEqual(first, answers.quality_scores_first_50[rankBy]!);
      }
      const sum = scores.reduce((a, b) => a + b);
      expect(Math.abs(sum / answers.quality_scores_sum[rankBy]! - 1)).toBeLessThan(1e-13);
    }
  });

  against('quality scores of adjusted probabilities', ({ answers, labels, probabilities }) => {
    expect(Object.keys(answers.quality_scores_adjusted_first_50)).toHaveLength(2);
    for (const rankBy of ['self_confidence', 'normalized_margin'] as const) {
      const scores = labelQualityScores(labels, probabilities, { rankBy, adjustProbabilities: true });
      expectEqual(scores.subarray(0, 50), answers.quality_scores_adjusted_first_50[rankBy]!);
    }
  });

  against('ranking', ({ answers, labels, probabilities }) => {
    for (const rankBy of RANK_BY) {
      const scores = labelQualityScores(labels, probabilities, { rankBy });
      const ranked = [...rankByQuality(scores, flaggedRows(findLabelIssues(labels, probabilities)))];
      expect(ranked.slice(0, 50), rankBy).toEqual(answers.ranked_prune_by_noise_rate[rankBy]);
      const found = findLabelErrors(labels, probabilities, { rankBy });
      expect(found.map((error) => error.index)).toEqual(ranked);
    }
  });

  against('classes by label quality', ({ answers, labels, probabilities }) => {
    const classes = classesByLabelQuality(labels, probabilities);
    const expected = answers.classes_by_label_quality;
    expect(classes.map((c) => c.classIndex)).toEqual(expected['Class Index']);
    expect(classes.map((c) => c.labelIssues)).toEqual(expected['Label Issues']);
    expect(classes.map((c) => c.inverseLabelIssues)).toEqual(expected['Inverse Label Issues']);
    expectEqual(
      classes.map((c) => c.labelNoise),
      expected['Label Noise']!,
    );
    expectEqual(
      classes.map((c) => c.inverseLabelNoise),
      expected['Inverse Label Noise']!,
    );
    expectEqual(
      classes.map((c) => c.labelQuality),
      expected['Label Quality Score']!,
    );
  });

  against('overlapping classes', ({ answers, labels, probabilities }) => {
    const pairs = overlappingClasses(labels, probabilities);
    const expected = answers.overlapping_classes;
    expect(pairs.map((p) => p.classA)).toEqual(expected['Class Index A']);
    expect(pairs.map((p) => p.classB)).toEqual(expected['Class Index B']);
    expect(pairs.map((p) => p.overlappingRows)).toEqual(expected['Num Overlapping Examples']);
    expectEqual(
      pairs.map((p) => p.jointProbability),
      expected['Joint Probability']!,
    );
  });
});

function expectEqual(actual: ArrayLike<number>, expected: readonly number[]): void {
  expect(Array.from(actual)).toEqual(expected);
}

/** Checks that no element is further off than `relative` · expected. */
function expectClose(actual: ArrayLike<number>, expected: readonly number[], relative: number): void {
  expect(actual.length).toBe(expected.length);
  for (const [i, value] of expected.entries()) {
    expect(Math.abs(actual[i]! - value), `element ${i}`).toBeLessThanOrEqual(relative * Math.abs(value));
  }
}
