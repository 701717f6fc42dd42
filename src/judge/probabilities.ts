/** The methods on probabilities that some other model gave. */

import { LabelledRows } from '../confident-learning/count/labelled-rows.js';
import { type JudgedRows, judgePackedRows, packJudgedRows } from '../confident-learning/judge-rows.js';
import { flaggedRows } from '../confident-learning/rank/rank.js';
import { judgeGivenProbabilities } from '../noise-aware/judge-given.js';
import { countKnown, type KnownCounts } from '../noise-aware/noise-matrix.js';
import type { DecidedRows, Probabilities } from '../types.js';
import { openRows, spreadJudgement } from './decided-rows.js';
import { everythingDecided } from './errors.js';
import type { ConfidentLearningOptions, Verdict } from './methods.js';

/** A method and its options; those about training a model have no meaning here. */
export type GivenMethodOptions =
  | { readonly method: 'noise-aware' }
  | Omit<ConfidentLearningOptions, 'alpha' | 'cv'>;

/**
 * Judges labels by out-of-sample probabilities, which are taken as right: `TableCheck` has seen to that.
 *
 * @param labels given class of each row; length n
 * @param probabilities n × K
 * @param known other rows, whose true class is known: they count for the noise matrix of noise-aware
 * @throws UserError if an option is wrong or would be ignored
 */
export function judgeProbabilities(
  labels: Uint32Array,
  probabilities: Probabilities,
  options: GivenMethodOptions,
  known?: KnownCounts,
): Omit<Verdict, 'wordScore'> & { readonly judgedRows: JudgedRows } {
  const judged = new Uint8Array(labels.length).fill(1);
  const judgedRows = { rows: null, labelled: new LabelledRows(labels, probabilities) };
  if (options.method === 'noise-aware') {
    return { judgedRows, ...judgeGivenProbabilities(labels, probabilities, known) };
  }
  const { removePerClass } = options;
  const judgement = judgePackedRows(judgedRows, probabilities, judged, {
    ...options,
    removePerClass:
      typeof removePerClass === 'number'
        ? Array(probabilities.classCount).fill(removePerClass)
        : removePerClass,
  });
  return { judgement, judgedRows, noiseMatrix: null };
}

/**
 * Judges the labels of open rows by out-of-sample probabilities. Decided rows count for the noise matrix only, since
 * there is no model that could learn from them.
 *
 * @param labels given class of each row; length n
 * @param probabilities n × K
 * @param decided what is decided about the rows
 * @returns the verdict on all n rows; decided ones are not judged
 * @throws UserError as `judgeProbabilities`, or if no row is open
 */
export function judgeUndecidedProbabilities(
  labels: Uint32Array,
  probabilities: Probabilities,
  options: GivenMethodOptions,
  decided: DecidedRows,
): Omit<Verdict, 'wordScore'> & { readonly judgedRows: JudgedRows } {
  const isOpen = openRows(decided);
  if (!isOpen.includes(1)) throw everythingDecided();
  const open = packJudgedRows(labels, probabilities, isOpen);
  const { labels: openLabels, probabilities: openProbabilities } = open.labelled;
  const isHeld = (_: number, row: number) => decided.isHeld[row] === 1;
  const { classCount } = probabilities;
  const known = countKnown(decided.labels.filter(isHeld), labels.filter(isHeld), classCount);
  const { judgement, noiseMatrix } = judgeProbabilities(openLabels, openProbabilities, options, known);
  const spread = spreadJudgement(judgement, flaggedRows(isOpen), decided);
  return { judgement: { ...spread, probabilities }, judgedRows: open, noiseMatrix };
}
