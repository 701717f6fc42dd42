/** Something of which rows are a part: a file of a data set, a block of a matrix. */
interface Part {
  /** The row that stands first in it, counted over all of them. */
  readonly firstRow: number;
}

/**
 * The part that a row stands in.
 *
 * @param parts one after the other, the first one from row 0 on
 * @example
 * partOfRow([{ firstRow: 0 }, { firstRow: 10 }], 9) // { firstRow: 0 }
 */
export function partOfRow<T extends Part>(parts: readonly T[], row: number): T {
  return parts[indexOfPart(parts, row)]!;
}

/** Which of the parts a row stands in, from 0. */
export function indexOfPart(parts: readonly Part[], row: number): number {
  let [low, high] = [0, parts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (parts[middle]!.firstRow <= row) low = middle;
    else high = middle - 1;
  }
  return low;
}
