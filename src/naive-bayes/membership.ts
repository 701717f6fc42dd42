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
