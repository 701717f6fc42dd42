/** The methods on probabilities that some other model gave. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toProbabilities } from '../../src/confident-learning/probabilities.js';
import { judgeProbabilities } from '../../src/judge/probabilities.js';

/** Rows of K numbers of which many are 0, each row divided by its sum. */
const problems = fc.integer({ min: 2, max: 5 }).chain((K) =>
  fc.array(
    fc.record({
      label: fc.nat(K - 1),
      row: fc
        .array(fc.oneof(fc.constant(0), fc.double({ min: 1e-12, max: 1, noNaN: true })), {
          minLength: K,
          maxLength: K,
        })
        .filter((row) => row.some((p) => p > 0)),
    }),
    { minLength: 1, maxLength: 40 },
  ),
);

it('noise-aware gives every row a quality from 0 to 1, whatever the model rules out', () => {
  fc.assert(
    fc.property(problems, (rows) => {
      const probabilities = toProbabilities(
        rows.map(({ row }) => {
          const sum = row.reduce((a, b) => a + b);
          return row.map((p) => p / sum);
        }),
      );
      const labels = Uint32Array.from(rows, ({ label }) => label);
      const { judgement, noiseMatrix } = judgeProbabilities(labels, probabilities, { method: 'noise-aware' });
      for (const quality of judgement.quality) expect(quality >= 0 && quality <= 1).toBe(true);
      for (const key of judgement.rankKey) expect(Number.isFinite(key)).toBe(true);
      for (const share of noiseMatrix!) expect(share > 0 && share <= 1).toBe(true);
      expect(judgement.probabilities).toBe(probabilities);
    }),
  );
});

it('noise-aware flags the label that a certain model contradicts, and no other', () => {
  const labels = Uint32Array.from({ length: 40 }, (_, row) => (row === 7 ? 1 - (row % 2) : row % 2));
  const rows = Array.from(labels, (_, row) => (row % 2 === 0 ? [1, 0] : [0, 1]));
  const { judgement } = judgeProbabilities(labels, toProbabilities(rows), { method: 'noise-aware' });
  expect(Array.from(judgement.isIssue.keys()).filter((row) => judgement.isIssue[row] === 1)).toEqual([7]);
  expect(judgement.suggested[7]).toBe(1);
});
