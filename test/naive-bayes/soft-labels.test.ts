/** Leave-one-out where rows belong to several classes, and the word scores behind every kind of model. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countByClass } from '../../src/naive-bayes/class-totals.js';
import { splitIntoFolds } from '../../src/naive-bayes/cross-validate.js';
import { leaveOneOutLogLikelihoods, NEGLIGIBLE_SHARE } from '../../src/naive-bayes/leave-one-out.js';
import { trainModel } from '../../src/naive-bayes/model.js';
import { scoreRows } from '../../src/naive-bayes/score-rows.js';
import {
  crossValidatedWordScore,
  leaveOneOutWordScore,
  trainedWordScore,
  type WordScore,
} from '../../src/naive-bayes/word-scores.js';
import type { TermMatrix } from '../../src/types.js';
import { termsOfRow } from '../../src/vectorize/row-terms.js';
import { Vocabulary } from '../../src/vectorize/vocabulary.js';
import { smallProblem, softProblem } from '../support/arbitraries.js';
import { expectClose } from '../support/numbers.js';
import { countedRows, termsOf } from '../support/terms.js';

/** Σ_w x[i][w] · score, n × K. */
function summed(terms: TermMatrix, classCount: number, score: WordScore): number[] {
  return Array.from({ length: terms.rowCount * classCount }, (_, at) => {
    const row = Math.floor(at / classCount);
    return termsOfRow(terms, row).reduce(
      (sum, term) => sum + term.count * score(row)(term, at % classCount),
      0,
    );
  });
}

it('leaving out a row of several classes equals counting without it, over the same vocabulary', () => {
  fc.assert(
    fc.property(softProblem, ({ terms, weights, classCount: K, alpha }) => {
      const membership = { classCount: K, weights };
      const rows = countedRows(terms, membership);
      const totals = countByClass(terms, membership);
      const found = leaveOneOutLogLikelihoods(rows, totals, { alpha, vocabulary: 'all rows' });
      const expected = summed(terms, K, (row) => ({ word }, k) => {
        if (rows.statistics.documentFrequencies[word]! < 2) return 0;
        const counted = new Uint8Array(terms.rowCount).fill(1);
        counted[row] = 0;
        const others = countByClass(terms, membership, counted);
        const V = terms.vocabularySize;
        return Math.log((others.wordCounts[word * K + k]! + alpha) / (others.tokens[k]! + alpha * V));
      });
      expectClose(found, expected, 1e-9);
    }),
  );
});

it.each([0.9, 1.1])(
  'takes off the counts of a row at %d times the negligible share, or does not',
  (times) => {
    const share = NEGLIGIBLE_SHARE * times;
    const terms = termsOf(['bank bank', 'bank goal']);
    const membership = { classCount: 2, weights: Float64Array.of(1 - share, share, 0.5, 0.5) };
    const totals = countByClass(terms, membership);
    const options = { alpha: 0.1, vocabulary: 'all rows' } as const;
    const found = leaveOneOutLogLikelihoods(countedRows(terms, membership), totals, options);
    const own = times < 1 ? 2 * share : 0;
    expect(found[1]).toBeCloseTo(2 * Math.log((0.5 + own + 0.1) / (1 + own + 0.2)), 12);
  },
);

describe('word scores sum to what the row was scored by', () => {
  it.each(['all rows', 'other rows'] as const)(
    'with leave-one-out over the vocabulary of %s',
    (vocabulary) => {
      fc.assert(
        fc.property(softProblem, fc.boolean(), ({ terms, labels, weights, classCount, alpha }, soft) => {
          const membership = soft ? { classCount, weights } : { classCount, labels };
          const rows = countedRows(terms, membership);
          const totals = countByClass(terms, membership);
          const options = { alpha, vocabulary };
          const scores = summed(terms, classCount, leaveOneOutWordScore(rows, totals, options));
          expectClose(scores, leaveOneOutLogLikelihoods(rows, totals, options), 1e-9);
        }),
      );
    },
  );

  it('with folds', () => {
    fc.assert(
      fc.property(smallProblem, ({ terms, labels, classCount, alpha }) => {
        const folds = splitIntoFolds({ terms, labels, classCount, foldCount: 2 }, alpha);
        const expected = new Float64Array(terms.rowCount * classCount);
        for (const f of [0, 1]) {
          const { model } = folds.trainWithout(f);
          scoreRows(terms, (row) => (folds.foldOfRow[row] === f ? model : undefined), expected);
        }
        expectClose(summed(terms, classCount, crossValidatedWordScore(folds)), expected, 1e-12);
      }),
    );
  });

  it('with a model trained on other rows', () => {
    const vocabulary = new Vocabulary();
    const training = termsOf(['bank rates', 'goal'], vocabulary);
    const terms = termsOf(['bank bank chip', 'vote'], vocabulary);
    const model = trainModel(countByClass(training, { classCount: 2, labels: Uint32Array.of(0, 1) }), 1);
    const expected = new Float64Array(4);
    scoreRows(terms, () => model, expected);
    expectClose(summed(terms, 2, trainedWordScore(model)), expected, 1e-12);
    expect([...expected.subarray(2)]).toEqual([0, 0]);
  });
});
