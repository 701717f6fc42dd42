/**
 * The nearest rows among those that are offered, at most so many: a binary heap whose root is the worst of them. Of
 * equally near rows the lower number is the nearer one, so that the order of the offers does not matter.
 */
export class Nearest {
  readonly rows: Uint32Array;
  readonly similarities: Float64Array;
  /** How many are held. */
  count = 0;

  constructor(most: number) {
    this.rows = new Uint32Array(most);
    this.similarities = new Float64Array(most);
  }

  /** What a row must be similar to be held; 0 as long as there is room. */
  get least(): number {
    return this.count < this.rows.length ? 0 : (this.similarities[0] ?? 0);
  }

  clear(): void {
    this.count = 0;
  }

  offer(row: number, similarity: number): void {
    const { rows, similarities } = this;
    if (this.count < rows.length) {
      this.#rise(this.count++, row, similarity);
      return;
    }
    if (rows.length === 0 || isWorse(similarity, row, similarities[0]!, rows[0]!)) return;
    this.#sink(row, similarity);
  }

  /** The held rows and their similarities, nearest first. */
  sorted(): { readonly row: number; readonly similarity: number }[] {
    const held = Array.from({ length: this.count }, (_, at) => ({
      row: this.rows[at]!,
      similarity: this.similarities[at]!,
    }));
    return held.sort((a, b) => b.similarity - a.similarity || a.row - b.row);
  }

  /** Puts a row in at the end and moves it up. */
  #rise(end: number, row: number, similarity: number): void {
    const { rows, similarities } = this;
    let at = end;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isWorse(similarity, row, similarities[parent]!, rows[parent]!)) break;
      rows[at] = rows[parent]!;
      similarities[at] = similarities[parent]!;
      at = parent;
    }
    rows[at] = row;
    similarities[at] = similarity;
  }

  /** Puts a row in place of the root and moves it down. */
  #sink(row: number, similarity: number): void {
    const { rows, similarities, count } = this;
    let at = 0;
    for (let child = 1; child < count; child = 2 * at + 1) {
      const next = child + 1;
      if (next < count && isWorse(similarities[next]!, rows[next]!, similarities[child]!, rows[child]!)) {
        child = next;
      }
      if (!isWorse(similarities[child]!, rows[child]!, similarity, row)) break;
      rows[at] = rows[child]!;
      similarities[at] = similarities[child]!;
      at = child;
    }
    rows[at] = row;
    similarities[at] = similarity;
  }
}

function isWorse(similarity: number, row: number, than: number, thanRow: number): boolean {
  return similarity < than || (similarity === than && row > thanRow);
}
