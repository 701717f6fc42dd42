import { expect, test } from 'vitest';
import { confidentClasses, NOT_CONFIDENT } from '../../../src/confident-learning/count/thresholds.js';

// The numbers of few classes take a byte, those of more take four.
test.each([2, 127, 128, 129, 255, 256, 257, 300])('the highest of %d classes keeps its number', (K) => {
  const values = new Float64Array(3 * K).fill(0.1 / (K - 1));
  values[K - 1] = 0.9; // of the last class
  values[K] = 0.9; // of the first one
  values.fill(1 / K, 2 * K); // of none
  const thresholds = new Float64Array(K).fill(0.8);
  const { confident, predicted } = confidentClasses({ classCount: K, values }, thresholds);
  expect([...confident]).toEqual([K - 1, 0, NOT_CONFIDENT]);
  expect([...predicted]).toEqual([K - 1, 0, 0]);
});
