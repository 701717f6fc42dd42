/** Counts how often each fingerprint has come by: rows that say the same share theirs. */
export class Occurrences {
  readonly #seen = new Map<string, number>();

  /** Which one of its fingerprint this is, from 1. */
  next(fingerprint: string): number {
    const nth = (this.#seen.get(fingerprint) ?? 0) + 1;
    this.#seen.set(fingerprint, nth);
    return nth;
  }
}
