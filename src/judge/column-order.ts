import { mostLikelyClass } from '../confident-learning/probabilities.js';
import type { Probabilities } from '../types.js';

/** With more classes, the assignment takes too long. */
const MOST_CLASSES = 500;
/** Rows of the moved classes that must agree in the other order and do not now. */
const FEWEST_ROWS = 10;
/** In the other order, rows of the moved classes must agree this many times as often. */
const TIMES_BETTER = 2;

/** An order of columns that fits the labels better than theirs. */
export interface ColumnOrder {
  /** The class of each column; length K. */
  readonly order: readonly number[];
  /** Share of the judged rows whose most likely class is the given one, in that order. */
  readonly agreement: number;
  /** The same in the order in which the columns are. */
  readonly agreementNow: number;
}

/**
 * Finds the order of the columns of probabilities that fits the labels best: the assignment of columns to classes with
 * the largest sum of P(column | row) over the rows of each class.
 *
 * @param labels given class of each row; length n
 * @param probabilities n × K
 * @param judged 1 for the rows to include; length n
 * @returns null where the columns fit as they are, or no order is clearly better
 *
 * @example
 * bestColumnOrder(labels, probabilities, judged)?.order // [2, 0, 1]: the first column is of class 2
 */
export function bestColumnOrder(
  labels: Uint32Array,
  { classCount: K, values }: Probabilities,
  judged: Uint8Array,
): ColumnOrder | null {
  if (K > MOST_CLASSES) return null;
  const sums = new Float64Array(K * K);
  const likely = new Float64Array(K * K);
  let rows = 0;
  for (let row = 0; row < labels.length; row++) {
    if (judged[row] === 0) continue;
    rows++;
    const given = labels[row]!;
    likely[given * K + mostLikelyClass(values, row * K, K)]!++;
    for (let c = 0; c < K; c++) sums[given * K + c]! += values[row * K + c]!;
  }
  const columnOf = assign(sums, K);
  const moved = columnOf.flatMap((column, k) => (column === k ? [] : [k]));
  const agreeing = (columns: readonly number[], classes: readonly number[]) =>
    classes.reduce((sum, k) => sum + likely[k * K + columns[k]!]!, 0);
  const all = columnOf.map((_, k) => k);
  const [now, then] = [agreeing(all, moved), agreeing(columnOf, moved)];
  if (then < now + FEWEST_ROWS || then < TIMES_BETTER * now) return null;
  const order = new Array<number>(K);
  for (const [k, column] of columnOf.entries()) order[column] = k;
  return { order, agreement: agreeing(columnOf, all) / rows, agreementNow: agreeing(all, all) / rows };
}

/**
 * The assignment of columns to classes with the largest sum, by shortest augmenting paths (the Hungarian method, Kuhn
 * 1955, as by Jonker and Volgenant 1987), in O(K³).
 *
 * @param sums gain of each class (down) and column (across), K × K
 * @returns the column of each class; length K
 */
function assign(sums: Float64Array, K: number): number[] {
  // Rows and columns are counted from 1; column 0 starts each path.
  const rowPrice = new Float64Array(K + 1);
  const columnPrice = new Float64Array(K + 1);
  const rowOf = new Uint32Array(K + 1);
  const before = new Uint32Array(K + 1);
  for (let row = 1; row <= K; row++) {
    rowOf[0] = row;
    const shortest = new Float64Array(K + 1).fill(Number.POSITIVE_INFINITY);
    const isDone = new Uint8Array(K + 1);
    let column = 0;
    do {
      isDone[column] = 1;
      const from = rowOf[column]!;
      let step = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let to = 1; to <= K; to++) {
        if (isDone[to] === 1) continue;
        const cost = -sums[(from - 1) * K + to - 1]! - rowPrice[from]! - columnPrice[to]!;
        if (cost < shortest[to]!) {
          shortest[to] = cost;
          before[to] = column;
        }
        if (shortest[to]! < step) {
          step = shortest[to]!;
          next = to;
        }
      }
      for (let to = 0; to <= K; to++) {
        if (isDone[to] === 1) {
          rowPrice[rowOf[to]!]! += step;
          columnPrice[to]! -= step;
        } else shortest[to]! -= step;
      }
      column = next;
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      const previous = before[column]!;
      rowOf[column] = rowOf[previous]!;
      column = previous;
    }
  }
  const columnOf = new Array<number>(K);
  for (let column = 1; column <= K; column++) columnOf[rowOf[column]! - 1] = column - 1;
  return columnOf;
}
