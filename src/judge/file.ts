/**
 * The whole job on a file: calls the stages in order, from texts and labels to label errors.
 *
 *     dataset -> vectorize -> naive-bayes -> confident-learning | noise-aware -> explain
 */

import { requireTrainedClasses } from '../dataset/classes/classes.js';
import { type DataOptions, readDatasets } from '../dataset/read-dataset.js';
import { borderWords } from '../explain/border-words.js';
import { evidenceOf, wordWeights } from '../explain/evidence.js';
import { findOutliers } from '../kinds/outliers.js';
import { keysOfTerms } from '../kinds/row-keys.js';
import type { DecidedRows } from '../types.js';
import { termsOfRow, watchBlocks } from '../vectorize/row-terms.js';
import { spilling } from '../vectorize/spill.js';
import { Vectorizer } from '../vectorize/vectorizer.js';
import type { VectorizerOptions } from '../vectorize/words.js';
import { expectErrorsInTexts } from './expected-errors.js';
import type { Findings, OnProgress } from './findings.js';
import { healthOf, judgeLabels, type MethodOptions, type Problem, wordsFor } from './methods.js';
import { judgeOpenRows } from './open-rows.js';

/** The input: the data set to judge, and the one to train on if that is another. */
export interface Source {
  /** Files, or folders of files, that form one data set. */
  readonly files: readonly string[];
  readonly train?: string | undefined;
  readonly data: DataOptions;
  /** How texts are split into words. */
  readonly vectorizer?: VectorizerOptions | undefined;
  /** The method that will judge; it says what else is counted. Default: any but `stacked`. */
  readonly method?: MethodOptions['method'] | undefined;
  /**
   * Bytes of memory for the job. Word counts get half of them, and are spilled to a temporary file where they need more;
   * default no limit.
   */
  readonly memory?: number | undefined;
}

/** A source that was read: the input of a method. */
export interface ReadSource extends Pick<Findings, 'dataset' | 'training' | 'notes'> {
  readonly problem: Problem;
  /** Name of each word. */
  readonly words: readonly string[];
}

/**
 * Finds the label errors of a file.
 *
 * @param source the input, and its options
 * @param options the method and its options
 * @param onProgress called as the work proceeds
 * @throws UserError if the file or an option is wrong
 */
export async function findLabelErrorsInFile(
  source: Source,
  options: MethodOptions,
  onProgress: OnProgress = () => {},
): Promise<Findings> {
  const read = await readSource({ ...source, method: options.method }, onProgress);
  return judgeSource(read, options, undefined, onProgress);
}

/**
 * Finds the label errors of a source that was read. Can be called again with other options or more decisions.
 *
 * @param decided decided rows; the model trains on them and does not judge them
 * @param onProgress called as the work proceeds
 * @throws UserError if an option is wrong, or if every row is decided
 *
 * @example
 * const read = await readSource({ files: ['reviews.csv'], data: {} });
 * judgeSource(read, { method: 'noise-aware' }).judgement.isIssue
 */
export function judgeSource(
  { dataset, training, problem, words, notes }: ReadSource,
  options: MethodOptions,
  decided?: DecidedRows,
  onProgress: OnProgress = () => {},
): Findings {
  onProgress('learning');
  const watched = watchedProblem(problem, onProgress);

  const { judgement, judgedRows, wordScore, totals, noiseMatrix, contributions } =
    decided === undefined ? judgeLabels(watched, options) : judgeOpenRows(watched, options, decided);
  onProgress('judging');
  const evidenceBetween = (row: number, towards: number, against: number) =>
    evidenceOf(
      { number: row, given: against, suggested: towards },
      termsOfRow(problem.terms, row),
      wordScore,
      words,
    );
  const model = { score: wordScore, classCount: problem.classCount };
  const trainingRows = { classCount: problem.classCount, ...(problem.training ?? problem) };
  return {
    dataset,
    training,
    judgement,
    // With decisions, the judged rows are a subset of the rows, with other numbers.
    health: healthOf(dataset.labels, judgement, noiseMatrix, decided === undefined ? judgedRows : undefined),
    notes,
    decided,
    evidenceOf: (row) => evidenceBetween(row, judgement.suggested[row]!, dataset.labels[row]!),
    evidenceBetween,
    wordWeightsOf: (row) => wordWeights(row, termsOfRow(problem.terms, row), model, words),
    contributionsOf: contributions,
    borderWordsOf: (pairs) => borderWords(trainingRows, words, pairs),
    wordKeys: () => ({
      rows: keysOfTerms(problem.terms),
      training: problem.training === null ? null : keysOfTerms(problem.training.terms),
    }),
    outliers: (isAsked) => findOutliers(problem, problem.training, isAsked, totals),
    expectErrors: () => expectErrorsInTexts(problem, { judgement, noiseMatrix }, options, decided),
  };
}

/** Reports progress of iterating over the training rows. */
function watchedProblem(problem: Problem, onProgress: OnProgress): Problem {
  const trainingRows = problem.training ?? problem;
  const { rowCount } = trainingRows.terms;
  const terms = watchBlocks(trainingRows.terms, (rows) => onProgress('learning', rows, rows / rowCount));
  return problem.training === null
    ? { ...problem, terms }
    : { ...problem, training: { ...problem.training, terms } };
}

/**
 * Reads a source and converts its texts to term matrices meanwhile, without storing texts.
 *
 * @throws UserError if a file is wrong
 */
export async function readSource(
  { files, train, data, vectorizer: options = {}, method, memory = Number.POSITIVE_INFINITY }: Source,
  onProgress: OnProgress = () => {},
): Promise<ReadSource> {
  const budget = { left: memory / 2, exceeded: false };
  const vectorizer = new Vectorizer(
    method === undefined ? options : wordsFor(method, options),
    spilling(budget),
  );
  let rows = 0;
  const read = (paths: readonly string[], mustFit: boolean) => {
    const addRow = vectorizer.startMatrix();
    const onText = (text: string) => {
      addRow(text);
      rows++;
    };
    // With several files, the remaining share is unknown.
    const isAll = train === undefined && files.length === 1;
    const onBatch = (share: number) => onProgress('reading', rows, isAll ? share : undefined);
    return { paths, mustFit, onText, onBatch };
  };
  onProgress('reading', 0);
  // The training rows come first, so that their words are numbered first.
  const sources = [...(train === undefined ? [] : [read([train], false)]), read(files, true)];
  const datasets = await readDatasets(sources, data);
  const dataset = datasets.at(-1)!;
  const training = train === undefined ? null : datasets[0]!;
  if (training !== null) requireTrainedClasses(training, dataset);
  const { matrices, pairs, words, notes } = vectorizer.finish();
  const problem: Problem = {
    terms: matrices.at(-1)!,
    pairs: pairs.at(-1),
    words,
    labels: dataset.labels,
    classCount: dataset.classes.length,
    training: training === null ? null : { terms: matrices[0]!, labels: training.labels, pairs: pairs[0] },
  };
  const spilled =
    'words are counted in a temporary file: they take more than half of the memory allowed (--memory)';
  return { dataset, training, problem, words, notes: budget.exceeded ? [...notes, spilled] : notes };
}
