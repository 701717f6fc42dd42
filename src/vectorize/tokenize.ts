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
