import type { Copies } from '../vectorize/copies.js';

/**
 * Membership of rows in classes: q[i][k], which sums to 1 for each row. With hard labels, each row belongs to its given
 * class only; these are stored as labels, since the n · K numbers would be mostly zeros. Soft labels of many classes are
 * stored as lists of the classes of which a row has a share.
 */
export type Membership =
  | HardMembership
  | { readonly classCount: number; readonly weights: Float64Array }
  | SparseMembership;

/** The class of each row, and K. */
export interface HardMembership {
  readonly classCount: number;
  readonly labels: Uint32Array;
}

/** The classes that each row has a share of. */
export interface SparseMembership {
  /** K */
  readonly classCount: number;
  /** Where the list of each row starts; length n + 1. */
  readonly rowStart: Uint32Array;
  /** Classes, ascending within a row. */
  readonly classes: Uint32Array;
  /** q of each of them. */
  readonly shares: Float64Array;
}

/** q[row][k]: how much a row belongs to a class, 0 to 1. */
export function shareOf(membership: Membership, row: number, k: number): number {
  if ('labels' in membership) return membership.labels[row] === k ? 1 : 0;
  if ('weights' in membership) return membership.weights[row * membership.classCount + k]!;
  const { rowStart, classes, shares } = membership;
  for (let at = rowStart[row]!; at < rowStart[row + 1]!; at++) if (classes[at] === k) return shares[at]!;
  return 0;
}

/** The same as lists. */
export function sparsely(membership: Membership): SparseMembership {
  if ('rowStart' in membership) return membership;
  const { classCount } = membership;
  if ('labels' in membership) {
    const { labels } = membership;
    const rowStart = Uint32Array.from({ length: labels.length + 1 }, (_, row) => row);
    return { classCount, rowStart, classes: labels, shares: new Float64Array(labels.length).fill(1) };
  }
  const { weights } = membership;
  const rowStart = new Uint32Array(weights.length / classCount + 1);
  for (let at = 0; at < weights.length; at++) {
    if (weights[at]! > 0) rowStart[Math.floor(at / classCount) + 1]!++;
  }
  for (let row = 0; row + 1 < rowStart.length; row++) rowStart[row + 1]! += rowStart[row]!;
  const classes = new Uint32Array(rowStart.at(-1)!);
  const shares = new Float64Array(classes.length);
  for (let at = 0, next = 0; at < weights.length; at++) {
    if (!(weights[at]! > 0)) continue;
    classes[next] = at % classCount;
    shares[next++] = weights[at]!;
  }
  return { classCount, rowStart, classes, shares };
}

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
