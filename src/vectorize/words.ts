/** The words of a text: how it is split, which words are left out, and which are joined. */

import porterStemmer from 'natural/lib/natural/stemmers/porter_stemmer.js';
import { words as englishStopWords } from 'natural/lib/natural/util/stopwords.js';
import { ngramsOutside } from './errors.js';
import { hasUnspacedScript, isUnspaced, tokenize } from './tokenize.js';

/** How texts are cut: runs of letters, words as Unicode's dictionaries know them, or single characters. */
export const TOKENIZERS = ['words', 'segmenter', 'characters'] as const;
export type Tokenizer = (typeof TOKENIZERS)[number];

/** As in scikit-learn's CountVectorizer; all optional. */
export interface VectorizerOptions {
  /** Default: words, or segmenter where the script has no spaces. */
  readonly tokenizer?: Tokenizer | undefined;
  /** Longest n-gram that is counted; default 1, for characters 2. */
  readonly ngrams?: number | undefined;
  /** Words of fewer training rows are left out; default 1. */
  readonly minDf?: number | undefined;
  /** Words to leave out: natural's list, or the given one. */
  readonly stopWords?: 'english' | readonly string[] | undefined;
  /** Whether to count Porter stems instead of words. */
  readonly stem?: boolean | undefined;
  /** Whether pairs of adjacent words are counted in matrices of their own. */
  readonly pairs?: boolean | undefined;
  /** Whether HTML's entities are decoded and its tags left out before words are counted. */
  readonly decodeHtml?: boolean | undefined;
}

/** The words of a text of n words and its runs of up to m have about n·m² letters: longer runs would fill the memory. */
const LONGEST_RUN = 100;

/**
 * Makes a function from a text to its words, in order.
 *
 * @throws UserError if `ngrams` is no whole number from 1 to 100
 * @example
 * wordsOf({ stem: true, ngrams: 2 })('Banks raise rates') // ['bank', 'rais', 'rate', 'bank rais', 'rais rate']
 */
export function wordsOf(options: VectorizerOptions, tokenizer: Tokenizer): (text: string) => string[] {
  const cut = CUT[tokenizer];
  const ngrams = options.ngrams ?? (tokenizer === 'characters' ? 2 : 1);
  if (!Number.isInteger(ngrams) || ngrams < 1 || ngrams > LONGEST_RUN)
    throw ngramsOutside(ngrams, LONGEST_RUN);
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

/** Words by dictionary where the script has no spaces; elsewhere the words of `tokenize`. */
function segment(text: string): string[] {
  if (!hasUnspacedScript(text)) return tokenize(text);
  segmenter ??= new Intl.Segmenter('en', { granularity: 'word' });
  const words: string[] = [];
  for (const { segment: word, isWordLike } of segmenter.segment(text.toLowerCase())) {
    if (isWordLike === true && (word.length > 1 || isUnspaced(word))) words.push(word);
  }
  return words;
}

/** Words, then pairs, then triples … in CountVectorizer's order. */
function withRuns(words: readonly string[], longest: number, joint: string): string[] {
  const all = [...words];
  for (let length = 2; length <= Math.min(longest, words.length); length++) {
    for (let at = 0; at + length <= words.length; at++) all.push(words.slice(at, at + length).join(joint));
  }
  return all;
}

/** The entries of a list are tokenized like texts, so that "don't" leaves out the tokens that it becomes. */
function stopWordsOf(
  words: VectorizerOptions['stopWords'],
  cut: (text: string) => string[],
): ReadonlySet<string> | undefined {
  if (words === undefined) return undefined;
  return new Set((words === 'english' ? englishStopWords : words).flatMap(cut));
}

/**
 * Longer runs of letters are not English words (the longest in dictionaries have 45) but sequences, keys or damage. They
 * are not stemmed, since the stemmer takes quadratic time: minutes for 300,000 letters.
 */
const LONGEST_STEMMED = 64;

/** Stems each different word once, since texts repeat their words. */
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
