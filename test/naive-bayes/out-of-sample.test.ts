/** What holds for cross-validation and for leave-one-out alike, and what ties them to plain training. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countByClass } from '../../src/naive-bayes/class-totals.js';
import { crossValidate, splitIntoFolds } from '../../src/naive-bayes/cross-validate.js';
import { stratifiedFolds } from '../../src/naive-bayes/folds.js';
import { leaveOneOut } from '../../src/naive-bayes/leave-one-out.js';
import type { OutOfSample } from '../../src/naive-bayes/out-of-sample.js';
import { crossValidatedWordScore } from '../../src/naive-bayes/word-scores.js';
import type { TermMatrix } from '../../src/types.js';
import { smallProblem } from '../support/arbitraries.js';
import { expectClose, expectProbabilities, permuteColumns } from '../support/numbers.js';
import { countedRows, type LabelledTexts, pick, termsOf, trainThenPredict } from '../support/terms.js';

type Rows = LabelledTexts & { readonly terms?: TermMatrix; readonly alpha?: number };

function byLeaveOneOut({ texts, labels, classCount, alpha = 1, terms = termsOf(texts) }: Rows): OutOfSample {
  const membership = { classCount, labels };
  return leaveOneOut(countedRows(terms, membership), labels, countByClass(terms, membership), alpha);
}

function byFolds(problem: Rows, foldCount: number): OutOfSample {
  const { texts, labels, classCount, alpha = 1, terms = termsOf(texts) } = problem;
  const rows = { terms, labels, classCount, foldCount };
  return crossValidate(rows, splitIntoFolds(rows, alpha));
}

it('counting folds one by one, or a few together, equals counting all at once', () => {
  const problem = fc.tuple(smallProblem, fc.integer({ min: 2, max: 6 }), fc.nat(60));
  fc.assert(
    fc.property(problem, ([{ terms, labels, classCount, alpha }, folds, mostCounts]) => {
      const rows = { terms, labels, classCount, foldCount: Math.min(folds, labels.length) };
      const atOnce = crossValidate(rows, splitIntoFolds(rows, alpha));
      const limits = { mostCounts, mostPairs: Number.POSITIVE_INFINITY };
      expect(crossValidate(rows, splitIntoFolds(rows, alpha, limits))).toEqual(atOnce);
    }),
  );
});

it('counting only the pairs of words and classes that occur gives the same, to the last bit', () => {
  const problem = fc.tuple(smallProblem, fc.integer({ min: 2, max: 6 }), fc.constantFrom(1 / 3, 0.7, 1, 2));
  fc.assert(
    fc.property(problem, ([{ terms, labels, classCount, alpha }, folds, factor]) => {
      const rows = { terms, labels, classCount, foldCount: Math.min(folds, labels.length) };
      const dense = splitIntoFolds(rows, alpha * factor);
      const sparse = splitIntoFolds(rows, alpha * factor, { mostCounts: 0, mostPairs: 0 });
      expect(crossValidate(rows, sparse)).toEqual(crossValidate(rows, dense));
      const [denseScore, sparseScore] = [crossValidatedWordScore(dense), crossValidatedWordScore(sparse)];
      for (let word = 0; word < terms.vocabularySize; word++) {
        for (let k = 0; k < classCount; k++) {
          for (const row of labels.keys())
            expect(sparseScore(row)({ word, count: 1 }, k)).toBe(denseScore(row)({ word, count: 1 }, k));
        }
      }
    }),
  );
});

const byTwoFolds = (problem: Rows) => byFolds(problem, 2);

it('leaving a row out equals training again without it', () => {
  fc.assert(
    fc.property(smallProblem, (problem) => {
      const { probabilities, judged } = byLeaveOneOut(problem);
      const { texts, labels, classCount, alpha } = problem;
      texts.forEach((text, row) => {
        const others = pick(problem, (other) => other !== row);
        expectClose(
          probabilities.values.subarray(row * classCount, (row + 1) * classCount),
          trainThenPredict(others, [text], alpha).values,
          1e-12,
        );
        expect(judged[row]).toBe(others.labels.includes(labels[row]!) ? 1 : 0);
      });
    }),
  );
});

it('taking a fold from the totals equals training without the fold', () => {
  fc.assert(
    fc.property(smallProblem, fc.integer({ min: 2, max: 6 }), (problem, folds) => {
      const foldCount = Math.min(folds, problem.labels.length);
      const { probabilities, judged } = byFolds(problem, foldCount);
      const { texts, labels, classCount, alpha } = problem;
      const foldOfRow = stratifiedFolds(labels, foldCount);
      texts.forEach((text, row) => {
        const others = pick(problem, (other) => foldOfRow[other] !== foldOfRow[row]);
        expectClose(
          probabilities.values.subarray(row * classCount, (row + 1) * classCount),
          trainThenPredict(others, [text], alpha).values,
          1e-12,
        );
        expect(judged[row]).toBe(others.labels.includes(labels[row]!) ? 1 : 0);
      });
    }),
  );
});

it('leave-one-out does not depend on the order of the rows', () => {
  const inAnyOrder = smallProblem.chain((problem) => {
    const rows = [...problem.labels.keys()];
    return fc.tuple(fc.constant(problem), fc.shuffledSubarray(rows, { minLength: rows.length }));
  });
  fc.assert(
    fc.property(inAnyOrder, ([problem, order]) => {
      const { texts, labels, classCount, alpha } = problem;
      const found = byLeaveOneOut({
        texts: order.map((row) => texts[row]!),
        labels: Uint32Array.from(order, (row) => labels[row]!),
        classCount,
        alpha,
      });
      const { probabilities, judged } = byLeaveOneOut(problem);
      const expected = order.flatMap((row) => [
        ...probabilities.values.subarray(row * classCount, (row + 1) * classCount),
      ]);
      expectClose(found.probabilities.values, expected, 1e-9);
      expect([...found.judged]).toEqual(order.map((row) => judged[row]));
    }),
  );
});

describe.each([
  ['leave-one-out', byLeaveOneOut],
  ['two folds', byTwoFolds],
])('with %s', (_, predictRows) => {
  it('probabilities sum to 1', () => {
    fc.assert(
      fc.property(smallProblem, (problem) => {
        expectProbabilities(predictRows(problem).probabilities.values, problem.classCount);
      }),
    );
  });

  it('numbering the classes otherwise moves their columns and changes nothing else', () => {
    fc.assert(
      fc.property(smallProblem, (problem) => {
        const { labels, classCount } = problem;
        const renamed = predictRows({ ...problem, labels: labels.map((label) => (label + 1) % classCount) });
        const found = predictRows(problem);
        const order = Array.from({ length: classCount }, (_, k) => (k + classCount - 1) % classCount);
        expectClose(renamed.probabilities.values, permuteColumns(found.probabilities.values, order), 1e-12);
        expect(renamed.judged).toEqual(found.judged);
      }),
    );
  });

  it('does not judge the only row of a class, whose class has no probability there', () => {
    const labels = Uint32Array.of(0, 1, 0, 0);
    const texts = ['bank rates', 'goal', 'bank goal', 'rates'];
    const { judged, probabilities } = predictRows({ texts, labels, classCount: 2 });
    expect([...judged]).toEqual([1, 0, 1, 1]);
    expect([...probabilities.values.subarray(2, 4)]).toEqual([1, 0]);
  });

  it('judges a row without any known word by how large the classes are', () => {
    const labels = Uint32Array.of(0, 0, 1, 1, 0, 0, 1, 1);
    const texts = ['only here', 'bank', 'goal', '!', 'bank', 'bank', 'goal', 'goal'];
    const { probabilities } = predictRows({ texts, labels, classCount: 2 });
    const left = predictRows === byLeaveOneOut ? [3 / 7, 4 / 7, 4 / 7, 3 / 7] : [1 / 2, 1 / 2, 1 / 2, 1 / 2];
    expectClose(
      [0, 1, 6, 7].map((at) => probabilities.values[at]!),
      left,
      1e-12,
    );
  });
});

it('leaves out a row that holds all the words there are', () => {
  const problem = { texts: ['all words', '!', '?'], labels: Uint32Array.of(0, 1, 0), classCount: 2 };
  expectClose(byLeaveOneOut(problem).probabilities.values, [0.5, 0.5, 1, 0, 0.5, 0.5], 1e-12);
});

it('judges a class of two rows with five folds', () => {
  const texts = ['bank', 'goal', 'goal match', 'bank', 'bank rates', 'rates', 'rates bank'];
  const labels = Uint32Array.of(0, 1, 1, 0, 0, 0, 0);
  const { judged, probabilities } = byFolds({ texts, labels, classCount: 2 }, 5);
  expect(judged.includes(0)).toBe(false);
  expectProbabilities(probabilities.values, 2);
});

it('spreads every class and all rows evenly over the folds', () => {
  fc.assert(
    fc.property(smallProblem, fc.integer({ min: 2, max: 6 }), ({ labels }, foldCount) => {
      const folds = stratifiedFolds(labels, foldCount);
      const spread = (rows: number[]) => {
        const sizes = Array.from(
          { length: foldCount },
          (_, f) => rows.filter((row) => folds[row] === f).length,
        );
        return Math.max(...sizes) - Math.min(...sizes);
      };
      const all = [...labels.keys()];
      expect(spread(all)).toBeLessThanOrEqual(1);
      for (const label of labels) {
        expect(spread(all.filter((row) => labels[row] === label))).toBeLessThanOrEqual(1);
      }
    }),
  );
});
