import fc from 'fast-check';
import type { TermMatrix } from '../../src/types.js';
import { type LabelledTexts, termsOf } from './terms.js';

export interface SmallProblem extends LabelledTexts {
  readonly terms: TermMatrix;
  readonly alpha: number;
}

/** Few words, so that rows share some, hold some alone, and are empty now and then. */
const text = fc
  .array(fc.constantFrom('bank', 'rates', 'goal', 'match', 'chip', 'vote', 'poll'), { maxLength: 6 })
  .map((words) => words.join(' '));

/** 2 to 12 texts in 2 to 4 classes, some of which may have no or only one row, in several blocks. */
export const smallProblem: fc.Arbitrary<SmallProblem> = fc
  .record({
    rows: fc.array(fc.tuple(text, fc.nat(11)), { minLength: 2, maxLength: 12 }),
    classCount: fc.integer({ min: 2, max: 4 }),
    rowsPerBlock: fc.integer({ min: 1, max: 5 }),
    alpha: fc.constantFrom(0.1, 1, 2.5),
  })
  .map(({ rows, classCount, rowsPerBlock, alpha }) => {
    const texts = rows.map(([words]) => words);
    const labels = Uint32Array.from(rows, ([, label]) => label % classCount);
    return { texts, labels, classCount, alpha, terms: termsOf(texts, undefined, rowsPerBlock) };
  });

/** A small problem and how much its rows belong to each class: 0, or more than a negligible share. */
export const softProblem: fc.Arbitrary<SmallProblem & { readonly weights: Float64Array }> =
  smallProblem.chain((problem) => {
    const { length } = problem.labels;
    const K = problem.classCount;
    return fc.array(fc.nat(5), { minLength: length * K, maxLength: length * K }).map((parts) => {
      const weights = Float64Array.from(parts);
      for (let row = 0; row < length; row++) {
        weights[row * K + problem.labels[row]!]! += 1;
        const shares = weights.subarray(row * K, (row + 1) * K);
        const sum = shares.reduce((total, share) => total + share, 0);
        shares.forEach((share, k) => {
          shares[k] = share / sum;
        });
      }
      return { ...problem, weights };
    });
  });
