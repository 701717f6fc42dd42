import { expect, it } from 'vitest';
import { countByClass } from '../../src/naive-bayes/class-totals.js';
import { trainModel } from '../../src/naive-bayes/model.js';
import { predict, softmaxRows } from '../../src/naive-bayes/out-of-sample.js';
import { Vocabulary } from '../../src/vectorize/vocabulary.js';
import { expectClose } from '../support/numbers.js';
import { termsOf, trainThenPredict } from '../support/terms.js';

const labels = Uint32Array.of(0, 0, 2);
const training = { texts: ['bank bank rates', 'bank goal', 'goal'], labels, classCount: 3 };

it.each([0.1, 1, 2.5])('follows the formula at alpha %d', (alpha) => {
  const model = trainModel(countByClass(termsOf(training.texts), training), alpha);
  const counts = [3, 0, 0, 1, 0, 0, 1, 0, 1];
  const tokens = [5, 0, 1];
  const expected = counts.map((count, at) => Math.log((count + alpha) / (tokens[at % 3]! + 3 * alpha)));
  expectClose(model.logLikelihoods, expected, 1e-14);
  expect([...model.logPriors]).toEqual([Math.log(2 / 3), Number.NEGATIVE_INFINITY, Math.log(1 / 3)]);
});

it('leaves words that no counted row has out of its vocabulary', () => {
  const terms = termsOf(['bank', 'rates', 'goal goal']);
  const without = countByClass(
    terms,
    { classCount: 2, labels: Uint32Array.of(0, 1, 1) },
    Uint8Array.of(1, 0, 1),
  );
  const { logLikelihoods } = trainModel(without, 1);
  expectClose(logLikelihoods, [2 / 3, 1 / 4, 1, 1, 1 / 3, 3 / 4].map(Math.log), 1e-14);
});

it('trains where there are no words at all', () => {
  const { logPriors } = trainModel(
    countByClass(termsOf(['', '']), { classCount: 2, labels: Uint32Array.of(0, 1) }),
    1,
  );
  expect([...logPriors]).toEqual([Math.log(0.5), Math.log(0.5)]);
});

it('judges rows that it did not learn from, passing over words that it does not know', () => {
  const judged = trainThenPredict(training, ['bank', 'bank chip', 'chip', '']);
  // P(bank | class 0) = 4/8 and P(bank | class 2) = 1/4; class 1 has no rows and so no probability.
  const priors = [2 / 3, 0, 1 / 3];
  const bank = [(2 / 3) * (4 / 8), 0, (1 / 3) * (1 / 4)].map((joint) => joint / (1 / 3 + 1 / 12));
  expectClose(judged.values, [...bank, ...bank, ...priors, ...priors], 1e-14);
});

it('judges every row', () => {
  const vocabulary = new Vocabulary();
  const model = trainModel(countByClass(termsOf(training.texts, vocabulary), training), 1);
  expect([...predict(model, termsOf(['bank', 'chip'], vocabulary)).judged]).toEqual([1, 1]);
});

it('turns logits of any size into probabilities', () => {
  const logits = Float64Array.of(-5000, -5000 - Math.log(3), 5000, Number.NEGATIVE_INFINITY);
  softmaxRows(logits, 2);
  expectClose(logits, [0.75, 0.25, 1, 0], 1e-12);
});
