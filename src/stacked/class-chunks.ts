/** Numbers in a table of columns × classes; more classes than fit are counted in turns, with the same result. */
const MOST_NUMBERS = 2 ** 23;

/**
 * Cuts K classes into consecutive stretches, so that a table of columns × classes of a stretch stays within 64 MB.
 *
 * @param columns of the table
 * @param classCount K
 *
 * @example
 * [...classChunks(1_000_000, 20)] // [[0, 8], [8, 16], [16, 20]]
 */
export function* classChunks(columns: number, classCount: number): Generator<readonly [number, number]> {
  const size = Math.max(1, Math.floor(MOST_NUMBERS / Math.max(columns, 1)));
  for (let start = 0; start < classCount; start += size) yield [start, Math.min(start + size, classCount)];
}
