import { trainOn } from '../naive-bayes/sparse-totals.js';
import { leaveOneOutWordScore, trainedWordScore, type WordScore } from '../naive-bayes/word-scores.js';
import { rowsWithKnownWords, withoutUnjudged } from '../noise-aware/judge.js';
import { knownTokens } from '../noise-aware/score-rows.js';
import type { Judgement, LabelledTerms, RowContributions, TermMatrix, TrustedTerms } from '../types.js';
import { type Copies, copiesOf } from '../vectorize/copies.js';
import { rowBlock } from '../vectorize/row-terms.js';
import {
  type ClassOrder,
  judgementOfClasses,
  matrixOfClasses,
  orderOfAppearance,
  toPlaces,
} from './class-order.js';
import { fitStacked, type StackedFit } from './fit.js';
import { judgeStacked, noiseLogits } from './judge.js';

/** Rows by their words and by their pairs of words. */
interface PairedTerms extends LabelledTerms {
  readonly pairs: TermMatrix;
}

/** The rows to judge, and what to learn from. */
export interface StackedProblem extends PairedTerms {
  /** K, at least 2 */
  readonly classCount: number;
  /** Name of each word. */
  readonly words: readonly string[];
  /** Rows to learn from instead; null to learn from the judged rows. */
  readonly training: PairedTerms | null;
  readonly trusted?: TrustedTerms | undefined;
}

/** How the stacked method judges. */
export interface StackedSettings {
  /** Additive smoothing, greater than 0. */
  readonly alpha: number;
  /** Rows of classes with no more examples than this are not flagged. */
  readonly minExamplesPerClass: number;
}

/** What the stacked method says of rows. */
export interface StackedVerdict {
  /** Rows without a known word, and those whose class has no other example, are not judged. */
  readonly judgement: Judgement;
  readonly wordScore: WordScore;
  /** T, K × K */
  readonly noiseMatrix: Float64Array;
  /** What each view of a row gives to one class against another. */
  readonly contributions: (row: number, towards: number, against: number) => RowContributions;
}

/**
 * Judges rows by stacked noise-aware naive Bayes. Rows with the same words leave one another out, so that copies of an
 * error do not speak for it.
 *
 * @param problem at least 2 training rows
 */
export function judgeByStacking(problem: StackedProblem, settings: StackedSettings): StackedVerdict {
  const { training, trusted, classCount, words } = problem;
  const trainingRows = training ?? problem;
  const order = orderOfAppearance([trainingRows.labels, trusted?.labels ?? new Uint32Array()], classCount);
  const judged =
    training === null ? null : { terms: problem.terms, pairs: problem.pairs, labels: problem.labels };
  const placed = <R extends { readonly labels: Uint32Array }>(rows: R): R => ({
    ...rows,
    labels: toPlaces(rows.labels, order),
  });
  const copies = copiesOf(trainingRows.terms, trainingRows.pairs, trusted?.terms);
  const fit = fitStacked(
    {
      ...placed({ terms: trainingRows.terms, pairs: trainingRows.pairs, labels: trainingRows.labels }),
      classCount,
      words,
      trusted: trusted && { ...placed(trusted), given: toPlaces(trusted.given, order) },
      judged: judged === null ? null : placed(judged),
    },
    { alpha: settings.alpha, copies },
  );
  return verdictOf(fit, order, settings);
}

function verdictOf(
  fit: StackedFit,
  order: ClassOrder,
  { alpha, minExamplesPerClass }: StackedSettings,
): StackedVerdict {
  const { rows, judged, stack } = fit;
  const { labels } = judged ?? rows;
  const isKnown = knownRows(fit);
  const examples = { ...rows, training: rows.labels, judged: judged?.labels ?? null };
  const isOfRareClass = rowsOfRareClasses(examples, rows.classCount, minExamplesPerClass);
  const isOnlyExample = rowsOfRareClasses(examples, rows.classCount, 1);
  const judgement = withoutUnjudged(
    judgeStacked(
      fit,
      isKnown.map((is, row) => is & (1 - isOfRareClass[row]!)),
    ),
    isKnown.map((is, row) => is & (1 - (isOnlyExample[row]! & isOfRareClass[row]!))),
  );
  const score = stackedWordScore(fit, alpha);
  const contributions = contributionsTo(fit, labels);
  return {
    judgement: { ...judgementOfClasses(judgement, order), isOfRareClass },
    wordScore: (row) => {
      const scoreOf = score(row);
      return (term, k) => scoreOf(term, order.placeOf[k]!);
    },
    noiseMatrix: matrixOfClasses(stack.noiseMatrix, order),
    contributions: (row, towards, against) =>
      contributions(row, order.placeOf[towards]!, order.placeOf[against]!),
  };
}

