/** Adding up many numbers without losing digits. */

/** Up to so many numbers are added without halving them further. */
const BLOCK = 128;

/** So many partial sums run side by side within a block. */
const LANES = 8;

/**
 * The sum of some numbers, added pairwise: the halves first, so that the rounding error grows with the
 * logarithm of their number only.
 *
 * Higham, "The accuracy of floating point summation", SIAM Journal on Scientific Computing, 1993. The
 * halves and blocks are those of NumPy, so that sums, and the thresholds made from them, agree with it
 * to the last digit.
 *
 * @example
 * pairwiseSum(Float64Array.of(0.1, 0.2, 0.3)); // 0.6000000000000001
 */
export function pairwiseSum(values: Float64Array): number {
  const { length } = values;
  if (length > BLOCK) {
    const half = Math.floor(length / 2);
    const middle = half - (half % LANES);
    return pairwiseSum(values.subarray(0, middle)) + pairwiseSum(values.subarray(middle));
  }
  const inLanes = length - (length % LANES);
  let sum = inLanes === 0 ? 0 : sumInLanes(values.subarray(0, inLanes));
  for (let i = inLanes; i < length; i++) sum += values[i]!;
  return sum;
}

/** Sums a multiple of eight numbers: every eighth one into one lane, then the lanes two by two. */
function sumInLanes(values: Float64Array): number {
  const lanes = values.slice(0, LANES);
  for (let i = LANES; i < values.length; i++) lanes[i % LANES]! += values[i]!;
  for (let width = 1; width < LANES; width *= 2) {
    for (let lane = 0; lane < LANES; lane += 2 * width) lanes[lane]! += lanes[lane + width]!;
  }
  return lanes[0]!;
}
