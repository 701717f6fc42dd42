/** Below this part of a count, a few terms of the series give all the digits that the logarithm has. */
const SMALL = 0.003;

/**
 * ln(max(count − own, 0) + α), of which ln(count + α) is known: where the own part is small, by the series of
 * ln(1 − t), which costs a fraction of a logarithm.
 *
 * @param logOfAll ln(count + α)
 * @param own what is taken off, 0 or above
 */
export function logWithout(count: number, logOfAll: number, own: number, alpha: number): number {
  const t = own / (count + alpha);
  if (t < SMALL) return logOfAll - t * (1 + t * (1 / 2 + t * (1 / 3 + t * (1 / 4 + t * (1 / 5)))));
  return Math.log(Math.max(count - own, 0) + alpha);
}
