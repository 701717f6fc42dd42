import { readWordList } from '../dataset/word-list.js';
import type { VectorizerOptions } from '../vectorize/words.js';
import type { WordFlags } from './flags.js';

/** Turns flags into what is said about words; reads the file of stop words, if one is given. */
export async function vectorizerOptions(flags: WordFlags): Promise<VectorizerOptions> {
  const { ngrams, minDf, stopWords, stem, tokenizer } = flags;
  const list = stopWords === undefined || stopWords === 'english' ? stopWords : await readWordList(stopWords);
  return { ngrams, minDf, stopWords: list, stem, tokenizer };
}
