import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nthSmallest } from '../../../src/confident-learning/filter/lowest.js';

test('it is what sorting would put at that place, and changes nothing', () => {
  const few = fc.constantFrom(0, 0.25, 0.5, 1);
  const values = fc.array(fc.oneof(few, fc.double({ noNaN: true })), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(values, fc.nat(), (numbers, place) => {
      const array = Float64Array.from(numbers);
      const before = array.slice();
      const n = place % numbers.length;
      // Compared by ===, since sorting puts −0 before 0 and selecting need not.
      expect(nthSmallest(array, n) === array.slice().sort()[n]).toBe(true);
      expect(array).toEqual(before);
    }),
  );
});

test('sorted, reversed and equal values are no trouble', () => {
  const n = 200_000;
  const rising = Float64Array.from({ length: n }, (_, i) => i);
  for (const values of [rising, rising.slice().reverse(), new Float64Array(n).fill(7)]) {
    expect(nthSmallest(values, 1234)).toBe(values === rising || values[0] === n - 1 ? 1234 : 7);
  }
});