/** 1 for rows with a word that another row has, which trains the model; length of the judged rows. */
function knownRows({ rows, judged }: StackedFit): Uint8Array {
  return judged === null
    ? Uint8Array.from(rows.statistics.sharedTokens, (tokens) => Number(tokens > 0))
    : rowsWithKnownWords(judged.terms, (word) => word < rows.terms.vocabularySize);
}

/**
 * What one occurrence of a word gives to a class in view 1, in nats of the margin: β₁·½·(ln P₀(w | k) / τ₀ +
 * ln P*(w | k) / τ*) / √(scored words of the row), by the models of the first and the best pass, without the row.
 * Summed over a row's words, and with the priors, that is what the words contribute.
 *
 * @param fit what `fitStacked` ended with
 * @param alpha smoothing of the fit
 */
function stackedWordScore({ rows, judged, passes, stack }: StackedFit, alpha: number): WordScore {
  const scored =
    judged === null ? rows.statistics.sharedTokens : knownTokens(judged.terms, rows.terms.vocabularySize);
  const scores = passes.map(({ totals, membership, temperature }) => ({
    temperature,
    scoreOf:
      judged === null
        ? leaveOneOutWordScore({ ...rows, membership }, totals, { alpha, vocabulary: 'all rows' })
        : trainedWordScore(trainOn(totals, alpha)),
  }));
  return (row) => {
    const scale = (0.5 * stack.weights[0]!) / Math.sqrt(Math.max(scored[row]!, 1));
    const ofRow = scores.map(({ scoreOf, temperature }) => ({ score: scoreOf(row), temperature }));
    return (term, k) =>
      scale * ofRow.reduce((sum, { score, temperature }) => sum + score(term, k) / temperature, 0);
  };
}

/** Rows of labels, and what else is known of them. */
interface ClassExamples {
  /** Labels of the training rows. */
  readonly training: Uint32Array;
  readonly trusted?: TrustedTerms | undefined;
  /** Copies among the training rows: the same text with the same label is one example. */
  readonly copies?: Copies | undefined;
  /** Labels of other rows that are judged; null where it is these. */
  readonly judged: Uint32Array | null;
}

/**
 * Marks the judged rows whose class has so few examples, the row included, that no model which leaves the row out can
 * tell it from an error.
 *
 * @param examples the rows
 * @param classCount K
 * @param most a class with no more examples than this is rare
 * @returns 1 for rows of rare classes; length of the judged labels
 *
 * @example
 * rowsOfRareClasses({ training: Uint32Array.of(0, 0, 1), judged: null }, 2, 1) // Uint8Array [0, 0, 1]
 */
function rowsOfRareClasses(
  { training, trusted, copies, judged }: ClassExamples,
  classCount: number,
  most: number,
): Uint8Array {
  const examples = new Float64Array(classCount);
  const seen = new Set<number>();
  for (let row = 0; row < training.length; row++) {
    const group = copies?.groupOf[row] ?? -1;
    const key = group * classCount + training[row]!;
    if (group >= 0 && seen.has(key)) continue;
    if (group >= 0) seen.add(key);
    examples[training[row]!]!++;
  }
  for (const label of trusted?.labels ?? []) examples[label]!++;
  const itself = judged === null ? 0 : 1;
  return Uint8Array.from(judged ?? training, (label) => Number(examples[label]! + itself <= most));
}

/** Similar rows that are named. */
const NAMED_ROWS = 3;

/**
 * What each view says for one class of a row against another, in nats of the margin: β_v·(view_v[towards] −
 * view_v[against]), and ρ·(ln T[towards][y] − ln T[against][y]) for the noise. Towards the given label and against the
 * best other class, they add up to the margin.
 *
 * @param fit what `fitStacked` ended with
 * @param labels given label of each judged row
 */
function contributionsTo(
  { rows, judged, stack, rho, views, index }: StackedFit,
  labels: Uint32Array,
): (row: number, towards: number, against: number) => RowContributions {
  const K = rows.classCount;
  const noise = noiseLogits(stack.noiseMatrix, rho);
  const terms = judged?.terms ?? rows.terms;
  return (row, towards, against) => {
    const [words, similarRows, characterRuns, wordPairs] = views.map(
      (view, v) => stack.weights[v]! * (view[row * K + towards]! - view[row * K + against]!),
    ) as [number, number, number, number];
    const block = rowBlock(terms, row);
    const nearest = index.search(block, row - block.firstRow, judged === null ? row : -1).sorted();
    const T = labels[row]! * K;
    return {
      words,
      similarRows,
      characterRuns,
      wordPairs,
      noise: noise[T + towards]! - noise[T + against]!,
      nearest: nearest.slice(0, NAMED_ROWS),
    };
  };
}
