/** Flags the rows with the lowest scores. */

/**
 * Flags the rows with the lowest scores; ties go to the lower rows.
 *
 * @param mask modified: 1 for the flagged rows; the others are unchanged
 * @param rows row numbers, ascending
 * @param scores score of each of `rows`, without NaN
 * @param count number of rows to flag; all where there are fewer, none where it is below 1
 */
export function flagLowest(
  mask: Uint8Array,
  rows: ArrayLike<number>,
  scores: Float64Array,
  count: number,
): void {
  const wanted = Math.min(count, rows.length);
  if (wanted < 1) return;
  const cut = nthSmallest(scores, wanted - 1);
  let below = 0;
  for (const score of scores) if (score < cut) below++;
  let atCut = wanted - below;
  for (let i = 0; i < rows.length; i++) {
    if (scores[i]! < cut || (scores[i] === cut && atCut-- > 0)) mask[rows[i]!] = 1;
  }
}

/**
 * The value at place n of the sorted values, without sorting all: Hoare's quickselect with the median of three as
 * pivot, in linear time on average.
 *
 * @param values without NaN; not changed
 * @param n from 0 to `values.length` − 1
 *
 * @example
 * nthSmallest(Float64Array.of(0.9, 0.1, 0.5), 1) // 0.5
 */
export function nthSmallest(values: Float64Array, n: number): number {
  const rest = values.slice();
  let low = 0;
  let high = rest.length - 1;
  while (low < high) {
    const pivot = medianOfThree(rest[low]!, rest[(low + high) >> 1]!, rest[high]!);
    let left = low;
    let right = high;
    while (left <= right) {
      while (rest[left]! < pivot) left++;
      while (rest[right]! > pivot) right--;
      if (left > right) break;
      const swapped = rest[left]!;
      rest[left++] = rest[right]!;
      rest[right--] = swapped;
    }
    if (n <= right) high = right;
    else if (n >= left) low = left;
    else return pivot;
  }
  return rest[n]!;
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
