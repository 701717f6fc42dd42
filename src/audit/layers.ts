/** The layers of an audit: rows by how probably their label is wrong, as far as the method tells. */
import type { Judgement } from '../types.js';

/** A layer of rows that are alike in rank. */
export interface RankLayer {
  /** Whether its rows are candidates. */
  readonly flagged: boolean;
  /** Row numbers, in rank order. */
  readonly rows: Uint32Array;
  /** Mean P(label error) of its rows by the method, 0 to 1. Only its order and rough size are used. */
  readonly expected: number;
  /** Sum of √(p (1 − p)) over its rows: what reading it can contribute to the precision of the result. */
  readonly weight: number;
}

const FLAGGED_LAYERS = 3;
const OTHER_LAYERS = 5;
/** P(label error) is taken to be in this range: a method that is too sure must not leave rows unread. */
const LEAST_DOUBT = 0.02;
const MOST_DOUBT = 0.85;

/**
 * Divides rows into layers: the candidates into three of equal size by rank, the others into five, by rank, each of
 * which contributes the same to the variance (the cumulative square root rule, Dalenius and Hodges 1959; Cochran 1977,
 * Sampling Techniques, 5A.7). Rows that were not judged are a layer of their own.
 *
 * @param ranked rows to divide, worst first; those that were not judged last
 * @param judgement of n rows
 * @param labels given class of each row; length n
 * @returns at most nine layers, none empty
 *
 * @example
 * divideByRank(rankAllRows(judgement), judgement, dataset.labels).length // 8
 */
export function divideByRank(
  ranked: Uint32Array,
  { judged, isIssue, probabilities: { classCount: K, values } }: Judgement,
  labels: Uint32Array,
): RankLayer[] {
  const errorOf = (row: number) => 1 - values[row * K + labels[row]!]!;
  const flagged = ranked.filter((row) => isIssue[row] === 1);
  const others = ranked.filter((row) => isIssue[row] === 0 && judged[row] === 1);
  const unjudged = ranked.filter((row) => isIssue[row] === 0 && judged[row] === 0);
  const mean = (rows: Uint32Array) => rows.reduce((sum, row) => sum + errorOf(row), 0) / rows.length;
  const all = [...flagged, ...others];
  const usual = all.length === 0 ? 0.5 : all.reduce((sum, row) => sum + errorOf(row), 0) / all.length;
  const layer = (rows: Uint32Array, isFlagged: boolean, isJudged = true): RankLayer => ({
    flagged: isFlagged,
    rows,
    expected: Math.min(1, Math.max(0, isJudged ? mean(rows) : usual)),
    weight: rows.reduce((sum, row) => sum + doubt(isJudged ? errorOf(row) : usual), 0),
  });
  return [
    ...cutEvenly(flagged, () => 1, FLAGGED_LAYERS).map((rows) => layer(rows, true)),
    ...cutEvenly(others, (row) => doubt(errorOf(row)), OTHER_LAYERS).map((rows) => layer(rows, false)),
    ...(unjudged.length === 0 ? [] : [layer(unjudged, false, false)]),
  ];
}

/** √(p (1 − p)) */
function doubt(probability: number): number {
  const p = Math.min(MOST_DOUBT, Math.max(LEAST_DOUBT, probability));
  return Math.sqrt(p * (1 - p));
}

/** Cuts rows into consecutive parts of equal weight; leaves out empty ones. */
function cutEvenly(rows: Uint32Array, weightOf: (row: number) => number, parts: number): Uint32Array[] {
  const all = rows.reduce((sum, row) => sum + weightOf(row), 0);
  const starts: number[] = [];
  let before = 0;
  for (const [at, row] of rows.entries()) {
    const part = Math.min(parts - 1, Math.floor((parts * before) / all));
    while (starts.length <= part) starts.push(at);
    before += weightOf(row);
  }
  return starts
    .map((start, part) => rows.subarray(start, starts[part + 1] ?? rows.length))
    .filter(({ length }) => length > 0);
}

/** Shares of the rows that are read outside of the candidates. */
const LEAST_OUTSIDE = 0.3;
const MOST_OUTSIDE = 0.7;
/** Rows that are read of each layer at least, if it has so many. */
const LEAST_OF_LAYER = 3;

/**
 * How many rows to read of each layer: in proportion to its weight (Neyman 1934), but 30 % to 70 % of all outside of the
 * candidates, and three of each layer.
 *
 * @param rows to read in all
 * @returns rows of each layer, at most its size; their sum is `rows`, or the number of rows where that is less
 *
 * @example
 * allocateRows(layers, 100) // [10, 10, 10, 14, 14, 14, 14, 14]
 */
export function allocateRows(layers: readonly RankLayer[], rows: number): number[] {
  const sum = (of: readonly RankLayer[]) => of.reduce((total, { weight }) => total + weight, 0);
  const [inside, outside] = [true, false].map((is) => layers.filter(({ flagged }) => flagged === is));
  const bySize = sum(outside!) / Math.max(sum(layers), Number.MIN_VALUE);
  const share =
    inside!.length === 0
      ? 1
      : outside!.length === 0
        ? 0
        : Math.min(MOST_OUTSIDE, Math.max(LEAST_OUTSIDE, bySize));
  const target = layers.map(({ flagged, weight }) =>
    flagged ? (rows * (1 - share) * weight) / sum(inside!) : (rows * share * weight) / sum(outside!),
  );
  const wanted = Math.min(
    rows,
    layers.reduce((total, layer) => total + layer.rows.length, 0),
  );
  const sizes = layers.map((layer) => layer.rows.length);
  const least = Math.min(LEAST_OF_LAYER, Math.floor(wanted / layers.length));
  const counts = target.map((count, h) => Math.min(sizes[h]!, Math.max(least, Math.round(count))));
  // What rounding, small layers and the minimum have changed is made up for where it matters least.
  for (let total = counts.reduce((a, b) => a + b, 0); total !== wanted; total += total < wanted ? 1 : -1) {
    const step = total < wanted ? 1 : -1;
    const open = counts.flatMap((count, h) =>
      step === 1 ? (count < sizes[h]! ? [h] : []) : count > least ? [h] : [],
    );
    const short = (h: number) => (target[h]! - counts[h]!) * step;
    const next = open.reduce((best, h) => (short(h) > short(best) ? h : best));
    counts[next]! += step;
  }
  return counts;
}
