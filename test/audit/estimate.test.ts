import fc from 'fast-check';
import { expect, it } from 'vitest';
import { estimateErrors, estimatePart } from '../../src/audit/estimate.js';
import { betaNumber, binomialNumber, randomNumbers } from '../../src/audit/random.js';
import type { AuditLayer } from '../../src/types.js';

const layers = fc.array(
  fc
    .record({ size: fc.integer({ min: 1, max: 5000 }), expected: fc.double({ min: 0, max: 1, noNaN: true }) })
    .chain(({ size, expected }) =>
      fc.integer({ min: 0, max: Math.min(size, 40) }).chain((read) =>
        fc.record({
          ...{ size: fc.constant(size), read: fc.constant(read), expected: fc.constant(expected) },
          wrong: fc.integer({ min: 0, max: read }),
          flagged: fc.boolean(),
        }),
      ),
    ),
  { minLength: 1, maxLength: 9 },
);

it('gives numbers between what was found and what was found or not read', () => {
  fc.assert(
    fc.property(layers, (some) => {
      const { errors, flaggedErrors, precision, recall, rates } = estimateErrors(some);
      const found = some.reduce((sum, { wrong }) => sum + wrong, 0);
      const possible = some.reduce((sum, { size, read, wrong }) => sum + wrong + size - read, 0);
      for (const { mean, low, high } of [errors, flaggedErrors]) {
        expect(low).toBeLessThanOrEqual(high);
        expect(mean).toBeLessThanOrEqual(possible);
        expect(high).toBeLessThanOrEqual(possible);
      }
      expect(errors.low).toBeGreaterThanOrEqual(found);
      expect(precision === null).toBe(some.every(({ flagged }) => !flagged));
      if (recall !== null) expect(recall.high).toBeLessThanOrEqual(1);
      for (const rate of rates) expect(rate >= 0 && rate <= 1).toBe(true);
    }),
    { numRuns: 30 },
  );
});

it('is certain where every row was read', () => {
  const { errors } = estimateErrors([
    { size: 10, read: 10, wrong: 4, expected: 0.9, flagged: true },
    { size: 50, read: 50, wrong: 1, expected: 0.1, flagged: false },
  ]);
  expect(errors).toEqual({ mean: 5, low: 5, high: 5 });
});

it('does not exclude that no label is wrong where no error was found', () => {
  const clean = [0.95, 0.7, 0.4, 0.1, 0.02].map((expected, h): AuditLayer => {
    return { size: 200 * (h + 1), read: 20, wrong: 0, expected, flagged: h < 2 };
  });
  const { errors, recall } = estimateErrors(clean);
  expect(errors.low).toBe(0);
  expect(errors.high).toBeGreaterThan(0);
  expect(recall).toBeNull();
});

it('narrows as more rows are read, and is the same each time', () => {
  const read = (rows: number): AuditLayer[] => [
    { size: 400, read: rows, wrong: rows / 2, expected: 0.5, flagged: true },
    { size: 4000, read: rows, wrong: rows / 10, expected: 0.02, flagged: false },
  ];
  const [few, many] = [estimateErrors(read(20)).errors, estimateErrors(read(200)).errors];
  expect(many.high - many.low).toBeLessThan(0.5 * (few.high - few.low));
  expect(estimateErrors(read(20)).errors).toEqual(few);
});

it('refuses counts that do not fit', () => {
  expect(() => estimateErrors([{ size: 5, read: 6, wrong: 0, expected: 0, flagged: false }])).toThrow(
    RangeError,
  );
});

it('draws numbers with the mean and the variance of their distributions', () => {
  const random = randomNumbers(3);
  const moments = (draw: () => number) => {
    const drawn = Array.from({ length: 40_000 }, draw);
    const mean = drawn.reduce((sum, x) => sum + x, 0) / drawn.length;
    return { mean, variance: drawn.reduce((sum, x) => sum + (x - mean) ** 2, 0) / drawn.length };
  };
  for (const [a, b] of [
    [0.3, 2],
    [4, 9],
  ] as const) {
    const { mean, variance } = moments(() => betaNumber(a, b, random));
    expect(mean).toBeCloseTo(a / (a + b), 2);
    expect(variance).toBeCloseTo((a * b) / ((a + b) ** 2 * (a + b + 1)), 2);
  }
  for (const [n, p] of [
    [30, 0.1],
    [400, 0.9],
    [1000, 0.3],
  ] as const) {
    const { mean, variance } = moments(() => binomialNumber(n, p, random));
    expect(mean / (n * p)).toBeCloseTo(1, 1.5);
    expect(variance / (n * p * (1 - p))).toBeCloseTo(1, 1);
  }
});

it('the rows of one label are estimated by the answers about them', () => {
  const layers = [
    { size: 200, read: 40, wrong: 20, expected: 0.7, flagged: true },
    { size: 4800, read: 60, wrong: 3, expected: 0.02, flagged: false },
  ];
  const good = estimatePart(layers, [
    { size: 100, read: 20, wrong: 1 },
    { size: 2400, read: 30, wrong: 0 },
  ]);
  const bad = estimatePart(layers, [
    { size: 100, read: 20, wrong: 19 },
    { size: 2400, read: 30, wrong: 3 },
  ]);
  expect(good.high).toBeLessThan(bad.low);
  expect(good.low).toBeGreaterThanOrEqual(1);
  expect(bad.low).toBeGreaterThanOrEqual(22);
  // A label that is in one layer only, all of whose rows were read, is known.
  const known = { size: 5, read: 5, wrong: 2 };
  expect(estimatePart(layers, [known, { size: 0, read: 0, wrong: 0 }])).toEqual({ mean: 2, low: 2, high: 2 });
});
