/** What holds for all labels and probabilities. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibratedJoint, estimateJoint } from '../../src/confident-learning/count/confident-joint.js';
import { checkedRows } from '../../src/confident-learning/count/labelled-rows.js';
import { estimateNoise } from '../../src/confident-learning/count/noise-matrix.js';
import { countLabels } from '../../src/confident-learning/count/rows-by-class.js';
import { findLabelIssues } from '../../src/confident-learning/filter/find-label-issues.js';
import { METHODS, type Method } from '../../src/confident-learning/filter/options.js';
import { pruneByNoiseRate } from '../../src/confident-learning/filter/prune.js';
import { findLabelErrors } from '../../src/confident-learning/find.js';
import { predictedClasses } from '../../src/confident-learning/probabilities.js';
import { labelQualityScores, RANK_BY } from '../../src/confident-learning/rank/quality-scores.js';
import { flaggedRows } from '../../src/confident-learning/rank/rank.js';
import type { Probabilities } from '../../src/types.js';

interface Problem {
  labels: number[];
  probabilities: Probabilities;
}

/** Problems of 1 to 40 rows and 2 to 5 classes; weights from a small range make many ties and zeros. */
function problems(largestWeight: number): fc.Arbitrary<Problem> {
  const shape = fc.record({ n: fc.integer({ min: 1, max: 40 }), K: fc.integer({ min: 2, max: 5 }) });
  return shape.chain(({ n, K }) => {
    const weight = fc.integer({ min: 0, max: largestWeight });
    const row = fc.array(weight, { minLength: K, maxLength: K }).filter((w) => w.some((x) => x > 0));
    return fc.record({
      labels: fc.array(fc.integer({ min: 0, max: K - 1 }), { minLength: n, maxLength: n }),
      probabilities: fc.array(row, { minLength: n, maxLength: n }).map((rows) => normalized(rows, K)),
    });
  });
}

function normalized(rows: number[][], classCount: number): Probabilities {
  const shares = rows.map((row) => row.map((x) => x / row.reduce((a, b) => a + b)));
  return { classCount, values: Float64Array.from(shares.flat()) };
}

const tied = problems(4);
const methods = Object.keys(METHODS) as Method[];

/** What `predicted_neq_given` does, row by row as cleanlab tells it: the given class gets a head start of 1e-6. */
function disagrees({ labels, probabilities: { classCount, values } }: Problem, row: number): boolean {
  const scores = Array.from(values.subarray(row * classCount, (row + 1) * classCount));
  scores[labels[row]!]! += 1e-6;
  return scores.indexOf(Math.max(...scores)) !== labels[row];
}

/** The rows that `prune_by_noise_rate` flags, found by sorting the rows of every pair of classes. */
function prunedBySorting({ labels, probabilities }: Problem, counts: Float64Array, most: number): number[] {
  const { classCount, values } = probabilities;
  const pruned = new Set<number>();
  for (let k = 0; k < classCount; k++) {
    const rows = [...labels.keys()].filter((row) => labels[row] === k);
    if (rows.length <= most) continue;
    for (let j = 0; j < classCount; j++) {
      const lead = (row: number) => values[row * classCount + k]! - values[row * classCount + j]!;
      const sorted = rows.toSorted((a, b) => lead(a) - lead(b) || a - b);
      if (j !== k) for (const row of sorted.slice(0, counts[j * classCount + k])) pruned.add(row);
    }
  }
  return [...pruned].sort((a, b) => a - b);
}

