/** The results of methods. */

/** Predicted class probabilities of n rows. */
export interface Probabilities {
  /** K */
  readonly classCount: number;
  /** P(class k | row i) at `i * K + k`; length n · K, each row sums to 1. */
  readonly values: Float64Array;
}

/** The confident joint and its thresholds. */
export interface ConfidentJoint {
  /** Mean self confidence of each class; length K. */
  readonly thresholds: Float64Array;
  /** Rows with given label g that are confidently of class t at `g * K + t`; length K · K. */
  readonly counts: Float64Array;
}

/** Class indexes of rows; one byte each where there are few classes, which is usual. */
export type RowClassNumbers = Uint8Array | Uint32Array;

/** A method's judgement of every row of a data set. */
export interface Judgement {
  /** Out-of-sample class probabilities, n × K. */
  readonly probabilities: Probabilities;
  /** 1 where a model could judge the row; the others are never flagged; length n. */
  readonly judged: Uint8Array;
  /** Label quality, 0 (certainly wrong) to 1 (certainly right); NaN where not judged; length n. */
  readonly quality: Float64Array;
  /** Rows are ranked by this, ascending, ties to the lower row; NaN where not judged; length n. */
  readonly rankKey: Float64Array;
  /** Suggested class; length n. */
  readonly suggested: RowClassNumbers;
  /** 1 for the rows whose label is probably wrong; length n. */
  readonly isIssue: Uint8Array;
  /**
   * 1 for rows of classes with too few examples to tell an error from them, which are never flagged; length n. Only by
   * methods that say it.
   */
  readonly isOfRareClass?: Uint8Array | undefined;
}

/** A word that supports one class against another. */
export interface Evidence {
  readonly token: string;
  /** Nats by which the word's occurrences in the row favour the class; greater than 0. */
  readonly weight: number;
}

/** Two classes that are confused with each other. */
export interface ClassOverlap {
  readonly classA: number;
  /** Always above `classA`. */
  readonly classB: number;
  /** Estimated rows that are labelled with one of the two and truly of the other. */
  readonly overlappingRows: number;
  /** As a share of all rows. */
  readonly jointProbability: number;
}

/** The health of the labels of a data set, as confident learning estimates it from the judged rows. */
export interface LabelHealth {
  /** Rows that a model could judge. */
  readonly judgedRows: number;
  /** Share of the judged rows whose given label is the model's prediction. */
  readonly accuracy: number;
  /** 1 − (rows confidently of another class than given) / judged rows. */
  readonly overallHealth: number;
  /** Calibrated confident joint: judged rows by given and true class at `given * K + true`. */
  readonly confidentJoint: Float64Array;
  /** Pairs of classes that are confused with each other, most first. */
  readonly overlaps: readonly ClassOverlap[];
  /** P(given j | true k) at `k * K + j`, where the method estimates it; else null. */
  readonly noiseMatrix: Float64Array | null;
}

/** How much several models disagree on each row. */
export interface Disagreement {
  /** Jensen-Shannon divergence of the models' probabilities over its largest value, 0 to 1; length n. */
  readonly values: Float64Array;
  /** 1 for the 1 % of rows on which they disagree most; length n. */
  readonly isMarked: Uint8Array;
}
