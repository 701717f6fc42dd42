import { flaggedRows, rankByQuality } from './confident-learning/rank.js';
import { textsAndLabelsDiffer } from './errors.js';
import { evidenceOf } from './explain/evidence.js';
import { judgeLabels, type MethodOptions } from './judge-labels.js';
import type { Evidence } from './types.js';
import { termsOfRow } from './vectorize/row-terms.js';
import { Vectorizer } from './vectorize/vectorizer.js';
import type { VectorizerOptions } from './vectorize/words.js';

/** A text whose label is probably wrong. */
export interface TextLabelError {
  /** Position in the texts, from 0. */
  readonly index: number;
  readonly given: string;
  readonly suggested: string;
  /** Label quality from 0 to 1; low is suspicious. */
  readonly quality: number;
  /** The words that speak for the suggested against the given label, strongest first, at most 8. */
  readonly evidence: readonly Evidence[];
}

/**
 * Finds the labels that are probably wrong among labelled texts, worst first: the whole of what the command
 * `find` does, on texts in memory.
 *
 * @param texts length n
 * @param labels name of each text's class; length n
 * @param options the method and its options; default noise-aware
 * @param vectorizerOptions which words of the texts are counted
 * @throws UserError if the lengths differ, there are fewer than two classes, or an option is wrong
 *
 * @example
 * findLabelErrorsInTexts(['good film', 'good plot', 'bad film', 'bad plot'], ['pos', 'pos', 'neg', 'neg']); // []
 */
export function findLabelErrorsInTexts(
  texts: readonly string[],
  labels: readonly string[],
  options: MethodOptions = { method: 'noise-aware' },
  vectorizerOptions: VectorizerOptions = {},
): TextLabelError[] {
  if (texts.length !== labels.length) throw textsAndLabelsDiffer(texts.length, labels.length);
  const vectorizer = new Vectorizer(vectorizerOptions);
  const addRow = vectorizer.startMatrix();
  for (const text of texts) addRow(text);
  const { matrices, words } = vectorizer.finish();
  const terms = matrices[0]!;

  const classes = [...new Set(labels)].sort((a, b) => (a < b ? -1 : 1));
  const classOf = new Map(classes.map((name, k) => [name, k]));
  const given = Uint32Array.from(labels, (label) => classOf.get(label)!);
  const problem = { terms, labels: given, classCount: classes.length, training: null };
  const { judgement, wordScore } = judgeLabels(problem, options);

  return Array.from(rankByQuality(judgement.rankKey, flaggedRows(judgement.isIssue)), (index) => {
    const row = { number: index, given: given[index]!, suggested: judgement.suggested[index]! };
    return {
      index,
      given: classes[row.given]!,
      suggested: classes[row.suggested]!,
      quality: judgement.quality[index]!,
      evidence: evidenceOf(row, termsOfRow(terms, index), wordScore, words),
    };
  });
}
