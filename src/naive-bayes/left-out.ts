import type { Copies } from '../vectorize/copies.js';
import { type Membership, type SparseMembership, shareOf } from './membership.js';

/**
 * How much of each class is left out with a row: q[i][k] of the row alone, or the sum of q over all rows that have the
 * same words, so that none of them supports another.
 *
 * @param membership of n rows in K classes
 * @param copies rows with the same words; without it each row is left out alone
 * @returns the share of class k that is left out with a row
 *
 * @example
 * leftOutShares({ classCount: 2, labels }, copiesOf(terms, pairs))(0, 1) // rows of class 1 that say what row 0 says
 */
export function leftOutShares(membership: Membership, copies?: Copies): (row: number, k: number) => number {
  if (copies === undefined || copies.sizes.length === 0) return (row, k) => shareOf(membership, row, k);
  const K = membership.classCount;
  const { groupOf } = copies;
  const sums = new Float64Array(copies.sizes.length * K);
  for (let row = 0; row < groupOf.length; row++) {
    const group = groupOf[row]!;
    if (group < 0) continue;
    for (let k = 0; k < K; k++) sums[group * K + k]! += shareOf(membership, row, k);
  }
  return (row, k) => {
    const group = groupOf[row]!;
    return group < 0 ? shareOf(membership, row, k) : sums[group * K + k]!;
  };
}

/**
 * The same as lists.
 *
 * @param membership of n rows in K classes
 * @param copies rows with the same words; without it each row is left out alone
 * @returns the shares of each row, or of all rows with its words
 */
export function leftOutLists(membership: SparseMembership, copies?: Copies): SparseMembership {
  if (copies === undefined || copies.sizes.length === 0) return membership;
  const { classCount } = membership;
  const sums = Array.from(copies.sizes, () => new Map<number, number>());
  for (const [row, group] of copies.groupOf.entries()) {
    if (group < 0) continue;
    for (let at = membership.rowStart[row]!; at < membership.rowStart[row + 1]!; at++) {
      const k = membership.classes[at]!;
      sums[group]!.set(k, (sums[group]!.get(k) ?? 0) + membership.shares[at]!);
    }
  }
  const listOf = sums.map((shares) => [...shares].sort(([a], [b]) => a - b));
  const rowStart = new Uint32Array(copies.groupOf.length + 1);
  for (const [row, group] of copies.groupOf.entries()) {
    const own = membership.rowStart[row + 1]! - membership.rowStart[row]!;
    rowStart[row + 1] = rowStart[row]! + (group < 0 ? own : listOf[group]!.length);
  }
  const classes = new Uint32Array(rowStart.at(-1)!);
  const shares = new Float64Array(classes.length);
  for (const [row, group] of copies.groupOf.entries()) {
    const [start, end] = [membership.rowStart[row]!, membership.rowStart[row + 1]!];
    if (group < 0) {
      classes.set(membership.classes.subarray(start, end), rowStart[row]!);
      shares.set(membership.shares.subarray(start, end), rowStart[row]!);
    } else {
      for (const [i, [k, share]] of listOf[group]!.entries()) {
        classes[rowStart[row]! + i] = k;
        shares[rowStart[row]! + i] = share;
      }
    }
  }
  return { classCount, rowStart, classes, shares };
}
