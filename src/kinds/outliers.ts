import { flaggedRows } from '../confident-learning/rank/rank.js';
import { countSparsely } from '../naive-bayes/class-lists.js';
import { countByClass } from '../naive-bayes/class-totals.js';
import type { ClassTotals, LabelledTerms } from '../types.js';

/** A row is an outlier from so many standard deviations below the median on. */
const DEVIATIONS = 3.5;
/** Fewer rows are too few to estimate median and deviation. */
const FEWEST_ROWS = 50;
/** Rows from which median and deviation are estimated; more do not improve them. */
const ROWS_SAMPLED = 10_000;
/** The median absolute deviation of a normal distribution, as a share of its standard deviation. */
const MAD_OF_NORMAL = 0.6745;

/**
 * Rows that no class explains: their words are unlikely under every class, such as a text in another language, a page of
 * code, or a list of part numbers among reviews. The leave-one-out likelihood of a row's words under its most likely
 * class, per word, is compared with that of all rows by median and median absolute deviation, scaled by √n for a row of
 * n words. Counts are smoothed by 1, so that a word of no other row is unlikely in every class.
 *
 * A measure of this project. On AG News it flags 1 row in 1,000.
 *
 * @param rows the rows to judge
 * @param trainingRows the training rows; default the rows themselves
 * @param isAsked 1 for the rows to check; length n
 * @param totals the result of `countByClass` for the training rows, where it is known
 * @returns 1 for outliers among these; length n
 */
export function findOutliers(
  rows: LabelledTerms,
  trainingRows: LabelledTerms | null,
  isAsked: Uint8Array,
  totals?: ClassTotals,
): Uint8Array {
  const isOutlier = new Uint8Array(rows.labels.length);
  const step = Math.ceil(rows.labels.length / ROWS_SAMPLED);
  const scored = flaggedRows(isAsked.map((is, row) => is | Number(row % step === 0)));
  const counts = logCounts(trainingRows ?? rows, totals);
  const { scores, tokens } = likeliestClass(rows, trainingRows === null, scored, counts);
  const sample = [...scored.keys()].filter((place) => scored[place]! % step === 0 && tokens[place]! > 0);
  if (sample.length < FEWEST_ROWS) return isOutlier;
  const usual = medianOf(sample.map((place) => scores[place]!));
  const standing = (place: number) => (scores[place]! - usual) * Math.sqrt(tokens[place]!);
  const middle = medianOf(sample.map(standing));
  const deviation = medianOf(sample.map((place) => Math.abs(standing(place) - middle))) / MAD_OF_NORMAL;
  for (const [place, row] of scored.entries()) {
    const isUnusual = tokens[place]! > 0 && standing(place) - middle < -DEVIATIONS * deviation;
    isOutlier[row] = isAsked[row]! & Number(isUnusual);
  }
  return isOutlier;
}

/**
 * Mean log-likelihood of the words of some rows under the most likely class of each, and its number of words.
 *
 * @param isTraining whether the rows are training rows, so that each must be scored without itself
 * @param scored row numbers, ascending; the results have their length
 */
function likeliestClass(
  { terms, labels }: LabelledTerms,
  isTraining: boolean,
  scored: Uint32Array,
  counts: LogCounts,
): { scores: Float64Array; tokens: Float64Array } {
  const V = Math.max(counts.vocabularySize, terms.vocabularySize);
  const scores = new Float64Array(scored.length);
  const tokens = new Float64Array(scored.length);
  const sums = new Float64Array(counts.classCount);
  const logTotals = counts.tokens.map((all) => Math.log(all + V));
  let place = 0;
  for (const { firstRow, rowStart, term, count } of terms.blocks) {
    for (; place < scored.length && scored[place]! + 1 < firstRow + rowStart.length; place++) {
      const i = scored[place]! - firstRow;
      const own = isTraining ? labels[scored[place]!]! : -1;
      sums.fill(0);
      for (let entry = rowStart[i]!; entry < rowStart[i + 1]!; entry++) {
        counts.add(term[entry]!, count[entry]!, own, sums);
        tokens[place]! += count[entry]!;
      }
      for (let k = 0; k < sums.length; k++) {
        if (counts.tokens[k] === 0) sums[k] = Number.NEGATIVE_INFINITY; // a class without words explains none
        const logTotal = k === own ? Math.log(counts.tokens[k]! - tokens[place]! + V) : logTotals[k]!;
        sums[k]! -= tokens[place]! * logTotal;
      }
      scores[place] =
        tokens[place] === 0 ? 0 : sums.reduce((most, sum) => Math.max(most, sum)) / tokens[place]!;
    }
  }
  return { scores, tokens };
}

function medianOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1]!;
}

/** Word counts of classes as smoothed logarithms: ln(count + 1). */
export interface LogCounts {
  /** K */
  readonly classCount: number;
  /** V */
  readonly vocabularySize: number;
  /** Occurrences of all words per class; length K. */
  readonly tokens: Float64Array;
  /**
   * Adds x · ln(count + 1) to the sum of each class; a word that a class does not have adds nothing.
   *
   * @param own the class from whose count x is subtracted first; −1 for none
   * @param sums length K
   */
  add(word: number, x: number, own: number, sums: Float64Array): void;
}

/** Of more words × classes than this, only the pairs that occur are counted. */
const MOST_PAIRS = 2 ** 23;

/**
 * Counts the words of labelled rows.
 *
 * @param totals the result of `countByClass` for them, where it is known
 * @param mostPairs with more words × classes, only the pairs that occur are counted; the sums are the same
 */
export function logCounts(rows: LabelledTerms, totals?: ClassTotals, mostPairs = MOST_PAIRS): LogCounts {
  if (totals !== undefined) return denseCounts(totals);
  const { terms, labels } = rows;
  const classCount = 1 + labels.reduce((most, k) => Math.max(most, k), 0);
  return classCount * terms.vocabularySize > mostPairs
    ? sparseCounts(rows, classCount)
    : denseCounts(countByClass(terms, { classCount, labels }));
}

function denseCounts({ classCount: K, wordCounts, vocabularySize, tokens }: ClassTotals): LogCounts {
  // One logarithm for each count; leave-one-out changes only those of a row's own class.
  const logs = wordCounts.map((count) => Math.log(count + 1));
  return {
    classCount: K,
    vocabularySize,
    tokens,
    add(word, x, own, sums) {
      const at = word * K;
      if (at >= logs.length) return;
      for (let k = 0; k < K; k++)
        sums[k]! += x * (k === own ? Math.log(wordCounts[at + k]! - x + 1) : logs[at + k]!);
    },
  };
}

function sparseCounts({ terms, labels }: LabelledTerms, K: number): LogCounts {
  const onePart = new Uint8Array(labels.length);
  const lists = countSparsely(terms, { classCount: K, labels }, onePart, 1);
  const { classes, wordStart } = lists;
  const counts = lists.counts[0]!;
  const logs = counts.map((count) => Math.log(count + 1));
  return {
    classCount: K,
    vocabularySize: terms.vocabularySize,
    tokens: lists.tokens[0]!,
    add(word, x, own, sums) {
      if (word >= terms.vocabularySize) return;
      for (let pair = wordStart[word]!; pair < wordStart[word + 1]!; pair++) {
        const k = classes[pair]!;
        sums[k]! += x * (k === own ? Math.log(counts[pair]! - x + 1) : logs[pair]!);
      }
    },
  };
}
