/**
 * The parts of `natural` that are used. Each is imported from its own file: the package's entry point loads everything
 * (390 ms), prints on stdout and reads `.env` from the working directory.
 */
declare module 'natural/lib/natural/tokenizers/regexp_tokenizer.js' {
  export class RegexpTokenizer {
    constructor(options: { pattern: RegExp; gaps: boolean });
    /** With `gaps: false`: all matches, or null (not an empty array) where there is none. */
    tokenize(text: string): string[] | null;
  }
}

declare module 'natural/lib/natural/stemmers/porter_stemmer.js' {
  const stemmer: { stem(word: string): string };
  export default stemmer;
}

declare module 'natural/lib/natural/util/stopwords.js' {
  export const words: readonly string[];
}
