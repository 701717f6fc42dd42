/** What is left out where rows or classes are many leaves the answer as it is. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countByClass } from '../../src/naive-bayes/class-totals.js';
import { dropNegligible, fitNoiseAware, recount } from '../../src/noise-aware/fit.js';
import { judgeNewRows, judgeNoiseAware } from '../../src/noise-aware/judge.js';
import { fitSparsely } from '../../src/noise-aware/sparse-fit.js';
import { copiesOf } from '../../src/vectorize/copies.js';
import { softProblem } from '../support/arbitraries.js';
import { expectClose, expectProbabilities, randomNumbers } from '../support/numbers.js';
import { type LabelledTexts, termsOf } from '../support/terms.js';

/** Texts of eight words, most of them from their class; one label of ten is another one. */
function madeUp(seed: number, classCount: number): LabelledTexts & { readonly truth: Uint32Array } {
  const random = randomNumbers(seed);
  const anyClass = () => Math.floor(random() * classCount);
  const truth = Uint32Array.from({ length: 15 * classCount }, (_, row) => row % classCount);
  const word = (k: number) => `c${random() < 0.6 ? k : anyClass()}w${Math.floor(random() * 12)}`;
  return {
    texts: Array.from(truth, (k) => Array.from({ length: 8 }, () => word(k)).join(' ')),
    labels: truth.map((k) => (random() < 0.1 ? anyClass() : k)),
    classCount,
    truth,
  };
}

const drawn = fc.tuple(fc.nat(1000), fc.integer({ min: 3, max: 60 }));

it('gives the same answer with lists of classes as with tables', () => {
  fc.assert(
    fc.property(drawn, ([seed, classCount]) => {
      const { texts, labels } = madeUp(seed, classCount);
      const terms = termsOf(texts);
      const dense = fitNoiseAware(terms, labels, classCount);
      const sparse = fitSparsely({ terms, labels, classCount }, { alpha: 0.1 });
      expect(Math.abs(Math.log(sparse.best.temperature / dense.best.temperature))).toBeLessThan(0.05);
      expectClose(sparse.first.margins, dense.first.margins, 0.5, 'margins of the first pass');
      expectClose(sparse.best.noiseMatrix, dense.best.noiseMatrix, 0.01, 'T');
      expectProbabilities(sparse.best.probabilities, classCount);
      const [one, other] = [judgeNoiseAware(dense), judgeNoiseAware(sparse)];
      const differing = one.isIssue.filter((is, row) => is !== other.isIssue[row]).length;
      expect(differing).toBeLessThanOrEqual(1 + 0.005 * labels.length);
    }),
    { numRuns: 12, seed: 1 },
  );
});

it('judges other rows the same, and learns from rows whose class is known', () => {
  const { texts, labels, classCount, truth } = madeUp(1, 20);
  const terms = termsOf(texts);
  const trusted = { terms, labels: truth, given: labels };
  const dense = fitNoiseAware(terms, labels, classCount, { trusted });
  const sparse = fitSparsely({ terms, labels, classCount }, { alpha: 0.1, trusted });
  expectClose(sparse.best.noiseMatrix, dense.best.noiseMatrix, 0.01, 'T');
  const [one, other] = [dense, sparse].map((fit) => judgeNewRows(fit, terms, labels, 0.1));
  expect(other!.isIssue.filter((is, row) => is !== one!.isIssue[row]).length).toBeLessThanOrEqual(2);
});

it('leaves rows with the same words out together, and keeps logits, the same', () => {
  const { texts, labels, classCount } = madeUp(3, 20);
  const copied = [...texts, ...texts.slice(0, 25), ...texts.slice(0, 5)];
  const copiedLabels = Uint32Array.of(...labels, ...labels.slice(7, 32), ...labels.slice(0, 5));
  const terms = termsOf(copied);
  const options = { alpha: 0.1, copies: copiesOf(terms, termsOf([...copied])), keepLogits: true };
  const dense = fitNoiseAware(terms, copiedLabels, classCount, options);
  const sparse = fitSparsely({ terms, labels: copiedLabels, classCount }, options);
  expect(options.copies.sizes.length).toBe(25);
  expectClose(sparse.first.logits!, dense.first.logits!, 0.2, 'logits of the first pass');
  expectClose(sparse.best.logits!, dense.best.logits!, 1, 'logits of the best pass');
});

it('keeps lists by itself where classes and words are many', () => {
  const { texts, labels, classCount } = madeUp(2, 400);
  const { best } = fitNoiseAware(termsOf(texts), labels, classCount);
  expect('wordStart' in best.totals).toBe(true);
});

it('counts what has changed as if all were counted', () => {
  fc.assert(
    fc.property(softProblem, ({ terms, labels, classCount, weights }) => {
      const before = {
        membership: { classCount, labels },
        totals: countByClass(terms, { classCount, labels }),
      };
      const after = { classCount, weights: weights.slice() };
      dropNegligible(after.weights, classCount);
      expectProbabilities(after.weights, classCount);
      const { membership, totals } = recount(terms, before, after);
      const counted = countByClass(terms, membership);
      for (const key of ['wordCounts', 'tokens', 'rows'] as const) {
        expectClose(totals[key], counted[key], 1e-9, key);
      }
    }),
  );
});

it('leaves the labels of rows that have hardly changed as they were', () => {
  const terms = termsOf(['bank rates', 'bank']);
  const membership = { classCount: 2, labels: Uint32Array.of(0, 1) };
  const before = { membership, totals: countByClass(terms, membership) };
  const weights = Float64Array.of(0.995, 0.005, 0.3, 0.7);
  expect(recount(terms, before, { classCount: 2, weights }).membership.weights).toEqual(
    Float64Array.of(1, 0, 0.3, 0.7),
  );
});
