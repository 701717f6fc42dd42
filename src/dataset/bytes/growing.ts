/** A typed array that grows as numbers are added, for counts that only the end of a file tells. */

type Numbers = Uint32Array | Float64Array;

/** Numbers are added to pieces of this length: to move them all when an array is full would take it twice. */
const PIECE = 65_536;

export class Growing<A extends Numbers> {
  readonly #make: (length: number) => A;
  #pieces: A[] = [];
  #latest: A;
  #filled = 0;

  /** @param make makes an array of zeros of a given length */
  constructor(make: (length: number) => A) {
    this.#make = make;
    this.#latest = make(PIECE);
  }

  get length(): number {
    return this.#pieces.length * PIECE + this.#filled;
  }

  push(value: number): void {
    if (this.#filled === PIECE) {
      this.#pieces.push(this.#latest);
      this.#latest = this.#make(PIECE);
      this.#filled = 0;
    }
    this.#latest[this.#filled++] = value;
  }

  /** The numbers so far, in an array of exactly their length; then it begins anew. */
  finish(): A {
    const all = this.#make(this.length);
    for (const [at, piece] of this.#pieces.entries()) all.set(piece, at * PIECE);
    all.set(this.#latest.subarray(0, this.#filled), this.#pieces.length * PIECE);
    this.#pieces = [];
    this.#filled = 0;
    return all;
  }
}

export const growingUint32 = () => new Growing((length) => new Uint32Array(length));
export const growingFloat64 = () => new Growing((length) => new Float64Array(length));
