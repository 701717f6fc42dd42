/** The methods: from labelled rows of words to a judgement of their labels. */
import { countsPerClass } from '../confident-learning/filter/options.js';
import type { FindOptions } from '../confident-learning/find.js';
import { type JudgedRows, judgePackedRows, packJudgedRows } from '../confident-learning/judge-rows.js';
import { addTotals, countByClass } from '../naive-bayes/class-totals.js';
import { crossValidate, splitIntoFolds } from '../naive-bayes/cross-validate.js';
import { leaveOneOut } from '../naive-bayes/leave-one-out.js';
import { trainModel } from '../naive-bayes/model.js';
import type { OutOfSample } from '../naive-bayes/out-of-sample.js';
import { predict } from '../naive-bayes/out-of-sample.js';
import { trainOn } from '../naive-bayes/sparse-totals.js';
import {
  crossValidatedWordScore,
  leaveOneOutWordScore,
  trainedWordScore,
  type WordScore,
} from '../naive-bayes/word-scores.js';
import { fitNoiseAware, NOISE_AWARE_ALPHA } from '../noise-aware/fit.js';
import { judgeNewRows, judgeNoiseAware, rowsWithKnownWords, withoutUnjudged } from '../noise-aware/judge.js';
import { judgeByStacking } from '../stacked/verdict.js';
import type { ClassTotals, Judgement, LabelledTerms, RowContributions, TrustedTerms } from '../types.js';
import { termStatistics } from '../vectorize/term-statistics.js';
import type { VectorizerOptions } from '../vectorize/words.js';
import {
  noKnownWords,
  nothingJudged,
  tooFewClasses,
  tooFewRows,
  tooManyFolds,
  wrongAlpha,
} from './errors.js';

export { healthOf } from '../confident-learning/health/health.js';

/** Naive Bayes with a model of the label noise. */
export interface NoiseAwareOptions {
  readonly method: 'noise-aware';
  /** Additive smoothing, greater than 0; default 0.1. */
  readonly alpha?: number | undefined;
}

