/** Labels and probabilities that fit together, and what follows from both. */
import type { Probabilities } from '../types.js';
import { confidentClasses, type RowClasses } from './confident-classes.js';
import { thresholdsOf } from './thresholds.js';
import { checkArguments } from './validate.js';

/**
 * The rows that confident learning judges. Thresholds and confident classes go into filters, joint and health
 * alike: each is found when first asked for, and once.
 */
export class LabelledRows {
  /** Given class of each row, 0 … K−1; length n. */
  readonly labels: Uint32Array;
  /** n × K */
  readonly probabilities: Probabilities;
  #thresholds: Float64Array | undefined;
  #classes: RowClasses | undefined;

  /** Takes arguments as right that `checkArguments` would pass. */
  constructor(labels: Uint32Array, probabilities: Probabilities) {
    this.labels = labels;
    this.probabilities = probabilities;
  }

  /** Confident threshold of each class; length K. */
  get thresholds(): Float64Array {
    this.#thresholds ??= thresholdsOf(this.labels, this.probabilities);
    return this.#thresholds;
  }

  /** The class that each row is confidently of, and its most likely one; length n each. */
  get classes(): RowClasses {
    this.#classes ??= confidentClasses(this.probabilities, this.thresholds);
    return this.#classes;
  }
}

/**
 * Checks what a caller hands in.
 *
 * @throws UserError if labels and probabilities do not fit together
 */
export function checkedRows(labels: ArrayLike<number>, probabilities: Probabilities): LabelledRows {
  return new LabelledRows(checkArguments(labels, probabilities), probabilities);
}
