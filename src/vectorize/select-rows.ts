import type { TermBlock, TermMatrix } from '../types.js';
import { forEachRow } from './row-terms.js';

/** In place of the number of a word that no wanted row has. */
export const NO_WORD = 0xffffffff;

/**
 * Numbers the words of the wanted rows, in order of first appearance, as if there were no other rows.
 *
 * @param terms n × V
 * @param isWanted 1 for the wanted rows; length n
 * @returns the new number of each word, or `NO_WORD`; length V
 */
export function numberWordsOf(terms: TermMatrix, isWanted: Uint8Array): Uint32Array {
  const numbers = new Uint32Array(terms.vocabularySize).fill(NO_WORD);
  let found = 0;
  forEachRow(terms, (row, { term }, start, end) => {
    if (isWanted[row] === 0) return;
    for (let entry = start; entry < end; entry++) {
      if (numbers[term[entry]!] === NO_WORD) numbers[term[entry]!] = found++;
    }
  });
  return numbers;
}

/**
 * The matrix of the wanted rows alone, in the same order.
 *
 * @param terms n × V
 * @param isWanted 1 for the wanted rows; length n
 * @param numbers the result of `numberWordsOf`; null to keep the numbers
 * @example
 * selectRows(terms, Uint8Array.of(1, 0, 1), numberWordsOf(terms, Uint8Array.of(1, 0, 1))).rowCount // 2
 */
export function selectRows(terms: TermMatrix, isWanted: Uint8Array, numbers: Uint32Array | null): TermMatrix {
  const blocks: TermBlock[] = [];
  let rowCount = 0;
  for (const block of terms.blocks) {
    const selected = selectFromBlock(block, isWanted, numbers, rowCount);
    rowCount += selected.rowStart.length - 1;
    blocks.push(selected);
  }
  const vocabularySize =
    numbers === null
      ? terms.vocabularySize
      : numbers.reduce((size, number) => size + Number(number !== NO_WORD), 0);
  return { rowCount, vocabularySize, blocks: blocks.filter(({ rowStart }) => rowStart.length > 1) };
}

function selectFromBlock(
  { firstRow, rowStart, term, count }: TermBlock,
  isWanted: Uint8Array,
  numbers: Uint32Array | null,
  selectedBefore: number,
): TermBlock {
  const starts = new Uint32Array(rowStart.length);
  const terms = new Uint32Array(term.length);
  const counts = new (count instanceof Uint16Array ? Uint16Array : Uint32Array)(count.length);
  let [rows, entries] = [0, 0];
  for (let i = 0; i + 1 < rowStart.length; i++) {
    if (isWanted[firstRow + i] === 0) continue;
    for (let entry = rowStart[i]!; entry < rowStart[i + 1]!; entry++, entries++) {
      const word = term[entry]!;
      terms[entries] = numbers === null ? word : numbers[word]!;
      counts[entries] = count[entry]!;
    }
    starts[++rows] = entries;
  }
  return {
    firstRow: selectedBefore,
    rowStart: starts.slice(0, rows + 1),
    term: terms.slice(0, entries),
    count: counts.slice(0, entries),
  };
}
