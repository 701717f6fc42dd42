import type { ClassTotals, TermMatrix } from '../types.js';
import { addTotals, countByClass, subtractTotals } from './class-totals.js';
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

/** A fold and what was learnt without it. */
export interface Fold {
  /** 1 for the rows that the fold tests; length n. */
  readonly tested: Uint8Array;
  /** Counts of all other rows, trusted ones included. */
  readonly training: ClassTotals;
  readonly model: NaiveBayesModel;
}

/** Rows split into folds, ready to be trained on. */
export interface Folds {
  /** Fold of each row, 0 … k−1; length n. */
  readonly foldOfRow: Uint32Array;
  /** Trains on all rows but those of fold f. */
  trainWithout(f: number): Fold;
}

/**
 * Splits rows into stratified folds. Training without a fold takes its counts from the totals of all rows,
 * which is the same as counting the others.
 *
 * @param alpha additive smoothing, greater than 0
 */
export function splitIntoFolds(rows: FoldedRows, alpha: number): Folds {
  const { terms, labels, classCount } = rows;
  const all = addTotals(countByClass(terms, { classCount, labels }), rows.trusted);
  const foldOfRow = stratifiedFolds(labels, rows.foldCount);
  const trainWithout = (f: number): Fold => {
    const tested = Uint8Array.from(foldOfRow, (fold) => (fold === f ? 1 : 0));
    const training = subtractTotals(all, countByClass(terms, { classCount, labels }, tested));
    return { tested, training, model: trainModel(training, alpha) };
  };
  return { foldOfRow, trainWithout };
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
  const { terms, labels, classCount } = rows;
  const values = new Float64Array(labels.length * classCount);
  const judged = new Uint8Array(labels.length);

  for (let f = 0; f < rows.foldCount; f++) {
    const { tested, training, model } = folds.trainWithout(f);
    scoreRows(terms, model, values, tested);
    for (let row = 0; row < labels.length; row++) {
      if (tested[row] === 0) continue;
      for (let k = 0; k < classCount; k++) values[row * classCount + k]! += model.logPriors[k]!;
      if (training.rows[labels[row]!]! > 0) judged[row] = 1;
    }
  }
  softmaxRows(values, classCount);
  return { probabilities: { classCount, values }, judged };
}
