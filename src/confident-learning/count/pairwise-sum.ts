/** Summation of many numbers with a small rounding error. */

/** Up to so many numbers are summed without further halving. */
const BLOCK = 128;

/** Number of partial sums within a block. */
const LANES = 8;

/**
 * The sum of numbers by pairwise summation: halves are summed first, so that the rounding error grows only with the
 * logarithm of their number.
 *
 * Higham, "The accuracy of floating point summation", SIAM Journal on Scientific Computing, 1993. Halves and blocks
 * are those of NumPy, so that sums, and the thresholds computed from them, agree with it to the last digit.
 *
 * @example
 * pairwiseSum(Float64Array.of(0.1, 0.2, 0.3)); // 0.6000000000000001
 */
export function pairwiseSum(values: Float64Array): number {
  return sumBetween(values, 0, values.length);
}

/** The sum of the numbers from one place to before another. */
function sumBetween(values: Float64Array, from: number, to: number): number {
  const length = to - from;
  if (length > BLOCK) {
    const half = Math.floor(length / 2);
    const middle = from + half - (half % LANES);
    return sumBetween(values, from, middle) + sumBetween(values, middle, to);
  }
  const lanesEnd = from + length - (length % LANES);
  let sum = lanesEnd === from ? 0 : sumInLanes(values, from, lanesEnd);
  for (let i = lanesEnd; i < to; i++) sum += values[i]!;
  return sum;
}

/** Sums a multiple of eight numbers: every eighth one in one lane, then the lanes pairwise. */
function sumInLanes(values: Float64Array, from: number, to: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let e = 0;
  let f = 0;
  let g = 0;
  let h = 0;
  for (let i = from; i < to; i += LANES) {
    a += values[i]!;
    b += values[i + 1]!;
    c += values[i + 2]!;
    d += values[i + 3]!;
    e += values[i + 4]!;
    f += values[i + 5]!;
    g += values[i + 6]!;
    h += values[i + 7]!;
  }
  return a + b + (c + d) + (e + f + (g + h));
}
