import { PairTable } from '../vectorize/pair-table.js';
import { countedMatrices, type TrainingRows } from './views.js';

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

const NOWHERE = 0;
const SEVERAL = 0xffffffff;

/**
 * Marks the runs of characters that occur in two texts or more, by way of the words: such a run is part of a word that
 * does, or of words of different texts.
 *
 * @returns 1 for runs of two texts or more; length of the runs' count
 */
export function sharedRuns({ start, runs, count }: CharacterRuns, training: TrainingRows): Uint8Array {
  const textOfWord = textsOfWords(training);
  const textOfRun = new Uint32Array(count);
  for (let word = 0; word < textOfWord.length; word++) {
    const text = textOfWord[word]!;
    if (text === NOWHERE) continue;
    for (let at = start[word]!; at < start[word + 1]!; at++) {
      const before = textOfRun[runs[at]!]!;
      textOfRun[runs[at]!] = before === NOWHERE || before === text ? text : SEVERAL;
    }
  }
  return Uint8Array.from(textOfRun, (text) => Number(text === SEVERAL));
}

/** The only text of each word, as the number of its first row + 1; `SEVERAL` where there are more. */
function textsOfWords(training: TrainingRows): Uint32Array {
  const { documentFrequencies } = training.statistics;
  const textOfWord = Uint32Array.from(documentFrequencies, (df) => (df > 1 ? SEVERAL : NOWHERE));
  for (const { matrix, firstNumber } of countedMatrices('terms', training)) {
    const isRepeat = firstNumber === 0 ? training.copies?.isRepeat : undefined;
    for (const { firstRow, rowStart, term } of matrix.blocks) {
      for (let i = 0; i + 1 < rowStart.length; i++) {
        const row = firstRow + i;
        if (isRepeat?.[row] === 1) continue;
        for (let entry = rowStart[i]!; entry < rowStart[i + 1]!; entry++) {
          if (textOfWord[term[entry]!] !== SEVERAL) textOfWord[term[entry]!] = firstNumber + row + 1;
        }
      }
    }
  }
  return textOfWord;
}
