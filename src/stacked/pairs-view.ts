import { NEGLIGIBLE_SHARE } from '../naive-bayes/leave-one-out.js';
import { leftOutShares } from '../naive-bayes/membership.js';
import type { TermBlock, TermMatrix } from '../types.js';
import {
  classChunks,
  countedMatrices,
  logWithout,
  type NewRows,
  type TrainingRows,
  type View,
} from './views.js';

/**
 * View 4, pairs of adjacent words: leave-one-out multinomial naive Bayes over pairs under the soft labels,
 *
 *     view[i][k] = (Σ_{w in two texts} x·ln(N[k][w] − q·x + α) − s[i]·ln(M[k] − q·r[i] + α·B)) / √max(s[i], 1)
 *
 * with x[i][w] the pairs of row i, r[i] all of them and s[i] those of two texts or more, q the soft label that is left
 * out with the row, N, M the soft counts, and B the number of different pairs.
 *
 * @param weights Qh of the training rows, n × K
 * @param judged other rows, whose pairs count where a training row has them
 * @param alpha additive smoothing
 */
export function pairsView(
  training: TrainingRows,
  weights: Float64Array,
  judged: NewRows | null,
  alpha: number,
): View {
  const K = training.classCount;
  const columns = pairColumns(training, judged);
  const own = new Float64Array(training.labels.length * K);
  const ofJudged = judged === null ? null : new Float64Array(judged.labels.length * K);
  const leftOut = leftOutShares({ classCount: K, weights }, training.copies);
  for (const [from, to] of classChunks(columns.count, K)) {
    const counts = countPairs(training, weights, { columns, from, to, alpha });
    scorePairs(training.pairs, counts, leftOut, own);
    if (ofJudged !== null) scorePairs(judged!.pairs, counts, null, ofJudged);
  }
  return { own, judged: ofJudged };
}

/** Soft counts of pairs for the classes `from` … `to` − 1. */
interface PairCounts {
  readonly columns: PairColumns;
  readonly from: number;
  readonly to: number;
  readonly alpha: number;
  /** K */
  readonly classCount: number;
  /** N of each column and class of the stretch, column-major. */
  readonly counts: Float64Array;
  /** ln(N + α) */
  readonly logs: Float64Array;
  /** M of each class of the stretch, pairs without a column included. */
  readonly totals: Float64Array;
}

function countPairs(
  training: TrainingRows,
  weights: Float64Array,
  stretch: Pick<PairCounts, 'columns' | 'from' | 'to' | 'alpha'>,
): PairCounts {
  const { columns, from, to, alpha } = stretch;
  const K = training.classCount;
  const width = to - from;
  const counts = new Float64Array(columns.count * width);
  const totals = new Float64Array(width);
  const shares = new Float64Array(width);
  for (const { matrix, labels } of countedMatrices('pairs', training)) {
    for (const { firstRow, rowStart, term, count } of matrix.blocks) {
      for (let i = 0; i + 1 < rowStart.length; i++) {
        const row = firstRow + i;
        for (let k = 0; k < width; k++) {
          shares[k] = labels === undefined ? weights[row * K + from + k]! : Number(labels[row] === from + k);
        }
        let tokens = 0;
        for (let entry = rowStart[i]!; entry < rowStart[i + 1]!; entry++) {
          const x = count[entry]!;
          tokens += x;
          const column = columns.columnOf[term[entry]!]!;
          if (column < 0) continue;
          for (let k = 0, at = column * width; k < width; k++, at++) counts[at]! += shares[k]! * x;
        }
        for (let k = 0; k < width; k++) totals[k]! += shares[k]! * tokens;
      }
    }
  }
  return { ...stretch, classCount: K, counts, logs: counts.map((N) => Math.log(N + alpha)), totals };
}

/**
 * Scores rows under soft counts.
 *
 * @param leftOut which share of a class is left out with a row; null for rows that were not counted
 * @param view what is written, the columns of the stretch only
 */
function scorePairs(
  pairs: TermMatrix,
  { columns, from, to, alpha, classCount: K, counts, logs, totals }: PairCounts,
  leftOut: ((row: number, k: number) => number) | null,
  view: Float64Array,
): void {
  const width = to - from;
  const scored = new Uint32Array(1 + longestRow(pairs));
  const occurrences = new Float64Array(scored.length);
  for (const block of pairs.blocks) {
    const { firstRow, rowStart, term, count } = block;
    for (let i = 0; i + 1 < rowStart.length; i++) {
      const row = firstRow + i;
      let [found, tokens, shared] = [0, 0, 0];
      for (let entry = rowStart[i]!; entry < rowStart[i + 1]!; entry++) {
        const x = count[entry]!;
        tokens += x;
        const column = columns.columnOf[term[entry]!] ?? -1;
        if (column < 0 || (leftOut !== null && columns.isShared[column] === 0)) continue;
        scored[found] = column * width;
        occurrences[found++] = x;
        shared += x;
      }
      if (shared === 0) continue;
      const scale = Math.sqrt(shared);
      for (let k = 0; k < width; k++) {
        const share = leftOut === null ? 0 : leftOut(row, from + k);
        const own = share < NEGLIGIBLE_SHARE ? 0 : share;
        let sum = 0;
        for (let at = 0; at < found; at++) {
          const x = occurrences[at]!;
          const place = scored[at]! + k;
          sum += x * (own === 0 ? logs[place]! : logWithout(counts[place]!, logs[place]!, own * x, alpha));
        }
        const others = Math.max(totals[k]! - own * tokens, 0);
        view[row * K + from + k] = (sum - shared * Math.log(others + alpha * columns.distinct)) / scale;
      }
    }
  }
}

/** The most entries that a row has. */
function longestRow({ blocks }: TermMatrix): number {
  let most = 0;
  for (const { rowStart } of blocks as Iterable<TermBlock>) {
    for (let i = 0; i + 1 < rowStart.length; i++) most = Math.max(most, rowStart[i + 1]! - rowStart[i]!);
  }
  return most;
}

const NONE = -1;

/**
 * Which pairs of words are worth a column. Most pairs occur in one row only, and say nothing about any other: they
 * count in the totals and in the size of the vocabulary alone.
 */
interface PairColumns {
  /** Column of each pair; −1 for the others. */
  readonly columnOf: Int32Array;
  readonly count: number;
  /** 1 for columns of pairs that occur in two texts or more; length `count`. */
  readonly isShared: Uint8Array;
  /** Different pairs of the training rows. */
  readonly distinct: number;
}

/**
 * Gives a column to pairs that occur in two texts of the training rows, or in one and in a judged row of others.
 *
 * @param judged other rows to judge; null where it is these
 */
function pairColumns(training: TrainingRows, judged: NewRows | null): PairColumns {
  const texts = new Uint8Array(training.pairs.vocabularySize); // 0, 1, or 2 for more
  for (const { matrix, firstNumber } of countedMatrices('pairs', training)) {
    const isRepeat = firstNumber === 0 ? training.copies?.isRepeat : undefined;
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
