/**
 * Membership of rows in classes: q[i][k], which sums to 1 for each row. With hard labels, each row belongs to its given
 * class only; these are stored as labels, since the n · K numbers would be mostly zeros.
 */
export type Membership = HardMembership | { readonly classCount: number; readonly weights: Float64Array };

/** The class of each row, and K. */
export interface HardMembership {
  readonly classCount: number;
  readonly labels: Uint32Array;
}

/** q[row][k]: how much a row belongs to a class, 0 to 1. */
export function shareOf(membership: Membership, row: number, k: number): number {
  if ('labels' in membership) return membership.labels[row] === k ? 1 : 0;
  return membership.weights[row * membership.classCount + k]!;
}
