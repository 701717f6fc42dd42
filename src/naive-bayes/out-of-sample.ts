import type { Probabilities } from '../types.js';

/** Class probabilities of rows, each from a model that never saw that row. */
export interface OutOfSample {
  readonly probabilities: Probabilities;
  /** 1 for the rows that a model could judge: another row of their class was left to learn from; length n. */
  readonly judged: Uint8Array;
}
