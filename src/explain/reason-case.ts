/** Input of the reasons of all methods. */
import type { LabelledRows } from '../confident-learning/count/labelled-rows.js';
import { withCommas } from '../errors/wording.js';

/** Why a row is, or is not, a candidate. */
export interface Reason {
  readonly isCandidate: boolean;
  /** One sentence. Class names are not escaped: the caller must escape it. */
  readonly sentence: string;
}

/** The judged rows, and the row to explain. */
export interface ReasonCase {
  readonly labelled: LabelledRows;
  /** Its place among the judged rows. */
  readonly at: number;
  readonly given: number;
  /** Names of the classes, in quotes. */
  readonly names: readonly string[];
}

/** Not a candidate, where the given label is the most likely class: all methods but the low_* exclude such rows. */
export function agreement({ labelled, at, given, names }: ReasonCase): Reason | undefined {
  const { classCount: K, values } = labelled.probabilities;
  const own = values[at * K + given]! + 1e-6;
  for (let k = 0; k < K; k++) {
    if (k === given) continue;
    if (k < given ? values[at * K + k]! >= own : values[at * K + k]! > own) return undefined;
  }
  const sentence = `It is no candidate: its given label ${names[given]} is also its most likely class (${showProbability(values[at * K + given]!)}).`;
  return { isCandidate: false, sentence };
}

/** A probability with three digits; a positive one is never shown as 0. */
export function showProbability(p: number): string {
  return p > 0 && p < 0.0005 ? '<0.001' : p.toFixed(3);
}

/** "lowest", "2nd lowest", "13th lowest", "1,021st lowest". */
export function nth(n: number, superlative: string): string {
  if (n === 1) return superlative;
  const tens = n % 100;
  const ending = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${withCommas(n)}${ending} ${superlative}`;
}

/** Rank of a score from 1, lowest first; ties go to the lower place. */
export function placeOf(scores: ArrayLike<number>, at: number): number {
  let place = 1;
  for (let i = 0; i < scores.length; i++) {
    if (scores[i]! < scores[at]! || (scores[i] === scores[at] && i < at)) place++;
  }
  return place;
}
