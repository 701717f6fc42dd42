/** Lists of classes say what tables of words × classes say. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countByClass } from '../../src/naive-bayes/class-totals.js';
import { leaveOneOutLogLikelihoods } from '../../src/naive-bayes/leave-one-out.js';
import { type Membership, sparsely } from '../../src/naive-bayes/membership.js';
import { SparseLeaveOneOut } from '../../src/naive-bayes/sparse-leave-one-out.js';
import { classSums, countShares, pairCount, trainOn } from '../../src/naive-bayes/sparse-totals.js';
import { trainedWordScore } from '../../src/naive-bayes/word-scores.js';
import type { ClassTotals } from '../../src/types.js';
import { type SmallProblem, softProblem } from '../support/arbitraries.js';
import { expectClose } from '../support/numbers.js';
import { countedRows, termsOf } from '../support/terms.js';

const memberships = ({ labels, classCount, weights }: SmallProblem & { readonly weights: Float64Array }) => [
  { classCount, labels },
  { classCount, weights },
];

function expectSameTotals(
  sparse: ReturnType<typeof countShares>,
  { classCount: K, vocabularySize, wordCounts, tokens, rows }: ClassTotals,
): void {
  expect(sparse.vocabularySize).toBe(vocabularySize);
  const counts = wordCounts.map((_, at) => pairCount(sparse, Math.floor(at / K), at % K));
  expectClose(counts, wordCounts, 1e-12, 'words');
  expectClose(classSums(sparse).tokens, tokens, 1e-12, 'tokens');
  expectClose(classSums(sparse).rows, rows, 1e-12, 'rows');
}

it('counts the same, however many words are counted at a time', () => {
  fc.assert(
    fc.property(softProblem, fc.integer({ min: 1, max: 20 }), (problem, mostEntries) => {
      for (const membership of memberships(problem)) {
        const totals = countByClass(problem.terms, membership);
        expectSameTotals(countShares([{ terms: problem.terms, membership }], mostEntries), totals);
      }
    }),
  );
});

it('counts several sets of rows together', () => {
  fc.assert(
    fc.property(softProblem, (problem) => {
      const { terms, classCount, weights } = problem;
      const part = { terms, membership: { classCount, weights } };
      const twice = { classCount, weights: weights.map((share) => 2 * share) };
      expectSameTotals(countShares([part, part]), countByClass(terms, twice));
    }),
  );
});

it('scores rows without themselves the same', () => {
  fc.assert(
    fc.property(softProblem, (problem) => {
      for (const membership of memberships(problem)) {
        const rows = countedRows(problem.terms, membership);
        const { alpha } = problem;
        const dense = leaveOneOutLogLikelihoods(rows, countByClass(problem.terms, membership), {
          alpha,
          vocabulary: 'all rows',
        });
        expectClose(sparseScores(rows, membership, alpha), dense, 1e-9);
      }
    }),
  );
});

it('scores long rows the same, whose products of counts would be no numbers', () => {
  const text = Array.from({ length: 600 }, (_, word) => `w${word} `.repeat(1 + (word % 7))).join('');
  const texts = Array(40).fill(text);
  const membership = { classCount: 3, labels: Uint32Array.from(texts, (_, row) => row % 3) };
  const rows = countedRows(termsOf(texts), membership);
  for (const alpha of [1e-30, 0.1, 50]) {
    const totals = countByClass(rows.terms, membership);
    const options = { alpha, vocabulary: 'all rows' } as const;
    const dense = leaveOneOutLogLikelihoods(rows, totals, options);
    expectClose(sparseScores(rows, membership, alpha), dense, 1e-6);
    const soft = { ...rows, membership: { classCount: 3, weights: new Float64Array(120).fill(1 / 3) } };
    const softTotals = countByClass(rows.terms, soft.membership);
    const [one, other] = (['logarithms', 'products'] as const).map((sum) =>
      leaveOneOutLogLikelihoods(soft, softTotals, { ...options, sum }),
    );
    expectClose(other!, one!, 1e-6);
  }
});

it('trains the same model', () => {
  fc.assert(
    fc.property(softProblem, ({ terms, classCount, weights, alpha }) => {
      const membership = { classCount, weights };
      const dense = trainedWordScore(trainOn(countByClass(terms, membership), alpha))(0);
      const sparse = trainedWordScore(trainOn(countShares([{ terms, membership }]), alpha))(0);
      for (let word = 0; word < terms.vocabularySize; word++) {
        for (let k = 0; k < classCount; k++) {
          expect(sparse({ word, count: 1 }, k)).toBeCloseTo(dense({ word, count: 1 }, k), 9);
        }
      }
    }),
  );
});

function sparseScores(
  rows: ReturnType<typeof countedRows>,
  membership: Membership,
  alpha: number,
): Float64Array {
  const K = membership.classCount;
  const totals = countShares([{ terms: rows.terms, membership }]);
  const scorer = new SparseLeaveOneOut({ ...rows, leftOut: sparsely(membership) }, totals, alpha);
  const scores = new Float64Array(rows.terms.rowCount * K);
  const nothing = new Float64Array(K);
  for (const block of rows.terms.blocks) {
    for (let i = 0; i + 1 < block.rowStart.length; i++) {
      const start = (block.firstRow + i) * K;
      scorer.score(block, i, 1, nothing, scores.subarray(start, start + K));
    }
  }
  return scores;
}
