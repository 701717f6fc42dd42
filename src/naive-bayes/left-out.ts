import type { Copies } from '../vectorize/copies.js';
import { type Membership, shareOf } from './membership.js';

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
