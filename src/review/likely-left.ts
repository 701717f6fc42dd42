/** How many label errors are likely left to find. */

/**
 * The errors that are expected among the rows about which nothing is decided.
 *
 * @param probabilities how probably each row's label is wrong; length n
 * @param decided the rows about which it is decided what is right, each once
 * @returns a whole number, never below 0
 *
 * @example
 * likelyLeft(Float64Array.of(0.9, 0.5, 0.1, 0.8), [0]) // 1, of 1.4
 */
export function likelyLeft(probabilities: Float64Array, decided: readonly number[]): number {
  const all = probabilities.reduce((sum, p) => sum + p, 0);
  const found = decided.reduce((sum, row) => sum + probabilities[row]!, 0);
  return Math.max(0, Math.round(all - found));
}
