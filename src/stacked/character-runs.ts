import { PairTable } from '../vectorize/pair-table.js';

/** Characters of a run. */
const LENGTH = 4;

/** The runs of four characters of every word, numbered in order of first appearance. */
export interface CharacterRuns {
  /** Where the runs of each word begin in `runs`; length words + 1. */
  readonly start: Uint32Array;
  /** The runs of the words, one after the other, repeated ones repeated. */
  readonly runs: Uint32Array;
  /** Different runs. */
  readonly count: number;
}

/**
 * Cuts words into their runs of four characters (code points), a blank before and after the word included: `bank` has
 * ` ban`, `bank` and `ank `. Shorter words than two characters have none.
 *
 * A run is numbered as the pair of its two halves, each of them numbered as a pair of characters.
 *
 * @param words names
 *
 * @example
 * characterRuns(['bank', 'tank']).runs // Uint32Array [0, 1, 2, 3, 4, 2]
 */
export function characterRuns(words: readonly string[]): CharacterRuns {
  const halves = new PairTable();
  const table = new PairTable();
  const start = new Uint32Array(words.length + 1);
  let runs = new Uint32Array(1024);
  let end = 0;
  let characters = new Uint32Array(64);
  for (const [word, name] of words.entries()) {
    if (runs.length < end + name.length) runs = lengthened(runs, 2 * (end + name.length));
    if (characters.length < name.length + 2) characters = new Uint32Array(2 * name.length + 2);
    const length = readCharacters(name, characters);
    // From characters to the halves that begin at each.
    for (let at = 0; at + 1 < length; at++) {
      characters[at] = halves.numberOfPair(characters[at]!, characters[at + 1]!);
    }
    for (let at = 0; at + LENGTH <= length; at++) {
      runs[end++] = table.numberOfPair(characters[at]!, characters[at + 2]!);
    }
    start[word + 1] = end;
  }
  return { start, runs: runs.slice(0, end), count: table.size };
}

/** Writes the code points of a word with a blank on either side; returns how many they are. */
function readCharacters(name: string, into: Uint32Array): number {
  const blank = 0x20;
  let length = 0;
  into[length++] = blank;
  for (let at = 0; at < name.length; at++) {
    const code = name.codePointAt(at)!;
    if (code > 0xffff) at++;
    into[length++] = code;
  }
  into[length++] = blank;
  return length;
}

function lengthened(array: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(length);
  longer.set(array);
  return longer;
}
