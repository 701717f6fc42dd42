import type { Probabilities, TermMatrix } from '../types.js';
import type { NaiveBayesModel } from './model.js';
import { scoreRows } from './score-rows.js';

/** Class probabilities of rows, each from a model that was not trained on that row. */
export interface OutOfSample {
  readonly probabilities: Probabilities;
  /** 1 for the rows that a model could judge: it was trained on another row of their class; length n. */
  readonly judged: Uint8Array;
}

/**
 * Converts each row of logits to probabilities, in place: exp(z[k]) / Σ_j exp(z[j]), with the row's largest logit
 * subtracted first to prevent overflow.
 *
 * @param logits n × K; −∞ gives probability 0; at least one of a row must be finite
 * @param classCount K
 */
export function softmaxRows(logits: Float64Array, classCount: number): void {
  for (let start = 0; start < logits.length; start += classCount) softmaxRow(logits, start, classCount);
}

/** `softmaxRows` of the one row whose K logits begin at `start`. */
export function softmaxRow(logits: Float64Array, start: number, classCount: number): void {
  const end = start + classCount;
  let largest = Number.NEGATIVE_INFINITY;
  for (let at = start; at < end; at++) if (logits[at]! > largest) largest = logits[at]!;
  let sum = 0;
  for (let at = start; at < end; at++) {
    logits[at] = Math.exp(logits[at]! - largest);
    sum += logits[at]!;
  }
  for (let at = start; at < end; at++) logits[at]! /= sum;
}

/**
 * Class probabilities of rows from a model that was trained on other rows. All rows are judged.
 *
 * @param model K classes, V words
 * @param terms the rows to judge, m × V', with the model's words numbered first
 * @returns m × K
 *
 * @example
 * predict(trainModel(countByClass(trainTerms, membership), 1), terms).probabilities
 */
export function predict(model: NaiveBayesModel, terms: TermMatrix): OutOfSample {
  const { classCount, logPriors } = model;
  const values = new Float64Array(terms.rowCount * classCount);
  scoreRows(terms, () => model, values);
  for (let at = 0; at < values.length; at++) values[at]! += logPriors[at % classCount]!;
  softmaxRows(values, classCount);
  return { probabilities: { classCount, values }, judged: new Uint8Array(terms.rowCount).fill(1) };
}
