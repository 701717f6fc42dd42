import type { ClassTotals, TermMatrix } from '../types.js';
import { countSparsely } from './class-lists.js';
import { addTotals, countByClass, countParts, subtractTotals } from './class-totals.js';
import { type FoldNumbers, stratifiedFolds } from './folds.js';
import { trainModel } from './model.js';
import type { OutOfSample } from './out-of-sample.js';
import { softmaxRows } from './out-of-sample.js';
import { scoreRows, type WordModel } from './score-rows.js';
import { sumBut, trainSparsely } from './sparse-model.js';

/** A labelled term matrix in k folds. */
export interface FoldedRows {
  /** n × V */
  readonly terms: TermMatrix;
  /** Class index of each row, below `classCount`; length n. */
  readonly labels: Uint32Array;
  /** K */
  readonly classCount: number;
  /** k, from 2 to n */
  readonly foldCount: number;
  /** Counts of other rows, over the same V words, that every fold trains on. */
  readonly trusted?: ClassTotals | undefined;
}

/** A model trained without a fold. */
export interface Fold {
  /** Training rows of each class, trusted ones included; length K. */
  readonly rows: Float64Array;
  readonly model: WordModel;
}

/** Rows split into folds, ready for training. */
export interface Folds {
  /** Fold of each row, 0 … k−1; length n. */
  readonly foldOfRow: FoldNumbers;
  /** Number of consecutive folds, from a multiple of it on, that are counted together and best trained in turn. */
  readonly together: number;
  /** Trains on all rows but those of fold f. */
  trainWithout(f: number): Fold;
  /** Counts of the rows of all folds, trusted ones not included, where training has made them. */
  totals(): ClassTotals | undefined;
}

/** Limits of memory. */
export interface SplitLimits {
  /** Folds are counted together, in one pass over all rows, up to so many counts. */
  readonly mostCounts: number;
  /** With more words × classes than this, only the pairs that occur are counted. */
  readonly mostPairs: number;
}

/** 256 MB of counts; where those of 5 folds do not fit, they are stored sparsely. */
const LIMITS: SplitLimits = { mostCounts: 2 ** 25, mostPairs: 2 ** 25 / 5 };

/**
 * Splits rows into stratified folds. The counts of the training rows of a fold are the totals of all rows less those of
 * the fold, which is the same as counting them.
 *
 * @param alpha additive smoothing, greater than 0
 */
export function splitIntoFolds(rows: FoldedRows, alpha: number, limits: SplitLimits = LIMITS): Folds {
  const foldOfRow = stratifiedFolds(rows.labels, rows.foldCount);
  const isSparse =
    rows.classCount * rows.terms.vocabularySize > limits.mostPairs && rows.trusted === undefined;
  return isSparse
    ? { foldOfRow, ...sparseFolds(rows, foldOfRow, alpha) }
    : { foldOfRow, ...denseFolds(rows, foldOfRow, alpha, limits.mostCounts) };
}

type Training = Omit<Folds, 'foldOfRow'>;

/** Folds with dense counts, words × classes. */
function denseFolds(
  { terms, labels, classCount, foldCount, trusted }: FoldedRows,
  foldOfRow: FoldNumbers,
  alpha: number,
  mostCounts: number,
): Training {
  const membership = { classCount, labels };
  const fitting = Math.floor(mostCounts / Math.max(classCount * terms.vocabularySize, 1));
  const together = Math.min(foldCount, Math.max(1, fitting));
  const countFrom = (first: number) => {
    const part = first === 0 ? foldOfRow : foldOfRow.map((fold) => fold - first); // folds before `first` wrap around to large numbers
    return countParts(terms, membership, part, Math.min(together, foldCount - first));
  };
  const sumOf = (parts: readonly ClassTotals[]) =>
    addTotals(
      together === foldCount
        ? parts.reduce((sum, part) => addTotals(sum, part))
        : countByClass(terms, membership),
      trusted,
    );
  let all: ClassTotals | undefined;
  const train = (first: number): Fold[] => {
    const parts = countFrom(first);
    const whole = all ?? sumOf(parts);
    all = whole;
    return parts.map((part) => {
      const training = subtractTotals(whole, part);
      return { rows: training.rows, model: trainModel(training, alpha) };
    });
  };
  let latest = { first: -1, folds: [] as Fold[] };
  const trainWithout = (f: number) => {
    const first = f - (f % together);
    if (latest.first !== first) latest = { first, folds: train(first) };
    return latest.folds[f - first]!;
  };
  return { together, trainWithout, totals: () => (trusted === undefined ? all : undefined) };
}

/** Folds with counts of the pairs of word and class that occur, for many classes. */
function sparseFolds(
  { terms, labels, classCount, foldCount }: FoldedRows,
  foldOfRow: FoldNumbers,
  alpha: number,
): Training {
  const lists = countSparsely(terms, { classCount, labels }, foldOfRow, foldCount);
  const folds: Fold[] = [];
  const trainWithout = (f: number) => {
    folds[f] ??= { rows: sumBut(lists.rows, f), model: trainSparsely(lists, f, alpha) };
    return folds[f];
  };
  return { together: foldCount, trainWithout, totals: () => undefined };
}

/**
 * Class probabilities of every row from a model that was trained on the other folds.
 *
 * Follows scikit-learn's `cross_val_predict` of `CountVectorizer` + `MultinomialNB` over
 * `StratifiedKFold(k)`: vocabulary, priors and word probabilities are those of the training folds. A row that is the
 * only one of its class is not judged, since the training folds have no row of it.
 *
 * @param rows n rows in k folds
 * @param folds the result of `splitIntoFolds`
 *
 * @example
 * const rows = { terms, labels, classCount: 4, foldCount: 5 };
 * crossValidate(rows, splitIntoFolds(rows, 1)).probabilities.values // n × 4
 */
export function crossValidate(rows: FoldedRows, folds: Folds): OutOfSample {
  const { terms, labels, classCount, foldCount } = rows;
  const { foldOfRow, together } = folds;
  const judged = new Uint8Array(labels.length);
  let values: Float64Array | undefined;

  for (let first = 0; first < foldCount; first += together) {
    const trained = Array.from({ length: Math.min(together, foldCount - first) }, (_, f) =>
      folds.trainWithout(first + f),
    );
    // Allocated only now, after the counts of training are released.
    values ??= new Float64Array(labels.length * classCount);
    scoreRows(terms, (row) => trained[foldOfRow[row]! - first]?.model, values);
    for (let row = 0; row < labels.length; row++) {
      const fold = trained[foldOfRow[row]! - first];
      if (fold === undefined) continue;
      const { rows: learntFrom, model } = fold;
      for (let k = 0; k < classCount; k++) values[row * classCount + k]! += model.logPriors[k]!;
      if (learntFrom[labels[row]!]! > 0) judged[row] = 1;
    }
  }
  softmaxRows(values!, classCount);
  return { probabilities: { classCount, values: values! }, judged };
}
