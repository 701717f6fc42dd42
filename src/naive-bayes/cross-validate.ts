import type { ClassTotals, TermMatrix } from '../types.js';
import { addTotals, countByClass, countParts, subtractTotals } from './class-totals.js';
import { stratifiedFolds } from './folds.js';
import { type NaiveBayesModel, scoreRows, trainModel } from './model.js';
import type { OutOfSample } from './out-of-sample.js';
import { softmaxRows } from './softmax.js';

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
  /** Counts of other rows, over the same V words, that are learnt from in every fold. */
  readonly trusted?: ClassTotals | undefined;
}

/** What was learnt without a fold. */
export interface Fold {
  /** Counts of all rows of other folds, trusted ones included. */
  readonly training: ClassTotals;
  readonly model: NaiveBayesModel;
}

/** Rows split into folds, ready to be trained on. */
export interface Folds {
  /** Fold of each row, 0 … k−1; length n. */
  readonly foldOfRow: Uint32Array;
  /** How many consecutive folds, from a multiple of it on, are best trained in turn: they were counted together. */
  readonly together: number;
  /** Trains on all rows but those of fold f. */
  trainWithout(f: number): Fold;
}

/** Folds are counted together, in one walk over all rows, as long as their counts are no more than this: 256 MB. */
const MOST_COUNTS = 2 ** 25;

/**
 * Splits rows into stratified folds. Training without a fold takes its counts from the totals of all rows,
 * which is the same as counting the others.
 *
 * @param alpha additive smoothing, greater than 0
 * @param mostCounts how many numbers may be counted at once
 */
export function splitIntoFolds(rows: FoldedRows, alpha: number, mostCounts = MOST_COUNTS): Folds {
  const { terms, labels, classCount, foldCount } = rows;
  const membership = { classCount, labels };
  const foldOfRow = stratifiedFolds(labels, foldCount);
  const fitting = Math.floor(mostCounts / (classCount * terms.vocabularySize));
  const together = Math.min(foldCount, Math.max(1, fitting));
  let counted = { first: 0, parts: countParts(terms, membership, foldOfRow, together) };
  const counts =
    together === foldCount
      ? counted.parts.reduce((sum, part) => addTotals(sum, part))
      : countByClass(terms, membership);
  const all = addTotals(counts, rows.trusted);
  const trainWithout = (f: number): Fold => {
    const first = f - (f % together);
    if (counted.first !== first) {
      const folds = foldOfRow.map((fold) => fold - first); // those before go round to large numbers
      counted = { first, parts: countParts(terms, membership, folds, together) };
    }
    const training = subtractTotals(all, counted.parts[f - first]!);
    return { training, model: trainModel(training, alpha) };
  };
  return { foldOfRow, together, trainWithout };
}

/**
 * Class probabilities of every row from a model that was trained on the other folds.
 *
 * Follows scikit-learn's `cross_val_predict` of `CountVectorizer` + `MultinomialNB` over
 * `StratifiedKFold(k)`: vocabulary, priors and word probabilities are those of the training folds. A row is
 * not judged where its class has no row there, because it is the class's only one.
 *
 * @param rows n rows in k folds
 * @param folds what `splitIntoFolds` makes of them
 *
 * @example
 * const rows = { terms, labels, classCount: 4, foldCount: 5 };
 * crossValidate(rows, splitIntoFolds(rows, 1)).probabilities.values // n × 4
 */
export function crossValidate(rows: FoldedRows, folds: Folds): OutOfSample {
  const { terms, labels, classCount, foldCount } = rows;
  const { foldOfRow, together } = folds;
  const values = new Float64Array(labels.length * classCount);
  const judged = new Uint8Array(labels.length);

  for (let first = 0; first < foldCount; first += together) {
    const learnt = Array.from({ length: Math.min(together, foldCount - first) }, (_, f) =>
      folds.trainWithout(first + f),
    );
    scoreRows(terms, (row) => learnt[foldOfRow[row]! - first]?.model, values);
    for (let row = 0; row < labels.length; row++) {
      const fold = learnt[foldOfRow[row]! - first];
      if (fold === undefined) continue;
      const { training, model } = fold;
      for (let k = 0; k < classCount; k++) values[row * classCount + k]! += model.logPriors[k]!;
      if (training.rows[labels[row]!]! > 0) judged[row] = 1;
    }
  }
  softmaxRows(values, classCount);
  return { probabilities: { classCount, values }, judged };
}
