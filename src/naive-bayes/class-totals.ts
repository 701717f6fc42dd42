import type { ClassTotals, TermMatrix } from '../types.js';
import { forEachRow } from '../vectorize/row-terms.js';
import type { FoldNumbers } from './folds.js';
import { type HardMembership, type Membership, shareOf } from './membership.js';

/**
 * Counts words, tokens and rows per class, each row weighted by its membership in the class:
 * N[k][w] = Σ_i q[i][k] · x[i][w], M[k] = Σ_w N[k][w], C[k] = Σ_i q[i][k].
 *
 * @param terms n × V
 * @param membership of the n rows in K classes
 * @param counted 1 for the rows to count, length n; default all
 *
 * @example
 * countByClass(terms, { classCount: 2, labels: Uint32Array.of(0, 1, 1) }).rows // Float64Array [1, 2]
 */
export function countByClass(terms: TermMatrix, membership: Membership, counted?: Uint8Array): ClassTotals {
  const K = membership.classCount;
  const wordCounts = new Float64Array(terms.vocabularySize * K);
  const tokens = new Float64Array(K);
  const rows = new Float64Array(K);
  // The classes of a row and their shares: one class where labels are hard.
  const classes = new Uint32Array(K);
  const shares = new Float64Array(K);

  forEachRow(terms, (row, { term, count }, start, end) => {
    if (counted !== undefined && counted[row] === 0) return;
    let found = 0;
    for (let k = 0; k < K; k++) {
      const share = shareOf(membership, row, k);
      if (share === 0) continue;
      classes[found] = k;
      shares[found++] = share;
    }
    let rowTokens = 0;
    for (let entry = start; entry < end; entry++) {
      const at = term[entry]! * K;
      const x = count[entry]!;
      if (found === 1) wordCounts[at + classes[0]!]! += shares[0]! * x;
      else for (let c = 0; c < found; c++) wordCounts[at + classes[c]!]! += shares[c]! * x;
      rowTokens += x;
    }
    for (let c = 0; c < found; c++) {
      tokens[classes[c]!]! += shares[c]! * rowTokens;
      rows[classes[c]!]! += shares[c]!;
    }
  });
  return { classCount: K, vocabularySize: terms.vocabularySize, wordCounts, tokens, rows };
}

/** The sum of two totals; the first where there is no second. */
export function addTotals(totals: ClassTotals, others: ClassTotals | undefined): ClassTotals {
  if (others === undefined) return totals;
  return {
    classCount: totals.classCount,
    vocabularySize: totals.vocabularySize,
    wordCounts: sum(totals.wordCounts, others.wordCounts),
    tokens: sum(totals.tokens, others.tokens),
    rows: sum(totals.rows, others.rows),
  };
}

/**
 * Counts the rows of several parts at once, by given class: as `countByClass` would for each part.
 *
 * @param terms n × V
 * @param membership of the n rows in K classes
 * @param partOf the part of each row; rows with a part from `partCount` on are not counted; length n
 * @param partCount number of parts
 */
export function countParts(
  terms: TermMatrix,
  { classCount: K, labels }: HardMembership,
  partOf: FoldNumbers,
  partCount: number,
): ClassTotals[] {
  const V = terms.vocabularySize;
  const parts = Array.from({ length: partCount }, () => ({
    classCount: K,
    vocabularySize: V,
    wordCounts: new Float64Array(V * K),
    tokens: new Float64Array(K),
    rows: new Float64Array(K),
  }));
  forEachRow(terms, (row, { term, count }, start, end) => {
    const part = parts[partOf[row]!];
    if (part === undefined) return;
    const { wordCounts, tokens, rows } = part;
    const k = labels[row]!;
    let rowTokens = 0;
    for (let entry = start; entry < end; entry++) {
      wordCounts[term[entry]! * K + k]! += count[entry]!;
      rowTokens += count[entry]!;
    }
    tokens[k]! += rowTokens;
    rows[k]! += 1;
  });
  return parts;
}

/**
 * The totals of the rows that are in `whole` but not in `part`. Exact for hard labels, whose counts are
 * whole numbers.
 */
export function subtractTotals(whole: ClassTotals, part: ClassTotals): ClassTotals {
  return {
    classCount: whole.classCount,
    vocabularySize: whole.vocabularySize,
    wordCounts: difference(whole.wordCounts, part.wordCounts),
    tokens: difference(whole.tokens, part.tokens),
    rows: difference(whole.rows, part.rows),
  };
}

function difference(whole: Float64Array, part: Float64Array): Float64Array {
  const left = new Float64Array(whole.length);
  for (let i = 0; i < left.length; i++) left[i] = whole[i]! - part[i]!;
  return left;
}

function sum(some: Float64Array, others: Float64Array): Float64Array {
  const all = new Float64Array(some.length);
  for (let i = 0; i < all.length; i++) all[i] = some[i]! + others[i]!;
  return all;
}
