/** Checked labels and probabilities, and values derived from both. */
import type { Probabilities } from '../../types.js';
import { givenProbabilities } from '../probabilities.js';
import { checkArguments } from '../validate.js';
import { calibrateJoint, countConfident } from './calibrate-joint.js';
import { countLabels } from './rows-by-class.js';
import { confidentClasses, type RowClasses, thresholdsOf } from './thresholds.js';

/**
 * The rows that confident learning judges. Filters, scores and health share the values derived from them: each is
 * computed on first use, and once.
 */
export class LabelledRows {
  /** Given class of each row, 0 … K−1; length n. */
  readonly labels: Uint32Array;
  /** n × K */
  readonly probabilities: Probabilities;
  #selfConfidence: Float64Array | undefined;
  #thresholds: Float64Array | undefined;
  #classes: RowClasses | undefined;
  #confidentCounts: Float64Array | undefined;
  #calibratedJoint: Float64Array | undefined;

  /** Does not check its arguments: see `checkArguments`. */
  constructor(labels: Uint32Array, probabilities: Probabilities) {
    this.labels = labels;
    this.probabilities = probabilities;
  }

  /** Probability of each row's given label; length n. */
  get selfConfidence(): Float64Array {
    this.#selfConfidence ??= givenProbabilities(this.labels, this.probabilities);
    return this.#selfConfidence;
  }

  /** Confident threshold of each class; length K. */
  get thresholds(): Float64Array {
    this.#thresholds ??= thresholdsOf(this.labels, this.selfConfidence, this.probabilities.classCount);
    return this.#thresholds;
  }

  /** The confident and the most likely class of each row; length n each. */
  get classes(): RowClasses {
    this.#classes ??= confidentClasses(this.probabilities, this.thresholds);
    return this.#classes;
  }

  /** The counts of `confidentJoint`, K × K, [given][true]. */
  get confidentCounts(): Float64Array {
    const { classCount } = this.probabilities;
    this.#confidentCounts ??= countConfident(this.labels, this.classes.confident, classCount);
    return this.#confidentCounts;
  }

  /** The result of `calibratedJoint`, K × K, [given][true]. */
  get calibratedJoint(): Float64Array {
    this.#calibratedJoint ??= calibrateJoint(
      this.confidentCounts,
      countLabels(this.labels, this.probabilities.classCount),
    );
    return this.#calibratedJoint;
  }
}

/**
 * Checks the arguments of a caller.
 *
 * @throws UserError if labels and probabilities do not fit together
 */
export function checkedRows(labels: ArrayLike<number>, probabilities: Probabilities): LabelledRows {
  return new LabelledRows(checkArguments(labels, probabilities), probabilities);
}