describe('for all problems', () => {
  it('prune_by_noise_rate finds what sorting all rows of a pair would, however many are wanted', () => {
    const wanted = fc.array(fc.nat(12), { minLength: 25, maxLength: 25 });
    fc.assert(
      fc.property(tied, wanted, fc.nat(3), (problem, numbers, most) => {
        const labelled = checkedRows(problem.labels, problem.probabilities);
        const counts = Float64Array.from(numbers.slice(0, problem.probabilities.classCount ** 2));
        const mask = pruneByNoiseRate(labelled, counts, most);
        expect([...flaggedRows(mask)]).toEqual(prunedBySorting(problem, counts, most));
      }),
      { numRuns: 1000 },
    );
  });

  it('a label agrees with probabilities that give it as much as any other, but for 1e-6', () => {
    fc.assert(
      fc.property(tied, fc.constantFrom(0, 0.4e-6, 1e-6, 1.6e-6), ({ labels, probabilities }, shift) => {
        const values = probabilities.values.map((value, at) => (at % 2 === 0 ? value + shift : value));
        const problem = { labels, probabilities: { ...probabilities, values } };
        const mask = findLabelIssues(labels, problem.probabilities, { method: 'predicted_neq_given' });
        expect([...flaggedRows(mask)]).toEqual([...labels.keys()].filter((row) => disagrees(problem, row)));
      }),
    );
  });

  it('the method "both" flags what the two others both flag', () => {
    const options = fc.record({
      fracNoise: fc.double({ min: 0, max: 1, noNaN: true }),
      minExamplesPerClass: fc.integer({ min: 0, max: 6 }),
    });
    fc.assert(
      fc.property(tied, options, ({ labels, probabilities }, settings) => {
        const by = (method: Method) => findLabelIssues(labels, probabilities, { method, ...settings });
        const [rate, perClass] = [by('prune_by_noise_rate'), by('prune_by_class')];
        expect([...by('both')]).toEqual(Array.from(rate, (flag, i) => flag & perClass[i]!));
      }),
    );
  });

  it('scores are from 0 to 1, adjusted or not', () => {
    fc.assert(
      fc.property(tied, ({ labels, probabilities }) => {
        for (const rankBy of RANK_BY) {
          for (const adjustProbabilities of [false, true]) {
            if (adjustProbabilities && rankBy === 'confidence_weighted_entropy') continue;
            const scores = labelQualityScores(labels, probabilities, { rankBy, adjustProbabilities });
            expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
          }
        }
      }),
    );
  });

  it('the calibrated joint has a row sum for each label, and the estimated joint sums to 1', () => {
    fc.assert(
      fc.property(tied, ({ labels, probabilities }) => {
        const { classCount } = probabilities;
        const joint = calibratedJoint(labels, probabilities);
        const counts = countLabels(Uint32Array.from(labels), classCount);
        for (let k = 0; k < classCount; k++) {
          const row = joint.subarray(k * classCount, (k + 1) * classCount);
          expect(row.reduce((a, b) => a + b)).toBe(counts[k]);
          expect(row.every((count) => Number.isInteger(count) && count >= 0)).toBe(true);
        }
        expect(estimateJoint(labels, probabilities).reduce((a, b) => a + b)).toBeCloseTo(1, 12);
      }),
    );
  });

  it('columns of the noise matrices sum to 1, or to 0 for a class that nothing is known of', () => {
    fc.assert(
      fc.property(tied, ({ labels, probabilities }) => {
        const { classCount } = probabilities;
        const { truePrior, noiseMatrix, inverseNoiseMatrix } = estimateNoise(labels, probabilities);
        expect(truePrior.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
        for (const matrix of [noiseMatrix, inverseNoiseMatrix]) {
          for (let column = 0; column < classCount; column++) {
            const sum = matrix.reduce((a, b, cell) => (cell % classCount === column ? a + b : a), 0);
            expect(Math.min(Math.abs(sum - 1), Math.abs(sum))).toBeLessThan(1e-12);
          }
        }
      }),
    );
  });

  it('found errors are the flagged rows, worst first, and only low_* flags agreeing ones', () => {
    fc.assert(
      fc.property(tied, fc.constantFrom(...methods), ({ labels, probabilities }, method) => {
        const found = findLabelErrors(labels, probabilities, { method });
        const flagged = flaggedRows(findLabelIssues(labels, probabilities, { method }));
        expect(found.map((e) => e.index).sort((a, b) => a - b)).toEqual([...flagged]);
        const predicted = predictedClasses(probabilities);
        for (const [rank, error] of found.entries()) {
          const next = found[rank + 1];
          if (next !== undefined) {
            const inOrder = error.quality - next.quality || error.index - next.index;
            expect(inOrder).toBeLessThan(0);
          }
          expect(error.given).toBe(labels[error.index]);
          expect(error.predicted).toBe(predicted[error.index]);
          if (!method.startsWith('low_')) expect(error.predicted).not.toBe(error.given);
        }
      }),
    );
  });
});

describe('renumbering the classes', () => {
  // Without ties, which go by the number of the class; and with methods that round no counts, since of
  // equal remainders that of the higher class is rounded up.
  const untied = problems(1_000_000).filter(({ probabilities: { classCount, values } }) => {
    for (let i = 0; i < values.length; i += classCount) {
      const sorted = values.slice(i, i + classCount).sort();
      if (sorted.some((value, k) => k > 0 && value - sorted[k - 1]! < 1e-5)) return false;
    }
    return true;
  });

  it.each([
    'confident_learning',
    'predicted_neq_given',
    'low_self_confidence',
    'low_normalized_margin',
  ] as const)('does not change what %s finds', (method) => {
    fc.assert(
      fc.property(untied, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (problem, keys) => {
        const { classCount, values } = problem.probabilities;
        const order = [...Array(classCount).keys()];
        const sortKeys = [...keys.take(classCount)];
        const renumber = order.toSorted((a, b) => sortKeys[a]! - sortKeys[b]!);
        const moved = new Float64Array(values.length);
        for (let cell = 0; cell < values.length; cell++) {
          const k = cell % classCount;
          moved[cell - k + renumber[k]!] = values[cell]!;
        }
        const found = findLabelErrors(problem.labels, problem.probabilities, { method });
        const afterwards = findLabelErrors(
          problem.labels.map((label) => renumber[label]!),
          { classCount, values: moved },
          { method },
        );
        expect(afterwards).toEqual(
          found.map((e) => ({ ...e, given: renumber[e.given], predicted: renumber[e.predicted] })),
        );
      }),
    );
  });
});
