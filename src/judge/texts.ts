import { unknownName } from '../confident-learning/errors.js';
import { flaggedRows, rankByQuality } from '../confident-learning/rank/rank.js';
import { evidenceOf } from '../explain/evidence.js';
import type { DecidedRows, Evidence } from '../types.js';
import { termsOfRow } from '../vectorize/row-terms.js';
import { Vectorizer } from '../vectorize/vectorizer.js';
import type { VectorizerOptions } from '../vectorize/words.js';
import { decidedNoText, textsAndLabelsDiffer } from './errors.js';
import { judgeLabels, type MethodOptions, wordsFor } from './methods.js';
import { judgeOpenRows } from './open-rows.js';

/** A text whose label is probably wrong. */
export interface TextLabelError {
  /** Position in the texts, from 0. */
  readonly index: number;
  readonly given: string;
  readonly suggested: string;
  /** Label quality from 0 to 1; low is suspicious. */
  readonly quality: number;
  /** The words that support the suggested against the given label, strongest first, at most 8. */
  readonly evidence: readonly Evidence[];
}

/** How texts are split into words, and decisions about their labels. */
export interface TextsOptions extends VectorizerOptions {
  /**
   * Decisions about texts, by position: the name of the correct class, which may be the given one, or null to take the
   * text out. The model trains on these labels, and does not judge them.
   */
  readonly decided?: ReadonlyMap<number, string | null> | undefined;
}

/**
 * Finds the labels that are probably wrong among labelled texts, worst first: the command `find` on texts in memory.
 *
 * @param texts length n
 * @param labels name of each text's class; length n
 * @param options the method and its options; default stacked
 * @param textsOptions which words of the texts are counted, and what was decided about some of them
 * @throws UserError if the lengths differ, there are fewer than two classes, an option is wrong, or a decision is
 *   about no text, for no class, or the last that was left to make
 *
 * @example
 * findLabelErrorsInTexts(['good film', 'good plot', 'bad film', 'bad plot'], ['pos', 'pos', 'neg', 'neg']); // []
 */
export function findLabelErrorsInTexts(
  texts: readonly string[],
  labels: readonly string[],
  options: MethodOptions = { method: 'stacked' },
  { decided, ...vectorizerOptions }: TextsOptions = {},
): TextLabelError[] {
  if (texts.length !== labels.length) throw textsAndLabelsDiffer(texts.length, labels.length);
  const vectorizer = new Vectorizer(wordsFor(options.method, vectorizerOptions));
  const addRow = vectorizer.startMatrix();
  for (const text of texts) addRow(text);
  const { matrices, pairs, words } = vectorizer.finish();
  const terms = matrices[0]!;

  const classes = [...new Set(labels)].sort((a, b) => (a < b ? -1 : 1));
  const classOf = new Map(classes.map((name, k) => [name, k]));
  const given = Uint32Array.from(labels, (label) => classOf.get(label)!);
  const problem = {
    terms,
    pairs: pairs[0],
    words,
    labels: given,
    classCount: classes.length,
    training: null,
  };
  const { judgement, wordScore } =
    decided === undefined
      ? judgeLabels(problem, options)
      : judgeOpenRows(problem, options, decidedRows(decided, given, classes));

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

/** @throws UserError if a decision is about no text or for no class */
function decidedRows(
  decided: ReadonlyMap<number, string | null>,
  given: Uint32Array,
  classes: readonly string[],
): DecidedRows {
  const isHeld = new Uint8Array(given.length);
  const isDeleted = new Uint8Array(given.length);
  const labels = given.slice();
  for (const [index, name] of decided) {
    if (!(index in given)) throw decidedNoText(index, given.length);
    const k = name === null ? given[index]! : classes.indexOf(name);
    if (k === -1) throw unknownName('class', name!, classes);
    (name === null ? isDeleted : isHeld)[index] = 1;
    labels[index] = k;
  }
  return { isHeld, isDeleted, labels };
}
