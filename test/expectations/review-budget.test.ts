import { expect, it } from 'vitest';
import { budgetCurve, expectOfFirst, reviewBudget } from '../../src/expectations/review-budget.js';

const probabilities = Float64Array.of(0.1, 0.9, 0, 0.6, 0.4);
const ranked = Uint32Array.of(1, 3, 4, 0, 2);

it('tells how many rows hold a share of the expected errors', () => {
  // Two errors are expected: 0.9, 1.5, 1.9, 2.0 and 2.0 of them up to each rank.
  expect(reviewBudget(ranked, probabilities, [0.5, 0.8, 0.9, 1])).toEqual([
    { share: 0.5, rows: 2, errors: 1.5, precision: 0.75 },
    { share: 0.8, rows: 3, errors: expect.closeTo(1.9, 12), precision: expect.closeTo(1.9 / 3, 12) },
    { share: 0.9, rows: 3, errors: expect.closeTo(1.9, 12), precision: expect.closeTo(1.9 / 3, 12) },
    { share: 1, rows: 4, errors: expect.closeTo(2, 12), precision: expect.closeTo(0.5, 12) },
  ]);
});

it('has no steps where no error is expected', () => {
  expect(reviewBudget(ranked, new Float64Array(5))).toEqual([]);
  expect(budgetCurve(ranked, new Float64Array(5), 10)).toEqual([]);
  expect(reviewBudget(new Uint32Array(), new Float64Array())).toEqual([]);
});

it('tells what to expect of the first rows', () => {
  expect(expectOfFirst(ranked, probabilities, 1)).toEqual({
    share: 0.45,
    rows: 1,
    errors: 0.9,
    precision: 0.9,
  });
  expect(expectOfFirst(ranked, probabilities, 0)).toBeNull();
});

it('draws the curve through whole rows up to nearly all errors, and tells of the last row', () => {
  expect(budgetCurve(ranked, probabilities, 2).map(({ rows }) => rows)).toEqual([2, 4, 5]);
  expect(budgetCurve(ranked, probabilities, 100).map(({ rows }) => rows)).toEqual([1, 2, 3, 4, 5]);
  expect(budgetCurve(ranked, probabilities, 2).at(-1)!.share).toBeCloseTo(1, 12);
});
