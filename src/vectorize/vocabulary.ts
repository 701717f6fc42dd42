/**
 * Numbers words 0, 1, 2, … in order of first appearance. Several term matrices may share one.
 *
 * @example
 * const vocabulary = new Vocabulary();
 * vocabulary.numberOf('bank'); // 0
 * vocabulary.numberOf('rates'); // 1
 * vocabulary.numberOf('bank'); // 0
 */
export class Vocabulary {
  readonly #numbers = new Map<string, number>();

  /** How many words there are: V. */
  get size(): number {
    return this.#numbers.size;
  }

  /** The number of a word; a new word gets the next one. */
  numberOf(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(word, number);
    return number;
  }

  /** The words, each at its number. */
  words(): string[] {
    return [...this.#numbers.keys()];
  }
}
