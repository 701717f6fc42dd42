import fc from 'fast-check';
import { MultinomialNB } from 'ml-naivebayes';
import { expect, it } from 'vitest';
import { logProbabilitiesOf } from '../../src/naive-bayes/model.js';

/** What ml-naivebayes says when it is asked for every word. */
function askedForAll(counts: Float64Array): number[] {
  const classifier = new MultinomialNB();
  classifier.train([counts], [0]);
  return classifier.conditionalProbability.getRow(0);
}

it('gives ml-naivebayes’ answer to the last bit, of whole counts and of others', () => {
  const count = fc.oneof(
    { weight: 6, arbitrary: fc.nat(5) },
    { weight: 1, arbitrary: fc.nat(200_000) },
    { weight: 1, arbitrary: fc.double({ min: 0, max: 1e6, noNaN: true }) },
    { weight: 1, arbitrary: fc.constantFrom(65_535, 65_536, 2 ** 40, 2 ** 53, 2 ** 60) },
  );
  const whole = fc.array(fc.nat(70_000), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(
      fc.oneof(whole, fc.array(count, { minLength: 1, maxLength: 40 })),
      fc.nat(3),
      (numbers, missing) => {
        const expected = askedForAll(Float64Array.from([...numbers, ...Array(missing).fill(0)]));
        const { present, absent } = logProbabilitiesOf(Float64Array.from(numbers), missing);
        expect([...present, ...Array(missing).fill(absent)]).toEqual(expected);
      },
    ),
    { numRuns: 2000 },
  );
});

it('asks once for each different count', () => {
  const counts = new Float64Array(100_000).map((_, word) => word % 7);
  const { train } = MultinomialNB.prototype;
  const asked: number[] = [];
  MultinomialNB.prototype.train = function (set, labels) {
    asked.push(set[0]!.length);
    train.call(this, set, labels);
  };
  try {
    const found = logProbabilitiesOf(counts, 0);
    expect(found.present[8]).toBe(Math.log(2 / (counts.reduce((sum, count) => sum + count, 0) + 100_000)));
  } finally {
    MultinomialNB.prototype.train = train;
  }
  expect(asked).toEqual([8]);
});
