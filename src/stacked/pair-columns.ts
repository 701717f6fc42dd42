import { countedMatrices, type LearntRows, type NewRows } from './learnt-rows.js';

const NONE = -1;

/**
 * Which pairs of words are worth a column. Most pairs occur in one row only, and say nothing about any other: they
 * count in the totals and in the size of the vocabulary alone.
 */
export interface PairColumns {
  /** Column of each pair; −1 for the others. */
  readonly columnOf: Int32Array;
  readonly count: number;
  /** 1 for columns of pairs that occur in two texts or more; length `count`. */
  readonly isShared: Uint8Array;
  /** Different pairs of the learnt rows. */
  readonly distinct: number;
}

/**
 * Gives a column to pairs that occur in two texts of the learnt rows, or in one and in a judged row of others.
 *
 * @param judged other rows to judge; null where it is the learnt rows
 */
export function pairColumns(learnt: LearntRows, judged: NewRows | null): PairColumns {
  const texts = new Uint8Array(learnt.pairs.vocabularySize); // 0, 1, or 2 for more
  for (const { matrix, firstNumber } of countedMatrices('pairs', learnt)) {
    const isRepeat = firstNumber === 0 ? learnt.copies?.isRepeat : undefined;
    for (const { firstRow, rowStart, term } of matrix.blocks) {
      for (let i = 0; i + 1 < rowStart.length; i++) {
        if (isRepeat?.[firstRow + i] === 1) continue;
        for (let entry = rowStart[i]!; entry < rowStart[i + 1]!; entry++) {
          if (texts[term[entry]!]! < 2) texts[term[entry]!]!++;
        }
      }
    }
  }
  const isJudged = new Uint8Array(judged === null ? 0 : texts.length);
  for (const { term } of judged?.pairs.blocks ?? []) {
    for (const pair of term) if (pair < isJudged.length) isJudged[pair] = 1;
  }
  const columnOf = new Int32Array(texts.length).fill(NONE);
  const isShared: number[] = [];
  let distinct = 0;
  for (let pair = 0; pair < texts.length; pair++) {
    if (texts[pair]! > 0) distinct++;
    if (texts[pair]! < 2 && (texts[pair] === 0 || isJudged[pair] !== 1)) continue;
    columnOf[pair] = isShared.push(Number(texts[pair]! >= 2)) - 1;
  }
  return { columnOf, count: isShared.length, isShared: Uint8Array.from(isShared), distinct };
}
