/** The methods on another model's probabilities. */
import { LabelledRows } from '../confident-learning/count/labelled-rows.js';
import { countsPerClass } from '../confident-learning/filter/options.js';
import { healthOf } from '../confident-learning/health/health.js';
import { type JudgedRows, judgePackedRows, packJudgedRows } from '../confident-learning/judge-rows.js';
import { flaggedRows } from '../confident-learning/rank/rank.js';
import { type Given, type GivenSource, readGiven } from '../given-probabilities/read-given.js';
import { judgeGivenProbabilities } from '../noise-aware/judge-given.js';
import { countKnown, type KnownCounts } from '../noise-aware/noise-matrix.js';
import type { DecidedRows, Probabilities } from '../types.js';
import { everythingDecided } from './errors.js';
import { expectErrorsByProbabilities } from './expected-errors.js';
import type { Findings, OnProgress } from './findings.js';
import type { ConfidentLearningOptions, MethodResult } from './methods.js';
import { openRows, spreadJudgement } from './open-rows.js';

/** A method and its options, without those for training a model. */
export type GivenMethodOptions =
  | { readonly method: 'noise-aware' }
  | Omit<ConfidentLearningOptions, 'alpha' | 'cv'>;

/**
 * Judges labels by out-of-sample probabilities, which are not checked again: `TableCheck` did that.
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
): Omit<MethodResult, 'wordScore'> & { readonly judgedRows: JudgedRows } {
  const judged = new Uint8Array(labels.length).fill(1);
  const judgedRows = { rows: null, labelled: new LabelledRows(labels, probabilities) };
  if (options.method === 'noise-aware') {
    return { judgedRows, ...judgeGivenProbabilities(labels, probabilities, known) };
  }
  const findOptions = countsPerClass(options, probabilities.classCount);
  const judgement = judgePackedRows(judgedRows, probabilities, judged, findOptions);
  return { judgement, judgedRows, noiseMatrix: null };
}

/**
 * Judges the labels of open rows by out-of-sample probabilities. Decided rows count for the noise matrix only, since no
 * model is trained.
 *
 * @param labels given class of each row; length n
 * @param probabilities n × K
 * @param decided the decisions about the rows
 * @returns the result for all n rows; decided ones are not judged
 * @throws UserError as `judgeProbabilities`, or if no row is open
 */
export function judgeOpenProbabilities(
  labels: Uint32Array,
  probabilities: Probabilities,
  options: GivenMethodOptions,
  decided: DecidedRows,
): Omit<MethodResult, 'wordScore'> & { readonly judgedRows: JudgedRows } {
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

/** The whole job on another model's probabilities: given-probabilities -> the methods. */

/**
 * Finds label errors by other models' probabilities. There is no evidence, since the words behind them are unknown.
 *
 * @throws UserError if a file or an option is wrong
 */
export async function findLabelErrorsByProbabilities(
  source: GivenSource,
  options: GivenMethodOptions,
  onProgress: OnProgress = () => {},
): Promise<Findings> {
  onProgress('reading', 0);
  const given = await readGiven(source);
  onProgress('judging');
  return judgeGiven(given, options);
}

/**
 * Finds label errors in probabilities that were read already.
 *
 * @param decided decided rows, which are not judged
 * @throws UserError if an option is wrong, or if every row is decided
 */
export function judgeGiven(
  { dataset, probabilities, disagreement }: Given,
  options: GivenMethodOptions,
  decided?: DecidedRows,
): Findings {
  const { judgement, judgedRows, noiseMatrix } =
    decided === undefined
      ? judgeProbabilities(dataset.labels, probabilities, options)
      : judgeOpenProbabilities(dataset.labels, probabilities, options, decided);
  return {
    dataset,
    training: null,
    judgement,
    health: healthOf(dataset.labels, judgement, noiseMatrix, judgedRows),
    disagreement,
    decided,
    notes: [],
    evidenceOf: () => [],
    evidenceBetween: () => [],
    wordWeightsOf: () => [],
    borderWordsOf: () => [],
    wordKeys: () => null,
    outliers: () => new Uint8Array(dataset.labels.length),
    expectErrors: () => expectErrorsByProbabilities(dataset.labels, probabilities),
  };
}
