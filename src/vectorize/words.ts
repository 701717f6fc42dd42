/** Which words a text is turned into: how it is cut, what is left out, and what is joined. */

import porterStemmer from 'natural/lib/natural/stemmers/porter_stemmer.js';
import { words as englishStopWords } from 'natural/lib/natural/util/stopwords.js';
import { hasUnspacedScript, isUnspaced } from './scripts.js';
import { tokenize } from './tokenize.js';

/** How texts are cut: runs of letters, words as Unicode's dictionaries know them, or single characters. */
export const TOKENIZERS = ['words', 'segmenter', 'characters'] as const;
export type Tokenizer = (typeof TOKENIZERS)[number];

/** What users of scikit-learn's CountVectorizer know; all optional. */
export interface VectorizerOptions {
  /** Default: words, or segmenter where the texts are in a script without spaces. */
  readonly tokenizer?: Tokenizer | undefined;
  /** Runs of up to so many words are counted too; default 1, for characters 2. */
  readonly ngrams?: number | undefined;
  /** Words that stand in fewer of the rows learnt from are left out; default 1. */
  readonly minDf?: number | undefined;
  /** Words to leave out: natural's list, or a list of one's own. */
  readonly stopWords?: 'english' | readonly string[] | undefined;
  /** Whether Porter's stems are counted instead of words. */
  readonly stem?: boolean | undefined;
  /** Whether pairs of adjacent words are counted in matrices of their own. */
  readonly pairs?: boolean | undefined;
  /** Whether HTML's entities are decoded and its tags left out before words are counted. */
  readonly decodeHtml?: boolean | undefined;
}

/**
 * Makes the function that turns a text into its words, in order.
 *
 * @example
 * wordsOf({ stem: true, ngrams: 2 })('Banks raise rates') // ['bank', 'rais', 'rate', 'bank rais', 'rais rate']
 */
export function wordsOf(options: VectorizerOptions, tokenizer: Tokenizer): (text: string) => string[] {
  const cut = CUT[tokenizer];
  const ngrams = options.ngrams ?? (tokenizer === 'characters' ? 2 : 1);
  const stop = stopWordsOf(options.stopWords, cut);
  const stem = options.stem === true ? rememberingStemmer() : undefined;
  const joint = tokenizer === 'characters' ? '' : ' ';
  if (stop === undefined && stem === undefined && ngrams === 1) return cut;
  return (text) => {
    const kept = stop === undefined ? cut(text) : cut(text).filter((word) => !stop.has(word));
    const words = stem === undefined ? kept : kept.map(stem);
    return ngrams === 1 ? words : withRuns(words, ngrams, joint);
  };
}

const CUT: Readonly<Record<Tokenizer, (text: string) => string[]>> = {
  words: tokenize,
  segmenter: segment,
  characters: (text) => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]/gu) ?? [],
};

let segmenter: Intl.Segmenter | undefined;

/** Words by dictionary where the script has no spaces; elsewhere the same words as `tokenize` gives. */
function segment(text: string): string[] {
  if (!hasUnspacedScript(text)) return tokenize(text);
  segmenter ??= new Intl.Segmenter('en', { granularity: 'word' });
  const words: string[] = [];
  for (const { segment: word, isWordLike } of segmenter.segment(text.toLowerCase())) {
    if (isWordLike === true && (word.length > 1 || isUnspaced(word))) words.push(word);
  }
  return words;
}

/** Words, then pairs, then triples … as CountVectorizer counts them. */
function withRuns(words: readonly string[], longest: number, joint: string): string[] {
  const all = [...words];
  for (let length = 2; length <= longest; length++) {
    for (let at = 0; at + length <= words.length; at++) all.push(words.slice(at, at + length).join(joint));
  }
  return all;
}

/** A list's entries are cut as texts are, so that "don't" leaves out what becomes of it. */
function stopWordsOf(
  words: VectorizerOptions['stopWords'],
  cut: (text: string) => string[],
): ReadonlySet<string> | undefined {
  if (words === undefined) return undefined;
  return new Set((words === 'english' ? englishStopWords : words).flatMap(cut));
}

/**
 * Longer runs of letters are no English words (the longest in dictionaries have 45) but sequences, keys or damage:
 * they stay as they are, since the stemmer takes time with the square of the length, minutes for 300,000 letters.
 */
const LONGEST_STEMMED = 64;

/** Stems each different word once: texts repeat theirs. */
function rememberingStemmer(): (word: string) => string {
  const stems = new Map<string, string>();
  return (word) => {
    if (word.length > LONGEST_STEMMED) return word;
    let stem = stems.get(word);
    if (stem === undefined) {
      stem = porterStemmer.stem(word);
      stems.set(word, stem);
    }
    return stem;
  };
}
