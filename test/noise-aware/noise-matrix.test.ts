import { expect, it } from 'vitest';
import { posteriors, refineNoiseMatrix, startingNoiseMatrix } from '../../src/noise-aware/noise-matrix.js';
import { expectClose } from '../support/numbers.js';

const quarterWrong = Float64Array.of(0.75, 0.25, 0.25, 0.75);

it('starts from one label in ten being wrong, any other class being as likely', () => {
  expectClose(startingNoiseMatrix(3), [0.9, 0.05, 0.05, 0.05, 0.9, 0.05, 0.05, 0.05, 0.9], 1e-15);
});

it('weighs the words by how likely the given label is under each true class', () => {
  const P = Float64Array.of(0.5, 0.5, 0.75, 0.25);
  const T = Float64Array.of(0.8, 0.2, 0.4, 0.6);
  // Row 0 is labelled 0: 0.5 · 0.8 against 0.5 · 0.4. Row 1 is labelled 1: 0.75 · 0.2 against 0.25 · 0.6.
  expectClose(posteriors(P, T, Uint32Array.of(0, 1)), [2 / 3, 1 / 3, 1 / 2, 1 / 2], 1e-15);
});

it('counts rows by true class and given label, and smooths by as much noise as there is', () => {
  const P = new Float64Array(6).fill(0.5);
  // Posteriors 3/4 for the given label: C = [[1.5, 0.25], [0.5, 0.75]], of which a share of 1/4 is wrong.
  const refined = refineNoiseMatrix(P, quarterWrong, Uint32Array.of(0, 0, 1));
  expectClose(refined, [9 / 11.75, 2.75 / 11.75, 3 / 11.25, 8.25 / 11.25], 1e-15);
});

it.each([
  { about: 'half a percent', P: [1, 0], T: [(1 + 9.95) / 11, 0.05 / 11, 0.05 / 10, 9.95 / 10] },
  { about: 'sixty percent', P: [0, 1], T: [4 / 10, 6 / 10, (1 + 6) / 11, 4 / 11] },
])('smooths by $about of noise where there is less, or more', ({ P, T }) => {
  expectClose(refineNoiseMatrix(Float64Array.from(P), quarterWrong, Uint32Array.of(0)), T, 1e-15);
});

it('smooths more the more classes there are', () => {
  const P = Float64Array.of(1, 0, 0);
  const [kept] = refineNoiseMatrix(P, startingNoiseMatrix(3), Uint32Array.of(0));
  expect(kept).toBeCloseTo((1 + 20 * 0.995) / 21, 15);
});
