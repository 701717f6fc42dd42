/**
 * Keeps, for each of many lists, the rows of lowest score out of any number that come along, of equal scores those
 * that came first: a heap a list with the highest kept score on top, so that most rows cost one comparison. All
 * heaps lie one after the other in flat arrays.
 *
 * @example
 * const lowest = new LowestRows([2, 1]);
 * [0.3, 0.1, 0.2].forEach((score, row) => lowest.offer(0, row, score));
 * lowest.rows(); // 1 and 2, in any order
 */
export class LowestRows {
  /** What a score must be below for its row to be kept, of each list. */
  readonly below: Float64Array;
  /** Where each heap begins; one entry more than there are lists. */
  readonly #starts: Float64Array;
  readonly #lengths: Uint32Array;
  readonly #rows: Uint32Array;
  readonly #scores: Float64Array;

  /**
   * @param most how many rows each list keeps: whole numbers from 0
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

  /** Whether fewer rows came along for a list than it keeps. */
  hasRoom(list: number): boolean {
    return this.#lengths[list]! < this.#starts[list + 1]! - this.#starts[list]!;
  }

  /** All rows that are kept, in no order; one that several lists keep comes several times. */
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
   * @param row above all rows that were offered to the list before
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

  /** Puts a row on the last place of a heap, then above those that are lower. */
  #rise(start: number, last: number, row: number, score: number): void {
    const rows = this.#rows;
    const scores = this.#scores;
    let at = last;
    while (at > 0) {
      const above = (at - 1) >> 1;
      // An equal score that came first is lower.
      if (scores[start + above]! > score) break;
      rows[start + at] = rows[start + above]!;
      scores[start + at] = scores[start + above]!;
      at = above;
    }
    rows[start + at] = row;
    scores[start + at] = score;
  }

  /** Puts a row in place of the highest, then below those that are higher. */
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
