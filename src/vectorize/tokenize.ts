import { RegexpTokenizer } from 'natural/lib/natural/tokenizers/regexp_tokenizer.js';

/**
 * Runs of two or more letters, digits or underscores of any script. The Unicode classes are explicit because
 * JavaScript's `\w` and `\b` are ASCII only.
 */
const WORD = /[\p{L}\p{N}_]{2,}/gu;

const tokenizer = new RegexpTokenizer({ pattern: WORD, gaps: false });

/**
 * The words of a text, in order: lower-cased runs of at least two word characters.
 *
 * Gives the same words as scikit-learn's `CountVectorizer` with its defaults. The whole text is lower-cased first, since
 * lower-casing can change where a word ends ("İ" becomes "i" and a combining dot).
 *
 * @example
 * tokenize('AT&T said: 3.5% up in 2004') // ['at', 'said', 'up', 'in', '2004']
 */
export function tokenize(text: string): string[] {
  return tokenizer.tokenize(text.toLowerCase()) ?? [];
}

/** Scripts without spaces between words. */

const NAMED = ['Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar'];
const UNSPACED = new RegExp(`[${NAMED.map((name) => `\\p{Script=${name}}`).join('')}]`, 'u');
const ALL_UNSPACED = new RegExp(UNSPACED.source, 'gu');
const ALL_LETTERS = /[\p{L}\p{M}]/gu;

/** Texts with at least this share of letters in such scripts are segmented by dictionary. */
const SHARE = 0.1;

export function hasUnspacedScript(text: string): boolean {
  return UNSPACED.test(text);
}

/** Whether a word begins in such a script. */
export function isUnspaced(word: string): boolean {
  return UNSPACED.test(String.fromCodePoint(word.codePointAt(0) ?? 32));
}

/**
 * Whether texts cannot be split at spaces, since their script has none.
 *
 * @returns the share of their letters in such scripts, if it is large; else null
 */
export function unspacedShare(texts: readonly string[]): number | null {
  if (!texts.some(hasUnspacedScript)) return null;
  let [letters, unspaced] = [0, 0];
  for (const text of texts) {
    letters += text.match(ALL_LETTERS)?.length ?? 0;
    unspaced += text.match(ALL_UNSPACED)?.length ?? 0;
  }
  return letters > 0 && unspaced / letters >= SHARE ? unspaced / letters : null;
}
