import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundHalfEven, roundPreservingSum } from '../../../src/confident-learning/count/round-preserving.js';

describe('roundHalfEven', () => {
  it.each([
    [0.5, 0],
    [1.5, 2],
    [2.5, 2],
    [3.5, 4],
    [2.4999, 2],
    [2.5001, 3],
    [7, 7],
  ])('rounds %d to %d', (value, rounded) => {
    expect(roundHalfEven(value)).toBe(rounded);
  });
});

describe('roundPreservingSum', () => {
  it.each([
    { what: 'nothing to do', values: [1, 2.1, 2.9], rounded: [1, 2, 3] },
    { what: 'the largest remainder gets one more', values: [1.4, 1.3, 1.3], rounded: [2, 1, 1] },
    { what: 'of equal remainders the last', values: [0.5, 0.5, 0], rounded: [0, 1, 0] },
    { what: 'the one that gained most gets one less', values: [0.7, 0.6, 0.7], rounded: [1, 0, 1] },
    { what: 'of equal gains the first', values: [1.5, 1.5], rounded: [1, 2] },
    { what: 'two at once', values: [0.25, 0.4, 0.4, 0.4, 0.4, 0.15], rounded: [0, 0, 0, 1, 1, 0] },
    { what: 'a sum that is itself rounded to even', values: [2, 0.5], rounded: [2, 0] },
  ])('$what', ({ values, rounded }) => {
    expect([...roundPreservingSum(Float64Array.from(values))]).toEqual(rounded);
  });

  it('keeps the sum and moves no number by more than 1', () => {
    const numbers = fc.array(fc.double({ min: 0, max: 1000, noNaN: true }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(numbers, (list) => {
        const values = Float64Array.from(list);
        const rounded = roundPreservingSum(values);
        const sum = rounded.reduce((a, b) => a + b);
        expect(sum).toBe(roundHalfEven(values.reduce((a, b) => a + b, 0)));
        for (const [i, value] of list.entries()) {
          expect(Number.isInteger(rounded[i])).toBe(true);
          expect(Math.abs(rounded[i]! - value)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
