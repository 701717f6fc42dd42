import { expect } from 'vitest';

/** Checks that two lists of numbers are of one length and nowhere further apart than `tolerance`. */
export function expectClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  about = '',
): void {
  expect(actual.length, about).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const near = actual[i] === expected[i] || Math.abs(actual[i]! - expected[i]!) <= tolerance;
    if (!near) expect.fail(`${about} element ${i}: ${actual[i]}, not ${expected[i]}`);
  }
}

/** Checks that every row of a matrix holds probabilities: 0 or more, and their sum is 1. */
export function expectProbabilities(values: Float64Array, columns: number): void {
  const sums = Array.from({ length: values.length / columns }, (_, row) =>
    values.subarray(row * columns, (row + 1) * columns).reduce((sum, value) => sum + value, 0),
  );
  expect(values.every((value) => value >= 0)).toBe(true);
  expectClose(sums, Array(sums.length).fill(1), 1e-12, 'sum of');
}

/** The columns of a matrix in another order: column k of the answer is column `order[k]`. */
export function permuteColumns(values: Float64Array, order: readonly number[]): Float64Array {
  const K = order.length;
  return values.map((_, at) => values[at - (at % K) + order[at % K]!]!);
}

/** Random numbers in [0, 1), the same on every run. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
