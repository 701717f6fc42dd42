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
