import { MultinomialNB } from 'ml-naivebayes';
import type { ClassTotals } from '../types.js';

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

/** Up to this count, an array is the lookup table. */
const LARGEST_LISTED = 4095;
/** Sums of whole numbers up to here are exact in any order. */
const EXACT = Number.MAX_SAFE_INTEGER;

/**
 * ln P(word) of each word of one class, smoothed by 1: ln ((c[w] + 1) / (Σ c + V)), by ml-naivebayes.
 *
 * With whole counts, words of equal count have equal probability. So ml-naivebayes gets each different count once, and
 * one filler count for the repeated ones: its sum, and so every bit of its result, is the same in a fraction of the
 * time.
 *
 * @param counts occurrences of words, 0 or above
 * @param absent number of the V words that do not occur
 *
 * @example
 * logProbabilitiesOf(Float64Array.of(3, 3), 1) // present: [ln (4 / 9), ln (4 / 9)], absent: ln (1 / 9)
 */
export function logProbabilitiesOf(counts: Float64Array, absent: number): LogProbabilities {
  const different = differentCounts(counts, absent);
  if (different === null) {
    const all = new Float64Array(counts.length + absent);
    all.set(counts);
    const found = train(all);
    return { present: found.subarray(0, counts.length), absent: found[counts.length] ?? Number.NaN };
  }
  const made = counts.length + absent - different.counts.length;
  // (f + 1) is what the repeated words and their smoothing add to the sum; 0 where none is repeated.
  const filler = different.missing + made - 1;
  const asked = made === 0 ? different.counts : [...different.counts, filler];
  const found = train(asked);
  const present = new Float64Array(counts.length);
  for (let word = 0; word < counts.length; word++) present[word] = found[different.numberOf(counts[word]!)]!;
  return { present, absent: absent === 0 ? Number.NaN : found[different.numberOf(0)]! };
}

/** Logarithms of word probabilities of one class. */
interface LogProbabilities {
  /** For the words whose counts were given, in their order. */
  readonly present: Float64Array;
  /** For each word that does not occur; NaN where there is none. */
  readonly absent: number;
}

/** The different counts of some words, in order of first appearance. */
interface DifferentCounts {
  readonly counts: readonly number[];
  /** The sum of all words less the sum of these counts. */
  readonly missing: number;
  numberOf(count: number): number;
}

/** Null where counts are not whole numbers with an exact sum: then ml-naivebayes must sum them itself. */
function differentCounts(counts: Float64Array, absent: number): DifferentCounts | null {
  const listed = new Int32Array(LARGEST_LISTED + 1);
  const others = new Map<number, number>();
  const found: number[] = absent === 0 ? [] : [0];
  if (absent > 0) listed[0] = 1;
  let missing = 0;
  for (const count of counts) {
    const known = count <= LARGEST_LISTED ? listed[count] : (others.get(count) ?? 0);
    if (known === undefined || !(count <= EXACT)) return null;
    if (known > 0) missing += count;
    else {
      if (!Number.isInteger(count)) return null;
      found.push(count);
      if (count <= LARGEST_LISTED) listed[count] = found.length;
      else others.set(count, found.length);
    }
  }
  const sum = found.reduce((total, count) => total + count, missing);
  if (sum + counts.length + absent > EXACT) return null;
  const numberOf = (count: number) => (count <= LARGEST_LISTED ? listed[count]! : others.get(count)!) - 1;
  return { counts: found, missing, numberOf };
}

function train(counts: ArrayLike<number>): Float64Array {
  const classifier = new MultinomialNB();
  classifier.train([counts], [0]);
  const trained = classifier.conditionalProbability;
  return Float64Array.from({ length: counts.length }, (_, word) => trained.get(0, word));
}
