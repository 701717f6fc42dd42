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

/**
 * For each of many lists, selects the rows with the lowest scores from a stream of rows; of equal scores, the first
 * ones. Each list is a heap with the highest kept score on top, so that most rows cost one comparison. All heaps are
 * in the same flat arrays.
 *
 * @example
 * const lowest = new LowestRows([2, 1]);
 * [0.3, 0.1, 0.2].forEach((score, row) => lowest.offer(0, row, score));
 * lowest.rows(); // 1 and 2, in any order
 */
export class LowestRows {
  /** For each list, the score below which a row is kept. */
  readonly below: Float64Array;
  /** Start of each heap; one more entry than lists. */
  readonly #starts: Float64Array;
  readonly #lengths: Uint32Array;
  readonly #rows: Uint32Array;
  readonly #scores: Float64Array;

  /**
   * @param most capacity of each list: whole numbers from 0
   * @param below only rows of a lower score are kept
   */
  constructor(most: ArrayLike<number>, below = Number.POSITIVE_INFINITY) {
    this.#starts = new Float64Array(most.length + 1);
    this.#lengths = new Uint32Array(most.length);
    this.below = new Float64Array(most.length);
    for (let list = 0; list < most.length; list++) {
      this.#starts[list + 1] = this.#starts[list]! + most[list]!;
      this.below[list] = most[list] === 0 ? Number.NEGATIVE_INFINITY : below;
    }
    this.#rows = new Uint32Array(this.#starts[most.length]!);
    this.#scores = new Float64Array(this.#rows.length);
  }

  /** Whether a list is not full yet. */
  hasRoom(list: number): boolean {
    return this.#lengths[list]! < this.#starts[list + 1]! - this.#starts[list]!;
  }

  /** All kept rows, unordered; a row that is in several lists is repeated. */
  rows(): Uint32Array {
    const kept = new Uint32Array(this.#lengths.reduce((sum, length) => sum + length, 0));
    let filled = 0;
    for (let list = 0; list < this.#lengths.length; list++) {
      const start = this.#starts[list]!;
      for (let i = 0; i < this.#lengths[list]!; i++) kept[filled++] = this.#rows[start + i]!;
    }
    return kept;
  }

  /**
   * Keeps a row in a list if it is among the lowest so far. Scores are finite.
   *
   * @param row above all rows offered to the list before
   */
  offer(list: number, row: number, score: number): void {
    if (!(score < this.below[list]!)) return;
    const start = this.#starts[list]!;
    const most = this.#starts[list + 1]! - start;
    const length = this.#lengths[list]!;
    if (length < most) {
      this.#rise(start, length, row, score);
      this.#lengths[list] = length + 1;
    } else {
      this.#sink(start, length, row, score);
    }
    if (length + 1 >= most) this.below[list] = this.#scores[start]!;
  }

  /** Inserts a row at the end of a heap, and moves it up past lower scores. */
  #rise(start: number, last: number, row: number, score: number): void {
    const rows = this.#rows;
    const scores = this.#scores;
    let at = last;
    while (at > 0) {
      const above = (at - 1) >> 1;
      // Of equal scores, the earlier row is lower.
      if (scores[start + above]! > score) break;
      rows[start + at] = rows[start + above]!;
      scores[start + at] = scores[start + above]!;
      at = above;
    }
    rows[start + at] = row;
    scores[start + at] = score;
  }

  /** Replaces the highest row of a heap, and moves the new one down past higher scores. */
  #sink(start: number, length: number, row: number, score: number): void {
    const rows = this.#rows;
    const scores = this.#scores;
    let at = 0;
    for (let below = 1; below < length; below = 2 * at + 1) {
      if (below + 1 < length && this.#isHigher(start + below + 1, start + below)) below++;
      if (scores[start + below]! <= score) break;
      rows[start + at] = rows[start + below]!;
      scores[start + at] = scores[start + below]!;
      at = below;
    }
    rows[start + at] = row;
    scores[start + at] = score;
  }

  #isHigher(a: number, b: number): boolean {
    const [high, low] = [this.#scores[a]!, this.#scores[b]!];
    return high > low || (high === low && this.#rows[a]! > this.#rows[b]!);
  }
}
