import type { CharacterRuns } from './character-runs.js';
import { countedMatrices, type LearntRows } from './learnt-rows.js';

const NOWHERE = 0;
const SEVERAL = 0xffffffff;

/**
 * Marks the runs of characters that occur in two texts or more, by way of the words: such a run is part of a word that
 * does, or of words of different texts.
 *
 * @returns 1 for runs of two texts or more; length of the runs' count
 */
export function sharedRuns({ start, runs, count }: CharacterRuns, learnt: LearntRows): Uint8Array {
  const textOfWord = textsOfWords(learnt);
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
function textsOfWords(learnt: LearntRows): Uint32Array {
  const { documentFrequencies } = learnt.statistics;
  const textOfWord = Uint32Array.from(documentFrequencies, (df) => (df > 1 ? SEVERAL : NOWHERE));
  for (const { matrix, firstNumber } of countedMatrices('terms', learnt)) {
    const isRepeat = firstNumber === 0 ? learnt.copies?.isRepeat : undefined;
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
