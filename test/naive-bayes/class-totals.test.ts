import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countByClass, subtractTotals } from '../../src/naive-bayes/class-totals.js';
import { smallProblem } from '../support/arbitraries.js';
import { termsOf } from '../support/terms.js';

const terms = termsOf(['bank bank rates', 'bank goal', 'goal'], undefined, 2);

it('counts words, tokens and rows per class', () => {
  expect(countByClass(terms, { classCount: 2, labels: Uint32Array.of(0, 0, 1) })).toEqual({
    classCount: 2,
    vocabularySize: 3,
    wordCounts: Float64Array.of(3, 0, 1, 0, 1, 1),
    tokens: Float64Array.of(5, 1),
    rows: Float64Array.of(2, 1),
  });
});

it('weighs rows that belong to several classes', () => {
  const weights = Float64Array.of(0.75, 0.25, 0.5, 0.5, 0, 1);
  expect(countByClass(terms, { classCount: 2, weights })).toMatchObject({
    wordCounts: Float64Array.of(2, 1, 0.75, 0.25, 0.5, 1.5),
    tokens: Float64Array.of(3.25, 2.75),
    rows: Float64Array.of(1.25, 1.75),
  });
});

it('gives the same for hard labels as for weights of 1', () => {
  fc.assert(
    fc.property(smallProblem, ({ terms, labels, classCount }) => {
      const weights = new Float64Array(labels.length * classCount);
      labels.forEach((label, row) => {
        weights[row * classCount + label] = 1;
      });
      expect(countByClass(terms, { classCount, weights })).toEqual(
        countByClass(terms, { classCount, labels }),
      );
    }),
  );
});

it('takes the totals of some rows from those of all', () => {
  fc.assert(
    fc.property(smallProblem, fc.integer({ min: 1, max: 3 }), ({ terms, labels, classCount }, every) => {
      const membership = { classCount, labels };
      const some = Uint8Array.from(labels, (_, row) => (row % every === 0 ? 1 : 0));
      const others = some.map((counted) => 1 - counted);
      expect(subtractTotals(countByClass(terms, membership), countByClass(terms, membership, some))).toEqual(
        countByClass(terms, membership, others),
      );
    }),
  );
});
