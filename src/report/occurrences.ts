/** Counts occurrences of each fingerprint: rows with the same label and text share theirs. */
export class Occurrences {
  readonly #seen = new Map<string, number>();

  /** The number of this occurrence of the fingerprint, from 1. */
  next(fingerprint: string): number {
    const nth = (this.#seen.get(fingerprint) ?? 0) + 1;
    this.#seen.set(fingerprint, nth);
    return nth;
  }
}
