import { countSparsely } from '../naive-bayes/class-lists.js';
import { countByClass } from '../naive-bayes/class-totals.js';
import type { ClassTotals, LabelledTerms } from '../types.js';

/** How often words stand in classes, as smoothed logarithms: ln(count + 1). */
export interface LogCounts {
  /** K */
  readonly classCount: number;
  /** V */
  readonly vocabularySize: number;
  /** Occurrences of all words per class; length K. */
  readonly tokens: Float64Array;
  /**
   * Adds x · ln(count + 1) to the sum of each class; a word that a class has not adds nothing.
   *
   * @param own a class that the x occurrences are taken from first; −1 for none
   * @param sums length K
   */
  add(word: number, x: number, own: number, sums: Float64Array): void;
}

/** Of more words × classes than this, only the pairs that occur are counted. */
const MOST_PAIRS = 2 ** 23;

/**
 * Counts the words of labelled rows.
 *
 * @param totals what `countByClass` makes of them, where somebody has it
 * @param mostPairs of more words × classes only the pairs that occur are counted, with the same sums
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
  // The logarithm of every count once; only those of a row's own class change without the row.
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
