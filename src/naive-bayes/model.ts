import type { ClassTotals } from '../types.js';
import { logProbabilitiesOf } from './word-probabilities.js';

/** A trained multinomial naive Bayes model over K classes and V words. */
export interface NaiveBayesModel {
  /** K */
  readonly classCount: number;
  /**
   * ln P(word w | class k) at `w * K + k`; length V · K. 0 for every class where the word is outside the vocabulary, so
   * that it does not change a sum.
   */
  readonly logLikelihoods: Float64Array;
  /** ln P(class k); −∞ for a class without rows; length K. */
  readonly logPriors: Float64Array;
}

/**
 * Trains multinomial naive Bayes with additive smoothing on class totals:
 * P(w | k) = (N[k][w] + α) / (M[k] + α·V), P(k) = C[k] / ΣC, where V counts the words of
 * the counted rows. Follows scikit-learn's `MultinomialNB` with a fitted prior.
 *
 * ml-naivebayes computes the conditional probabilities. It smooths by 1, so counts are divided by α first, which gives
 * the same ratio. One row of summed counts gives the same result as all rows, so it gets one class at a time: see
 * `logProbabilitiesOf`.
 *
 * @param totals counts of the training rows
 * @param alpha additive (Laplace) smoothing, greater than 0
 *
 * @example
 * const model = trainModel(countByClass(terms, { classCount: 4, labels }), 1);
 * Math.exp(model.logPriors[0]!) // share of rows of class 0
 */
export function trainModel(totals: ClassTotals, alpha: number): NaiveBayesModel {
  const { classCount: K, wordCounts } = totals;
  const vocabulary = wordsInUse(totals);
  const logLikelihoods = new Float64Array(wordCounts.length);
  const column = new Float64Array(vocabulary.length);

  for (let k = 0; k < K; k++) {
    for (let v = 0; v < vocabulary.length; v++) column[v] = wordCounts[vocabulary[v]! * K + k]! / alpha;
    const trained = logProbabilitiesOf(column, 0).present;
    for (let v = 0; v < vocabulary.length; v++) logLikelihoods[vocabulary[v]! * K + k] = trained[v]!;
  }

  const rowCount = totals.rows.reduce((sum, rows) => sum + rows, 0);
  return { classCount: K, logLikelihoods, logPriors: totals.rows.map((rows) => Math.log(rows / rowCount)) };
}

/** The words with a count in any class, ascending: the vocabulary of the counted rows. */
function wordsInUse({ classCount: K, vocabularySize, wordCounts }: ClassTotals): Uint32Array {
  const words = new Uint32Array(vocabularySize);
  let found = 0;
  for (let w = 0; w < vocabularySize; w++) {
    for (let k = 0; k < K; k++) {
      if (wordCounts[w * K + k]! > 0) {
        words[found++] = w;
        break;
      }
    }
  }
  return words.subarray(0, found);
}
