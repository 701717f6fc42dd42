import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LowestRows } from '../../../src/confident-learning/filter/lowest.js';

const few = fc.constantFrom(-1, -0.25, 0, 0.25, 1);
const scores = fc.array(fc.oneof(few, fc.double({ noNaN: true, noDefaultInfinity: true })), {
  minLength: 1,
  maxLength: 300,
});

const sorted = (numbers: number[]) =>
  [...numbers.keys()].sort((a, b) =>
    numbers[a] === numbers[b] ? a - b : numbers[a]! < numbers[b]! ? -1 : 1,
  );

test('it keeps what sorting would put first, of equal scores the earlier rows', () => {
  fc.assert(
    fc.property(scores, fc.integer({ min: 0, max: 310 }), (numbers, most) => {
      const lowest = new LowestRows([most]);
      for (const [row, score] of numbers.entries()) lowest.offer(0, row, score);
      expect(new Set(lowest.rows())).toEqual(new Set(sorted(numbers).slice(0, most)));
    }),
  );
});

test('lists do not get in each other’s way', () => {
  fc.assert(
    fc.property(scores, fc.array(fc.nat(20), { minLength: 3, maxLength: 3 }), (numbers, most) => {
      const lowest = new LowestRows(most);
      for (const [row, score] of numbers.entries()) lowest.offer(row % 3, row, score);
      const kept = most.flatMap((count, list) => {
        const rows = sorted(numbers).filter((row) => row % 3 === list);
        return rows.slice(0, count);
      });
      expect([...lowest.rows()].sort((a, b) => a - b)).toEqual(kept.sort((a, b) => a - b));
    }),
  );
});

test('it tells the score that the next row must be below', () => {
  const lowest = new LowestRows([2, 0]);
  const told = [0.3, 0.1, 0.3, 0.2, 0.2].map((score, row) => {
    lowest.offer(0, row, score);
    return lowest.below[0];
  });
  expect(told).toEqual([Number.POSITIVE_INFINITY, 0.3, 0.3, 0.2, 0.2]);
  expect(lowest.below[1]).toBe(Number.NEGATIVE_INFINITY);
  expect([...lowest.rows()].sort()).toEqual([1, 3]);
});

test('it can be told what no score may reach', () => {
  const lowest = new LowestRows([2], 0);
  for (const [row, score] of [0, -1, 1].entries()) lowest.offer(0, row, score);
  expect([...lowest.rows()]).toEqual([1]);
  expect(lowest.hasRoom(0)).toBe(true);
  lowest.offer(0, 3, -2);
  expect(lowest.hasRoom(0)).toBe(false);
});
