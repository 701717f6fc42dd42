/** A typed array that grows as numbers are added, for counts that only the end of a file tells. */

type Numbers = Uint32Array | Float64Array;

export class Growing<A extends Numbers> {
  #values: A;
  readonly #make: (length: number) => A;
  #length = 0;

  /** @param make makes an array of zeros of a given length */
  constructor(make: (length: number) => A) {
    this.#make = make;
    this.#values = make(1024);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = this.#make(this.#length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }

  /** The numbers so far, in an array of exactly their length. */
  finish(): A {
    return this.#values.slice(0, this.#length) as A;
  }
}

export const growingUint32 = () => new Growing((length) => new Uint32Array(length));
export const growingFloat64 = () => new Growing((length) => new Float64Array(length));