/** The noise-aware method, stacked with similar rows, runs of characters, and pairs of words. */
export interface StackedOptions {
  readonly method: 'stacked';
  /** Additive smoothing, greater than 0; default 0.1. */
  readonly alpha?: number | undefined;
  /** Rows of classes with no more examples than this are not flagged; default 1. */
  readonly minExamplesPerClass?: number | undefined;
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

export type MethodOptions = NoiseAwareOptions | StackedOptions | ConfidentLearningOptions;

/** What must be counted of texts for a method. */
export function wordsFor(method: MethodOptions['method'], options: VectorizerOptions): VectorizerOptions {
  return method === 'stacked' ? { ...options, pairs: true, decodeHtml: true } : options;
}

/** The rows to judge, and the training rows. */
export interface Problem extends LabelledTerms {
  /** K */
  readonly classCount: number;
  /** Other training rows, their vocabulary numbered first; null to train on the judged rows. */
  readonly training: LabelledTerms | null;
  /**
   * Rows over the same words whose true class is known: the model trains on them too, and does not judge them. Not with
   * `training`.
   */
  readonly trusted?: TrustedTerms | undefined;
  /** Name of each word; the stacked method looks at their characters. */
  readonly words?: readonly string[] | undefined;
}

/** The judgement of a method, and the word scores of its model. */
export interface MethodResult {
  readonly judgement: Judgement;
  /** The judged rows, where the method has packed them. */
  readonly judgedRows?: JudgedRows;
  readonly wordScore: WordScore;
  /** Counts of the training rows by given label, where the method has made them. */
  readonly totals?: ClassTotals | undefined;
  /** T[k][j] = P(given j | true k), K × K, where the method estimates it; else null. */
  readonly noiseMatrix: Float64Array | null;
  /** What each view of a row gives to one class against another, where the method has views. */
  readonly contributions?: ((row: number, towards: number, against: number) => RowContributions) | undefined;
}

/**
 * Judges labelled rows by a method.
 *
 * @throws UserError if an option is wrong, would be ignored, or needs more rows or classes
 */
export function judgeLabels(problem: Problem, options: MethodOptions): MethodResult {
  if (problem.classCount < 2) throw tooFewClasses();
  if (options.alpha !== undefined && !(options.alpha > 0 && options.alpha < Number.POSITIVE_INFINITY)) {
    throw wrongAlpha(options.alpha);
  }
  switch (options.method) {
    case 'noise-aware':
      return judgeByNoiseAware(problem, options);
    case 'stacked':
      return judgeByViews(problem, options);
    default:
      return judgeByConfidentLearning(problem, options);
  }
}

function judgeByViews(
  { pairs, words, training, trusted, ...rows }: Problem,
  { alpha = NOISE_AWARE_ALPHA, minExamplesPerClass = 1 }: StackedOptions,
): MethodResult {
  const rowCount = (training ?? rows).labels.length + (trusted?.labels.length ?? 0);
  if (rowCount < 2) throw tooFewRows(rowCount);
  if (pairs === undefined || words === undefined || (training !== null && training.pairs === undefined)) {
    throw new TypeError('the stacked method needs the pairs of words of all rows, and the names of words');
  }
  const paired = training === null ? null : { ...training, pairs: training.pairs! };
  const verdict = judgeByStacking(
    { ...rows, pairs, words, training: paired, trusted },
    { alpha, minExamplesPerClass },
  );
  const { judged, isOfRareClass } = verdict.judgement;
  if (!judged.includes(1)) throw isOfRareClass?.includes(1) ? nothingJudged() : noKnownWords();
  return verdict;
}

function judgeByNoiseAware(problem: Problem, { alpha = NOISE_AWARE_ALPHA }: NoiseAwareOptions): MethodResult {
  const { terms, labels, classCount, training, trusted } = problem;
  const learntFrom = training ?? problem;
  const rowCount = learntFrom.labels.length + (trusted?.labels.length ?? 0);
  if (rowCount < 2) throw tooFewRows(rowCount);
  const fit = fitNoiseAware(learntFrom.terms, learntFrom.labels, classCount, { alpha, trusted });
  const { noiseMatrix, totals } = fit.best;
  if (training !== null) {
    const wordScore = trainedWordScore(trainOn(totals, alpha));
    const isKnown = rowsWithKnownWords(terms, (word) => word < totals.vocabularySize);
    const judgement = judgeKnown(judgeNewRows(fit, terms, labels, alpha), isKnown);
    return { judgement, wordScore, noiseMatrix };
  }
  const wordScore = leaveOneOutWordScore(fit.rows, totals, { alpha, vocabulary: 'all rows' });
  const isKnown = fit.rows.statistics.sharedTokens.map((tokens) => Number(tokens > 0));
  return { judgement: judgeKnown(judgeNoiseAware(fit), Uint8Array.from(isKnown)), wordScore, noiseMatrix };
}

/** Rows without a word that the model knows are not judged. */
function judgeKnown(judgement: Judgement, isKnown: Uint8Array): Judgement {
  if (!isKnown.includes(1)) throw noKnownWords();
  return withoutUnjudged(judgement, isKnown);
}

function judgeByConfidentLearning(problem: Problem, options: ConfidentLearningOptions): MethodResult {
  const { alpha = 1, cv = 5, ...findOptions } = countsPerClass(options, problem.classCount);
  const { probabilities, judged, wordScore, totals } = predictOutOfSample(problem, alpha, cv);
  if (!judged.includes(1)) throw nothingJudged();
  const judgedRows = packJudgedRows(problem.labels, probabilities, judged);
  const judgement = judgePackedRows(judgedRows, probabilities, judged, findOptions);
  return { judgement, judgedRows, wordScore, totals, noiseMatrix: null };
}

/** Out-of-sample class probabilities of every row by plain naive Bayes, and its word scores. */
function predictOutOfSample(
  { terms, labels, classCount, training, trusted }: Problem,
  alpha: number,
  cv: number | 'loo',
): OutOfSample & Pick<MethodResult, 'wordScore' | 'totals'> {
  if (training !== null) {
    const membership = { classCount, labels: training.labels };
    const totals = countByClass(training.terms, membership);
    const model = trainModel(totals, alpha);
    return { ...predict(model, terms), wordScore: trainedWordScore(model), totals };
  }
  const known = trusted && countByClass(trusted.terms, { classCount, labels: trusted.labels });
  if (cv === 'loo') {
    const membership = { classCount, labels };
    const rows = { terms, statistics: termStatistics(terms, trusted?.terms), membership };
    const totals = countByClass(terms, membership);
    const all = addTotals(totals, known);
    const wordScore = leaveOneOutWordScore(rows, all, { alpha, vocabulary: 'other rows' });
    return { ...leaveOneOut(rows, labels, all, alpha), wordScore, totals };
  }
  if (cv > labels.length) throw tooManyFolds(cv, labels.length);
  const rows = { terms, labels, classCount, foldCount: cv, trusted: known };
  const folds = splitIntoFolds(rows, alpha);
  const predicted = crossValidate(rows, folds);
  return { ...predicted, wordScore: crossValidatedWordScore(folds), totals: folds.totals() };
}
