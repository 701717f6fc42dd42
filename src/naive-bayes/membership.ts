/**
 * How much each row belongs to each class: q[i][k], for each row summing to 1. Hard labels are the case
 * where a row belongs wholly to its given class; they are kept as labels, since n · K numbers would be
 * nearly all zeros.
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
