import type { WordScore } from '../naive-bayes/word-scores.js';
import type { Evidence } from '../types.js';
import type { RowTerm } from '../vectorize/row-terms.js';

/** More words than this tell a reader no more. */
const MOST_WORDS = 8;

/**
 * The words of a row that speak most for the suggested against the given class:
 * weight(w) = x[i][w] · (ln P(w | suggested) − ln P(w | given)), by the model that scored the row.
 *
 * @param row its number, as `score` knows it, and its `given` and `suggested` class
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
    // Weaker ones move up, and the weakest of eight out.
    let at = isFull ? MOST_WORDS - 1 : strongest.length;
    for (; at > 0 && strongest[at - 1]!.weight < weight; at--) strongest[at] = strongest[at - 1]!;
    strongest[at] = { token: words[term.word]!, weight };
  }
  return strongest;
}
