/** The different labels of all files that are read together, numbered as they appear. */

/** One of the different labels, and where it stands first. */
export interface KnownLabel {
  /** Trimmed: white space around a label makes no class of its own. */
  readonly name: string;
  readonly file: string;
  /** Physical line, from 1; 0 where the format has none. */
  readonly line: number;
  /** Rows that have it. */
  rows: number;
}

/** Numbers the different labels in order of first appearance. */
export class LabelNumbers {
  // A Map and not an object: labels may be named __proto__ or constructor.
  readonly #numbers = new Map<string, number>();
  readonly known: KnownLabel[] = [];

  /** The number of a trimmed label; one that is new gets the next number. */
  add(name: string, file: string, line: number): number {
    const number = this.#numbers.get(name);
    if (number !== undefined) {
      this.known[number]!.rows++;
      return number;
    }
    this.#numbers.set(name, this.known.length);
    this.known.push({ name, file, line, rows: 1 });
    return this.known.length - 1;
  }

  /** The number of a trimmed label that may not be known. */
  get(name: string): number | undefined {
    return this.#numbers.get(name);
  }
}
