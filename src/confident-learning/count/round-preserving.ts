/** Rounding that preserves the sum. */

/** Rounds to the nearest whole number, ties to even. */
export function roundHalfEven(value: number): number {
  const rounded = Math.round(value);
  return Math.abs(value - Math.trunc(value)) === 0.5 ? 2 * Math.round(value / 2) : rounded;
}

/**
 * Rounds numbers to whole numbers that have the same (rounded) sum.
 *
 * Each is rounded to the nearest first. What is then missing from the sum is added to those that lost most by rounding;
 * what is too much is subtracted from those that gained most. Of equals, the last is increased and the first is
 * decreased, as in cleanlab's `round_preserving_sum`.
 *
 * @param values finite numbers
 * @returns a new array of whole numbers
 *
 * @example
 * roundPreservingSum(Float64Array.of(1.4, 1.3, 1.3)); // [2, 1, 1]
 */
export function roundPreservingSum(values: Float64Array): Float64Array {
  const rounded = values.map(roundHalfEven);
  const target = roundHalfEven(values.reduce((a, b) => a + b, 0));
  // At most half of them, since no rounding error is above a half.
  const missing = target - rounded.reduce((a, b) => a + b, 0);
  if (missing === 0) return rounded;
  const lost = values.map((value, i) => value - rounded[i]!);
  const leastLostFirst = Array.from(lost.keys()).sort((a, b) => lost[a]! - lost[b]! || a - b);
  const changed = missing > 0 ? leastLostFirst.slice(-missing) : leastLostFirst.slice(0, -missing);
  for (const i of changed) rounded[i]! += Math.sign(missing);
  return rounded;
}
