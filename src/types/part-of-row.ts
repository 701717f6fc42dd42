/** Something that consists of rows: a file of a data set, a block of a matrix. */
interface Part {
  /** The number of its first row, counted over all parts. */
  readonly firstRow: number;
}

/**
 * The part that contains a row.
 *
 * @param parts in order, the first one from row 0
 * @example
 * partOfRow([{ firstRow: 0 }, { firstRow: 10 }], 9) // { firstRow: 0 }
 */
export function partOfRow<T extends Part>(parts: readonly T[], row: number): T {
  return parts[indexOfPart(parts, row)]!;
}

/** The number, from 0, of the part that contains a row. */
export function indexOfPart(parts: readonly Part[], row: number): number {
  let [low, high] = [0, parts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (parts[middle]!.firstRow <= row) low = middle;
    else high = middle - 1;
  }
  return low;
}
