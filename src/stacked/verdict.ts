import type { WordScore } from '../naive-bayes/word-scores.js';
import { rowsWithKnownWords, withoutUnjudged } from '../noise-aware/known-words.js';
import type { Judgement, LabelledTerms, RowContributions, TermMatrix, TrustedTerms } from '../types.js';
import { copiesOf } from '../vectorize/copies.js';
import {
  type ClassOrder,
  judgementOfClasses,
  matrixOfClasses,
  orderOfAppearance,
  toPlaces,
} from './class-order.js';
import { contributionsTo } from './contributions.js';
import { fitStacked, type StackedFit } from './fit.js';
import { judgeStacked } from './judge.js';
import { rowsOfRareClasses } from './rare-classes.js';
import { stackedWordScore } from './word-scores.js';

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
 * @param problem at least 2 rows that are learnt from
 */
export function judgeByStacking(problem: StackedProblem, settings: StackedSettings): StackedVerdict {
  const { training, trusted, classCount, words } = problem;
  const learnt = training ?? problem;
  const order = orderOfAppearance([learnt.labels, trusted?.labels ?? new Uint32Array()], classCount);
  const judged =
    training === null ? null : { terms: problem.terms, pairs: problem.pairs, labels: problem.labels };
  const placed = <R extends { readonly labels: Uint32Array }>(rows: R): R => ({
    ...rows,
    labels: toPlaces(rows.labels, order),
  });
  const copies = copiesOf(learnt.terms, learnt.pairs, trusted?.terms);
  const fit = fitStacked(
    {
      ...placed({ terms: learnt.terms, pairs: learnt.pairs, labels: learnt.labels }),
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
  const examples = { ...rows, learnt: rows.labels, judged: judged?.labels ?? null };
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

/** 1 for rows with a word that another row has, which is learnt from; length of the judged rows. */
function knownRows({ rows, judged }: StackedFit): Uint8Array {
  return judged === null
    ? Uint8Array.from(rows.statistics.sharedTokens, (tokens) => Number(tokens > 0))
    : rowsWithKnownWords(judged.terms, (word) => word < rows.terms.vocabularySize);
}
