import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LowestRows } from '../../src/confident-learning/lowest-rows.js';

const few = fc.constantFrom(-1, -0.25, 0, 0.25, 1);
const scores = fc.array(fc.oneof(few, fc.double({ noNaN: true })), { minLength: 1, maxLength: 300 });

test('it keeps what sorting would put first, of equal scores the earlier rows', () => {
  fc.assert(
    fc.property(scores, fc.integer({ min: 1, max: 310 }), (numbers, most) => {
      const lowest = new LowestRows(most);
      for (const [row, score] of numbers.entries()) lowest.offer(row, score);
      const sorted = [...numbers.keys()].sort((a, b) =>
        numbers[a] === numbers[b] ? a - b : numbers[a]! < numbers[b]! ? -1 : 1,
      );
      expect(new Set(lowest.rows)).toEqual(new Set(sorted.slice(0, most)));
    }),
  );
});

test('it tells the score that the next row must be below', () => {
  const lowest = new LowestRows(2);
  expect([0.3, 0.1, 0.3, 0.2, 0.2].map((score, row) => lowest.offer(row, score))).toEqual([
    Number.POSITIVE_INFINITY,
    0.3,
    0.3,
    0.2,
    0.2,
  ]);
  expect([...lowest.rows].sort()).toEqual([1, 3]);
});
