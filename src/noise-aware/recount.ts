import { NEGLIGIBLE_SHARE } from '../naive-bayes/leave-one-out.js';
import { type Membership, shareOf } from '../naive-bayes/membership.js';
import type { ClassTotals, TermMatrix } from '../types.js';

/** From so many rows on, what does not change an answer noticeably is left out. */
const LARGE = 20_000;
/** A row is counted anew where its share of some class has changed by more than this. */
const LEAST_CHANGE = 0.01;

/** Whether rows are so many that a search leaves out what does not change its answer noticeably. */
export function isLarge(rowCount: number): boolean {
  return rowCount >= LARGE;
}

/** Shares of rows in K classes: soft labels. */
type SoftMembership = Extract<Membership, { readonly weights: Float64Array }>;

/** Gives negligible shares of each row to its other classes, in place. */
export function dropNegligible(weights: Float64Array, classCount: number): void {
  for (let start = 0; start < weights.length; start += classCount) {
    const end = start + classCount;
    let kept = 0;
    for (let at = start; at < end; at++) {
      if (weights[at]! < NEGLIGIBLE_SHARE) weights[at] = 0;
      kept += weights[at]!;
    }
    for (let at = start; at < end; at++) weights[at]! /= kept;
  }
}

/**
 * Counts rows whose soft labels have changed, by adding what has changed of them to the totals before. Rows with no
 * noticeable change keep their labels: totals and labels agree.
 *
 * @param terms n × V
 * @param before what was counted with, and the totals of it; other rows may be among them
 * @param after what is counted with; rows that keep their labels are written over
 * @returns after, and the totals of it
 *
 * @example
 * recount(terms, { membership: { classCount, labels }, totals }, { classCount, weights }).totals
 */
export function recount(
  terms: TermMatrix,
  before: { readonly membership: Membership; readonly totals: ClassTotals },
  after: SoftMembership,
): { readonly membership: SoftMembership; readonly totals: ClassTotals } {
  const { classCount: K, weights } = after;
  const wordCounts = before.totals.wordCounts.slice();
  const tokens = before.totals.tokens.slice();
  const rows = before.totals.rows.slice();
  const classes = new Uint32Array(K);
  const changes = new Float64Array(K);
  for (const { firstRow, rowStart, term, count } of terms.blocks) {
    for (let i = 0; i + 1 < rowStart.length; i++) {
      const row = firstRow + i;
      let [found, largest] = [0, 0];
      for (let k = 0; k < K; k++) {
        const change = weights[row * K + k]! - shareOf(before.membership, row, k);
        if (change === 0) continue;
        classes[found] = k;
        changes[found++] = change;
        largest = Math.max(largest, Math.abs(change));
      }
      if (largest <= LEAST_CHANGE) {
        for (let c = 0; c < found; c++)
          weights[row * K + classes[c]!] = shareOf(before.membership, row, classes[c]!);
        continue;
      }
      let rowTokens = 0;
      for (let entry = rowStart[i]!; entry < rowStart[i + 1]!; entry++) {
        const at = term[entry]! * K;
        const x = count[entry]!;
        for (let c = 0; c < found; c++) wordCounts[at + classes[c]!]! += changes[c]! * x;
        rowTokens += x;
      }
      for (let c = 0; c < found; c++) {
        tokens[classes[c]!]! += changes[c]! * rowTokens;
        rows[classes[c]!]! += changes[c]!;
      }
    }
  }
  return { membership: after, totals: { ...before.totals, wordCounts, tokens, rows } };
}
