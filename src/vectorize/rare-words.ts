import type { TermBlock, TermMatrix } from '../types.js';
import { type BlockStore, inMemory, type MakeBlockStore } from './term-matrix-builder.js';
import { termStatistics } from './term-statistics.js';

/** In place of the number of a word that is left out. */
const NONE = 0xffffffff;

/**
 * Leaves out the words of few rows, and renumbers the others in the same order.
 *
 * @param matrices over one vocabulary; rows are counted in the first one, on which the model is trained. Words that
 *   only later ones have are kept, since the model does not know them anyway
 * @param words name of each word
 * @param minDf minimum number of rows with a word
 * @param makeStore makes the stores of the new matrices
 */
export function dropRareWords(
  matrices: readonly TermMatrix[],
  words: readonly string[],
  minDf: number,
  makeStore: MakeBlockStore = inMemory,
): { readonly matrices: TermMatrix[]; readonly words: string[] } {
  const { documentFrequencies } = termStatistics(matrices[0]!);
  const isKept = (word: number) => word >= documentFrequencies.length || documentFrequencies[word]! >= minDf;
  const numbers = new Uint32Array(words.length).fill(NONE);
  let kept = 0;
  for (let word = 0; word < words.length; word++) if (isKept(word)) numbers[word] = kept++;
  return {
    matrices: matrices.map(({ rowCount, vocabularySize, blocks }) => ({
      rowCount,
      vocabularySize: numbers
        .subarray(0, vocabularySize)
        .reduce((sum, number) => sum + Number(number !== NONE), 0),
      blocks: renumberedBlocks(blocks, numbers, makeStore()),
    })),
    words: words.filter((_, word) => isKept(word)),
  };
}

function renumberedBlocks(
  blocks: TermMatrix['blocks'],
  numbers: Uint32Array,
  store: BlockStore,
): TermMatrix['blocks'] {
  for (const block of blocks) store.add(renumbered(block, numbers));
  return store.finish();
}

function renumbered({ firstRow, rowStart, term, count }: TermBlock, numbers: Uint32Array): TermBlock {
  const starts = new Uint32Array(rowStart.length);
  const entries: number[] = [];
  for (let row = 0; row + 1 < rowStart.length; row++) {
    for (let entry = rowStart[row]!; entry < rowStart[row + 1]!; entry++) {
      if (numbers[term[entry]!] !== NONE) entries.push(entry);
    }
    starts[row + 1] = entries.length;
  }
  return {
    firstRow,
    rowStart: starts,
    term: Uint32Array.from(entries, (entry) => numbers[term[entry]!]!),
    count: sameKind(count, entries.length).map((_, at) => count[entries[at]!]!),
  };
}

function sameKind(counts: TermBlock['count'], length: number): TermBlock['count'] {
  if (counts instanceof Uint8Array) return new Uint8Array(length);
  return counts instanceof Uint16Array ? new Uint16Array(length) : new Uint32Array(length);
}
