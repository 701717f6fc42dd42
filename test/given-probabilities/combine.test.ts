import { expect, test } from 'vitest';
import { toProbabilities } from '../../src/confident-learning/probabilities.js';
import { disagreementOf, likelihoodWeights, weightedMean } from '../../src/given-probabilities/combine.js';

const good = toProbabilities([
  [0.9, 0.1],
  [0.2, 0.8],
  [0.8, 0.2],
]);
const poor = toProbabilities([
  [0.6, 0.4],
  [0.7, 0.3],
  [0.8, 0.2],
]);
const labels = Uint32Array.of(0, 1, 0);

test('the mean is that of each number', () => {
  const { values } = weightedMean([good, poor], Float64Array.of(0.5, 0.5));
  expect(Array.from(values, (value) => Number(value.toFixed(12)))).toEqual([
    0.75, 0.25, 0.45, 0.55, 0.8, 0.2,
  ]);
});

test('the better model gets nearly all of the weight', () => {
  const [first, second] = likelihoodWeights([good, poor], labels);
  expect(first! + second!).toBeCloseTo(1, 12);
  expect(first!).toBeGreaterThan(0.99);
});

test('models that are alike get the same weight', () => {
  expect([...likelihoodWeights([good, good, good], labels)]).toEqual([1 / 3, 1 / 3, 1 / 3]);
});

test('a hopeless model makes no NaN', () => {
  const wrong = toProbabilities([
    [0, 1],
    [1, 0],
    [0, 1],
  ]);
  expect([...likelihoodWeights([wrong, wrong], labels)]).toEqual([0.5, 0.5]);
});

test('disagreement is 0 where models are alike, 1 where each is certain of another class', () => {
  const one = toProbabilities([
    [1, 0],
    [0.5, 0.5],
  ]);
  const other = toProbabilities([
    [0, 1],
    [0.5, 0.5],
  ]);
  const { values, isMarked } = disagreementOf([one, other]);
  expect(values[0]).toBeCloseTo(1, 12);
  expect(values[1]).toBe(0);
  expect([...isMarked]).toEqual([1, 0]);
});
