/**
 * The spine: calls the stages in order, from a file of texts and labels to what is wrong with the labels.
 *
 *     dataset -> vectorize -> naive-bayes -> confident-learning | noise-aware -> explain
 */
import { calibratedJoint } from './confident-learning/confident-joint.js';
import type { FindOptions } from './confident-learning/find.js';
import { overallLabelHealth } from './confident-learning/health.js';
import { judgeRows, packJudgedRows } from './confident-learning/judge-rows.js';
import { predictedClasses } from './confident-learning/probabilities.js';
import { type DataOptions, readDatasets, requireTrainedClasses } from './dataset/read-dataset.js';
import { nothingJudged, tooFewClasses, tooFewRows, tooManyFolds, wrongAlpha } from './errors.js';
import { evidenceOf } from './explain/evidence.js';
import { countByClass } from './naive-bayes/class-totals.js';
import { crossValidate, splitIntoFolds } from './naive-bayes/cross-validate.js';
import { leaveOneOut } from './naive-bayes/leave-one-out.js';
import { trainModel } from './naive-bayes/model.js';
import type { OutOfSample } from './naive-bayes/out-of-sample.js';
import { predict } from './naive-bayes/predict.js';
import {
  crossValidatedWordScore,
  leaveOneOutWordScore,
  trainedWordScore,
  type WordScore,
} from './naive-bayes/word-scores.js';
import { fitNoiseAware, NOISE_AWARE_ALPHA } from './noise-aware/fit.js';
import { judgeNewRows, judgeNoiseAware } from './noise-aware/judge.js';
import type { Dataset, Evidence, Judgement, LabelHealth, TermMatrix } from './types.js';
import { termsOfRow } from './vectorize/row-terms.js';
import { TermMatrixBuilder } from './vectorize/term-matrix-builder.js';
import { termStatistics } from './vectorize/term-statistics.js';
import { Vocabulary } from './vectorize/vocabulary.js';

/** Naive Bayes that knows that its labels are noisy. */
export interface NoiseAwareOptions {
  readonly method: 'noise-aware';
  /** Additive smoothing, greater than 0; default 0.1. */
  readonly alpha?: number | undefined;
}

/** Plain naive Bayes, and one of cleanlab's methods over its out-of-sample probabilities. */
export interface ConfidentLearningOptions extends Omit<FindOptions, 'removePerClass'> {
  readonly method: NonNullable<FindOptions['method']>;
  /** Additive smoothing, greater than 0; default 1. */
  readonly alpha?: number | undefined;
  /** Number of stratified folds, or `loo` to leave out one row at a time; default 5. Not with training rows. */
  readonly cv?: number | 'loo' | undefined;
  /** Rows to flag: one number for every class, or one for each. */
  readonly removePerClass?: number | ArrayLike<number> | undefined;
}

export type MethodOptions = NoiseAwareOptions | ConfidentLearningOptions;

/** Labelled rows as naive Bayes sees them. */
export interface LabelledTerms {
  /** n × V */
  readonly terms: TermMatrix;
  /** Class index of each row; length n. */
  readonly labels: Uint32Array;
}

/** The rows to judge, and what to learn from. */
export interface Problem extends LabelledTerms {
  /** K */
  readonly classCount: number;
  /** Rows to learn from instead, their vocabulary numbered first; null to learn from the judged rows. */
  readonly training: LabelledTerms | null;
}

/** What a method says, and how the model behind it scores words. */
export interface Verdict {
  readonly judgement: Judgement;
  readonly wordScore: WordScore;
  /** T[k][j] = P(given j | true k), K × K, where the method estimates it; else null. */
  readonly noiseMatrix: Float64Array | null;
}

/** A data set and all that was found in it. */
export interface Findings {
  readonly dataset: Dataset;
  readonly judgement: Judgement;
  readonly health: LabelHealth;
  /** The words behind the suggestion for a row, strongest first, at most 8. */
  evidenceOf(row: number): readonly Evidence[];
}

/** What to read: the data set to judge and, where it is another, the one to learn from. */
export interface Source {
  readonly file: string;
  readonly train?: string | undefined;
  readonly data: DataOptions;
}

/** Is told which stage begins, and how many rows the reading stage has seen. */
export type OnProgress = (stage: 'reading' | 'learning' | 'judging', rows?: number) => void;

/** Progress is reported every so many rows. */
const ROWS_A_REPORT = 10_000;

/**
 * Finds the label errors of a file.
 *
 * @param source what to read, and what is said about it
 * @param options the method and its options
 * @param onProgress is called as the work goes on
 * @throws UserError if the file or an option is wrong
 */
export async function findLabelErrorsInFile(
  source: Source,
  options: MethodOptions,
  onProgress: OnProgress = () => {},
): Promise<Findings> {
  const { dataset, problem, words } = await readSource(source, onProgress);
  onProgress('learning');
  const { judgement, wordScore, noiseMatrix } = judgeLabels(problem, options);
  onProgress('judging');
  return {
    dataset,
    judgement,
    health: healthOf(dataset.labels, judgement, noiseMatrix),
    evidenceOf: (row) => {
      const classes = { number: row, given: dataset.labels[row]!, suggested: judgement.suggested[row]! };
      return evidenceOf(classes, termsOfRow(problem.terms, row), wordScore, words);
    },
  };
}

