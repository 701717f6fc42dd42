import { it } from 'vitest';
import { type ClassScores, probabilitiesAt } from '../../src/noise-aware/class-scores.js';
import { margins } from '../../src/noise-aware/judge-scores.js';
import { expectClose } from '../support/numbers.js';

const scores: ClassScores = {
  classCount: 3,
  likelihoods: Float64Array.of(4, 2, 0, 4, 2, 0),
  priors: Float64Array.of(0, 0.5, 0, 0, 0.5, 0),
  labels: Uint32Array.of(0, 2),
};

it('margins are those of the given label over the best other class', () => {
  // At τ = 2: z = (2, 1.5, 0).
  expectClose(margins(scores, 2), [0.5, -2], 1e-15);
});

it('margins count how likely a class is to be given that label', () => {
  const T = [0.8, 0.1, 0.1, 0.2, 0.7, 0.1, 0.3, 0.1, 0.6];
  const expected = [0.5 + Math.log(0.8 / 0.2), Math.log(0.6) - (2 + Math.log(0.1))];
  expectClose(margins(scores, 2, Float64Array.from(T)), expected, 1e-14);
});

it('probabilities are the softmax of the same scores, without the label', () => {
  const sum = Math.exp(2) + Math.exp(1.5) + 1;
  const row = [Math.exp(2) / sum, Math.exp(1.5) / sum, 1 / sum];
  expectClose(probabilitiesAt(scores, 2), [...row, ...row], 1e-15);
});
