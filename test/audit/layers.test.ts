import fc from 'fast-check';
import { expect, it } from 'vitest';
import { allocateRows, divideByRank } from '../../src/audit/layers.js';
import { rankAllRows } from '../../src/report/row-kinds.js';
import type { Judgement } from '../../src/types.js';

/** Rows of class 0 with P(class 1) and flags; the last of them were not judged. */
function judgementOf(errors: readonly number[], flaggedShare: number, unjudged: number): Judgement {
  const n = errors.length;
  const sorted = [...errors].sort((a, b) => b - a);
  const judged = Uint8Array.from(sorted, (_, row) => Number(row < n - unjudged));
  return {
    probabilities: { classCount: 2, values: Float64Array.from(sorted.flatMap((p) => [1 - p, p])) },
    judged,
    quality: Float64Array.from(sorted, (p) => 1 - p),
    rankKey: Float64Array.from(sorted, (p) => 1 - p),
    suggested: new Uint8Array(n).fill(1),
    isIssue: judged.map((is, row) => is & Number(row < flaggedShare * n)),
  };
}

const cases = fc.record({
  errors: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 300 }),
  flaggedShare: fc.double({ min: 0, max: 1, noNaN: true }),
  unjudged: fc.integer({ min: 0, max: 3 }),
  rows: fc.integer({ min: 1, max: 200 }),
});

it('puts each row into one layer, and reads as many rows as asked, where there are so many', () => {
  fc.assert(
    fc.property(cases, ({ errors, flaggedShare, unjudged, rows }) => {
      const judgement = judgementOf(errors, flaggedShare, Math.min(unjudged, errors.length));
      const layers = divideByRank(rankAllRows(judgement), judgement, new Uint32Array(errors.length));
      const all = layers.flatMap((layer) => [...layer.rows]).sort((a, b) => a - b);
      expect(all).toEqual([...errors.keys()]);
      expect(layers.length).toBeLessThanOrEqual(9);
      const counts = allocateRows(layers, rows);
      expect(counts.reduce((a, b) => a + b, 0)).toBe(Math.min(rows, errors.length));
      for (const [h, count] of counts.entries()) {
        expect(count).toBeGreaterThanOrEqual(0);
        expect(count).toBeLessThanOrEqual(layers[h]!.rows.length);
      }
    }),
  );
});

it('reads at least 30 % outside of the candidates, and three rows of each layer', () => {
  const errors = Array.from({ length: 2000 }, (_, row) => (row < 400 ? 0.5 : 0.001));
  const judgement = judgementOf(errors, 0.2, 0);
  const layers = divideByRank(rankAllRows(judgement), judgement, new Uint32Array(2000));
  const counts = allocateRows(layers, 100);
  const outside = counts.filter((_, h) => !layers[h]!.flagged).reduce((a, b) => a + b, 0);
  expect(outside).toBeGreaterThanOrEqual(30);
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(3);
});
