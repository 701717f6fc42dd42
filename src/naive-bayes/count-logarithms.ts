import type { SharedWords } from './shared-words.js';

/** Sums logarithms of the counts that are left of a row's words in one class without the row. */
export interface CountLogarithms {
  /**
   * Σ_w x[w] · ln (max (N[w] − share · x[w], 0) + α), of one class
   *
   * @param words of the row
   * @param table has each word's N among its numbers
   * @param column which of them it is
   * @param share of the row that is in the class, 0 to 1
   */
  ofCountsWithout(words: SharedWords, table: Float64Array, column: number, share: number): number;
}

/** One logarithm for each word. */
export class SingleLogarithms implements CountLogarithms {
  readonly #alpha: number;

  constructor(alpha: number) {
    this.#alpha = alpha;
  }

  ofCountsWithout(
    { starts, counts, length }: SharedWords,
    table: Float64Array,
    column: number,
    share: number,
  ): number {
    const alpha = this.#alpha;
    let sum = 0;
    for (let i = 0; i < length; i++) {
      const x = counts[i]!;
      sum += x * Math.log(Math.max(table[starts[i]! + column]! - share * x, 0) + alpha);
    }
    return sum;
  }
}

/** Whole counts below this one are looked up; 512 kB of logarithms stay near the processor. */
const LISTED = 2 ** 16;

/** Logarithms of whole counts from a table: the same as `SingleLogarithms`, to the last bit. */
export class ListedLogarithms implements CountLogarithms {
  readonly #alpha: number;
  /** ln (c + α); NaN where it was not asked for yet. */
  readonly #logarithms = new Float64Array(LISTED).fill(Number.NaN);

  constructor(alpha: number) {
    this.#alpha = alpha;
  }

  ofCountsWithout(
    { starts, counts, length }: SharedWords,
    table: Float64Array,
    column: number,
    share: number,
  ): number {
    const logarithms = this.#logarithms;
    let sum = 0;
    for (let i = 0; i < length; i++) {
      const x = counts[i]!;
      const left = Math.max(table[starts[i]! + column]! - share * x, 0);
      const listed = left < LISTED ? logarithms[left]! : Number.NaN;
      sum += x * (Number.isNaN(listed) ? this.#logarithmOf(left) : listed);
    }
    return sum;
  }

  #logarithmOf(count: number): number {
    const logarithm = Math.log(count + this.#alpha);
    if (count < LISTED) this.#logarithms[count] = logarithm;
    return logarithm;
  }
}

/** Products are kept between the two, so that one more word's factors neither overflow nor vanish. */
const [SMALLEST, LARGEST] = [1e-200, 1e200];
/** Words that occur more often in a row get their own logarithm. */
const MOST_FACTORS = 4;
/** Least α with which `MOST_FACTORS` factors more cannot vanish. */
export const LEAST_FACTOR = 1e-20;

/** The logarithm of the product of all words' counts: one for many words, the same but for rounding. */
export class LogarithmsOfProducts implements CountLogarithms {
  readonly #alpha: number;

  /** @param alpha at least `LEAST_FACTOR` */
  constructor(alpha: number) {
    this.#alpha = alpha;
  }

  ofCountsWithout(
    { starts, counts, length }: SharedWords,
    table: Float64Array,
    column: number,
    share: number,
  ): number {
    const alpha = this.#alpha;
    let sum = 0;
    let product = 1;
    for (let i = 0; i < length; i++) {
      const x = counts[i]!;
      const left = table[starts[i]! + column]! - share * x;
      const factor = left > 0 ? left + alpha : alpha;
      if (x === 1) product *= factor;
      else if (x > MOST_FACTORS) sum += x * Math.log(factor);
      else for (let times = 0; times < x; times++) product *= factor;
      if (product > LARGEST || product < SMALLEST) {
        sum += Math.log(product);
        product = 1;
      }
    }
    return sum + Math.log(product);
  }
}