/** Reads a source and turns its texts into term matrices on the way, keeping no text. */
async function readSource(
  { file, train, data }: Source,
  onProgress: OnProgress,
): Promise<{ dataset: Dataset; problem: Problem; words: readonly string[] }> {
  const vocabulary = new Vocabulary();
  let rows = 0;
  const read = (path: string, mustFit: boolean) => {
    const builder = new TermMatrixBuilder(vocabulary);
    const onText = (text: string) => {
      builder.add(text);
      if (++rows % ROWS_A_REPORT === 0) onProgress('reading', rows);
    };
    return { builder, source: { path, mustFit, onText } };
  };
  const judged = read(file, true);
  const learnt = train === undefined ? undefined : read(train, false);
  onProgress('reading', 0);
  const sources = learnt === undefined ? [judged.source] : [learnt.source, judged.source];
  const datasets = await readDatasets(sources, data);
  const dataset = datasets.at(-1)!;
  if (learnt !== undefined) requireTrainedClasses(datasets[0]!, dataset);
  const training =
    learnt === undefined ? null : { terms: learnt.builder.finish(), labels: datasets[0]!.labels };
  const problem = {
    terms: judged.builder.finish(),
    labels: dataset.labels,
    classCount: dataset.classes.length,
    training,
  };
  return { dataset, problem, words: vocabulary.words() };
}

/** Judges labelled rows by the method asked for. */
export function judgeLabels(problem: Problem, options: MethodOptions): Verdict {
  if (problem.classCount < 2) throw tooFewClasses();
  if (options.alpha !== undefined && !(options.alpha > 0 && options.alpha < Number.POSITIVE_INFINITY)) {
    throw wrongAlpha(options.alpha);
  }
  return options.method === 'noise-aware'
    ? judgeByNoiseAware(problem, options)
    : judgeByConfidentLearning(problem, options);
}

function judgeByNoiseAware(problem: Problem, { alpha = NOISE_AWARE_ALPHA }: NoiseAwareOptions): Verdict {
  const { terms, labels, classCount, training } = problem;
  const learntFrom = training ?? problem;
  if (learntFrom.labels.length < 2) throw tooFewRows(learntFrom.labels.length);
  const fit = fitNoiseAware(learntFrom.terms, learntFrom.labels, classCount, alpha);
  const { noiseMatrix, totals } = fit.best;
  if (training !== null) {
    const wordScore = trainedWordScore(trainModel(totals, alpha));
    return { judgement: judgeNewRows(fit, terms, labels, alpha), wordScore, noiseMatrix };
  }
  const wordScore = leaveOneOutWordScore(fit.rows, totals, { alpha, vocabulary: 'all rows' });
  return { judgement: judgeNoiseAware(fit), wordScore, noiseMatrix };
}

function judgeByConfidentLearning(problem: Problem, options: ConfidentLearningOptions): Verdict {
  const { alpha = 1, cv = 5, removePerClass, ...findOptions } = options;
  const { probabilities, judged, wordScore } = predictOutOfSample(problem, alpha, cv);
  if (!judged.includes(1)) throw nothingJudged();
  const judgement = judgeRows(problem.labels, probabilities, judged, {
    ...findOptions,
    removePerClass:
      typeof removePerClass === 'number' ? Array(problem.classCount).fill(removePerClass) : removePerClass,
  });
  return { judgement, wordScore, noiseMatrix: null };
}

/** Class probabilities of every row by a plain naive Bayes that never saw it, and its word scores. */
function predictOutOfSample(
  { terms, labels, classCount, training }: Problem,
  alpha: number,
  cv: number | 'loo',
): OutOfSample & { readonly wordScore: WordScore } {
  if (training !== null) {
    const membership = { classCount, labels: training.labels };
    const model = trainModel(countByClass(training.terms, membership), alpha);
    return { ...predict(model, terms), wordScore: trainedWordScore(model) };
  }
  if (cv === 'loo') {
    const membership = { classCount, labels };
    const rows = { terms, statistics: termStatistics(terms), membership };
    const totals = countByClass(terms, membership);
    const wordScore = leaveOneOutWordScore(rows, totals, { alpha, vocabulary: 'other rows' });
    return { ...leaveOneOut(rows, labels, totals, alpha), wordScore };
  }
  if (cv > labels.length) throw tooManyFolds(cv, labels.length);
  const rows = { terms, labels, classCount, foldCount: cv };
  const folds = splitIntoFolds(rows, alpha);
  return { ...crossValidate(rows, folds), wordScore: crossValidatedWordScore(folds) };
}

function healthOf(labels: Uint32Array, judgement: Judgement, noiseMatrix: Float64Array | null): LabelHealth {
  const judged = packJudgedRows(labels, judgement.probabilities, judgement.judged);
  const agreeing = predictedClasses(judged.probabilities).filter((k, i) => k === judged.labels[i]).length;
  return {
    judgedRows: judged.rows.length,
    accuracy: agreeing / judged.rows.length,
    overallHealth: overallLabelHealth(judged.labels, judged.probabilities),
    confidentJoint: calibratedJoint(judged.labels, judged.probabilities),
    noiseMatrix,
  };
}
