/**
 * Keeps the rows of lowest score out of any number that come along, of equal scores those that came first: a
 * heap with the highest kept score on top, so that most rows cost one comparison.
 *
 * @example
 * const lowest = new LowestRows(2);
 * [0.3, 0.1, 0.2].forEach((score, row) => lowest.offer(row, score));
 * lowest.rows; // 1 and 2, in any order
 */
export class LowestRows {
  readonly #most: number;
  readonly #rows: number[] = [];
  readonly #scores: number[] = [];

  /** @param most how many rows to keep, at least 1 */
  constructor(most: number) {
    this.#most = most;
  }

  /** The rows that are kept, in no order. */
  get rows(): readonly number[] {
    return this.#rows;
  }

  /**
   * Keeps a row if it is among the lowest so far.
   *
   * @param row above all rows that were offered before
   * @returns the score that the next row must be below
   */
  offer(row: number, score: number): number {
    const { length } = this.#rows;
    if (length < this.#most) this.#rise(length, row, score);
    else if (score < this.#scores[0]!) this.#sink(row, score);
    return this.#rows.length < this.#most ? Number.POSITIVE_INFINITY : this.#scores[0]!;
  }

  /** Puts a row on the last place of the heap, then above those that are lower. */
  #rise(last: number, row: number, score: number): void {
    let at = last;
    while (at > 0) {
      const above = (at - 1) >> 1;
      // An equal score that came first is lower.
      if (this.#scores[above]! > score) break;
      this.#move(above, at);
      at = above;
    }
    this.#rows[at] = row;
    this.#scores[at] = score;
  }

  /** Puts a row in place of the highest, then below those that are higher. */
  #sink(row: number, score: number): void {
    const { length } = this.#rows;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= length) break;
      if (below + 1 < length && this.#isHigher(below + 1, below)) below++;
      if (this.#scores[below]! <= score) break;
      this.#move(below, at);
      at = below;
    }
    this.#rows[at] = row;
    this.#scores[at] = score;
  }

  #isHigher(a: number, b: number): boolean {
    const [high, low] = [this.#scores[a]!, this.#scores[b]!];
    return high > low || (high === low && this.#rows[a]! > this.#rows[b]!);
  }

  #move(from: number, to: number): void {
    this.#rows[to] = this.#rows[from]!;
    this.#scores[to] = this.#scores[from]!;
  }
}
