import type { WordScore } from '../naive-bayes/word-scores.js';
import type { Evidence, WordWeight } from '../types.js';
import type { RowTerm } from '../vectorize/row-terms.js';

/** Most words in the evidence of a row. */
const MOST_WORDS = 8;

/**
 * The words of a row that most support the suggested against the given class:
 * weight(w) = x[i][w] · (ln P(w | suggested) − ln P(w | given)), by the model that scored the row.
 *
 * @param row its number in `score`, and its `given` and `suggested` class
 * @param terms the words of the row
 * @param score word scores of the model that scored the row
 * @param words name of each word
 * @returns at most 8, strongest first, ties to the earlier word; none where the classes are the same
 */
export function evidenceOf(
  row: { readonly number: number; readonly given: number; readonly suggested: number },
  terms: readonly RowTerm[],
  score: WordScore,
  words: readonly string[],
): Evidence[] {
  const strongest: Evidence[] = [];
  const scoreOf = score(row.number);
  for (const term of terms) {
    const weight = term.count * (scoreOf(term, row.suggested) - scoreOf(term, row.given));
    const isFull = strongest.length === MOST_WORDS;
    if (!(weight > (isFull ? strongest[MOST_WORDS - 1]!.weight : 0))) continue;
    // Inserts by shifting weaker words down; the weakest of eight is dropped.
    let at = isFull ? MOST_WORDS - 1 : strongest.length;
    for (; at > 0 && strongest[at - 1]!.weight < weight; at--) strongest[at] = strongest[at - 1]!;
    strongest[at] = { token: words[term.word]!, weight };
  }
  return strongest;
}

/**
 * The contribution of each word of a row to each class: x[i][w] · ln P(w | class), by the model that scored the row.
 * Words that are unknown to this model are left out, since they contribute nothing to any class.
 *
 * @param row its number in `score`
 * @param terms the words of the row
 * @param score word scores of the model that scored the row
 * @param words name of each word
 * @returns in order of first appearance
 */
export function wordWeights(
  row: number,
  terms: readonly RowTerm[],
  { score, classCount }: { readonly score: WordScore; readonly classCount: number },
  words: readonly string[],
): WordWeight[] {
  const scoreOf = score(row);
  return terms
    .map((term) => ({
      token: words[term.word]!,
      weights: Array.from({ length: classCount }, (_, k) => term.count * scoreOf(term, k)),
    }))
    .filter(({ weights }) => weights.some((weight) => weight !== 0));
}

/** Words of a row for and against a class. */
export interface Leaning {
  /** Strongest first; weights greater than 0. */
  readonly for: readonly { readonly token: string; readonly weight: number }[];
  readonly against: readonly { readonly token: string; readonly weight: number }[];
}

/**
 * The words of a row for and against a class: by how many nats a word favours it over another class. Of the suggested
 * and the given class, these are the weights of `evidenceOf`.
 *
 * @param all the result of `wordWeights` for a row
 * @param k the class
 * @param other the class that it is compared with
 * @param most number of words on either side
 *
 * @example
 * leaningTo(wordWeightsOf(row), 2, 0, 5).for[0] // { token: 'shares', weight: 3.1 }
 */
export function leaningTo(all: readonly WordWeight[], k: number, other: number, most: number): Leaning {
  const strongest = (towards: number, against: number) =>
    all
      .map(({ token, weights }) => ({ token, weight: weights[towards]! - weights[against]! }))
      .filter(({ weight }) => weight > 0)
      .sort((a, b) => b.weight - a.weight)
      .slice(0, most);
  return { for: strongest(k, other), against: strongest(other, k) };
}
