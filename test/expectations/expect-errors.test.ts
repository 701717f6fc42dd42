import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { expectErrors } from '../../src/expectations/expect-errors.js';
import { expectErrorsByProbabilities, expectErrorsInTexts } from '../../src/judge/expected-errors.js';
import { judgeLabels } from '../../src/judge/methods.js';
import type { ExpectedErrors } from '../../src/types.js';
import { fixtures, hasSharedData, loadReference, needSharedData } from '../reference-data.js';
import { newswire } from '../support/news.js';
import { drawNoise, NOISE_KINDS } from '../support/noise.mjs';
import { termsOf } from '../support/terms.js';

const news = newswire();
const terms = termsOf(news.texts);
const NAMES = readFileSync(join(fixtures, 'newswire_classes.txt'), 'utf8').trim().split('\n');
const truth = Uint32Array.from(
  parse(readFileSync(join(fixtures, 'newswire_truth.csv'))).slice(1) as string[][],
  ([, , name]) => NAMES.indexOf(name!),
);
const wrongIn = (labels: Uint32Array) => labels.reduce((sum, k, row) => sum + (k === truth[row] ? 0 : 1), 0);

/** Expected and true precision among the flagged rows, and expected and true errors. */
function compare(labels: Uint32Array) {
  const problem = { terms, labels, classCount: 4, training: null };
  const verdict = judgeLabels(problem, { method: 'noise-aware' });
  const expected = expectErrorsInTexts(problem, verdict, { method: 'noise-aware' });
  const flagged = [...labels.keys()].filter((row) => verdict.judgement.isIssue[row] === 1);
  const mean = (of: (row: number) => number) =>
    flagged.reduce((sum, row) => sum + of(row), 0) / flagged.length;
  return {
    expected,
    precision: mean((row) => expected.probabilities[row]!),
    truePrecision: mean((row) => Number(labels[row] !== truth[row])),
  };
}

it('expects as many label errors in newswire as there are', () => {
  const { expected } = compare(news.labels);
  expect(wrongIn(news.labels)).toBe(72);
  expect(expected.count).toBeGreaterThan(65);
  expect(expected.count).toBeLessThan(80);
  expect(expected.low).toBeLessThan(72);
  expect(expected.high).toBeGreaterThan(72);
});

it('is calibrated on noise of three kinds and four rates', () => {
  const misses = NOISE_KINDS.flatMap((kind) =>
    [0.03, 0.05, 0.1, 0.2].map((rate) => {
      const labels = drawNoise({ truth, classCount: 4 }, kind, rate, 1 + rate * 100);
      const { precision, truePrecision } = compare(labels);
      return Math.abs(precision - truePrecision);
    }),
  );
  expect(misses.reduce((sum, miss) => sum + miss, 0) / misses.length).toBeLessThan(0.1);
});

it('uses the same probabilities whatever method ranks the rows', () => {
  const problem = { terms, labels: news.labels, classCount: 4, training: null };
  const options = { method: 'prune_by_class' } as const;
  const expected = expectErrorsInTexts(problem, judgeLabels(problem, options), options);
  const own = compare(news.labels).expected;
  expect(expected.count).toBeCloseTo(own.count, 9);
});

it('expects errors by given probabilities, without words to tell hard texts by', (context) => {
  const { labels, probabilities } = loadReference('newswire_cv5', context);
  const expected: ExpectedErrors = expectErrorsByProbabilities(labels, probabilities);
  expect(expected.textDependence).toBeNull();
  expect(expected.low).toBeLessThan(72);
  expect(expected.high).toBeGreaterThan(72);
});

it('adds up what is left of each label, judged rows only', () => {
  // P(true | words, given): 0.1 is left of the first label, 0.8 of the second; the third row is not judged.
  const posteriors = Float64Array.of(0.1, 0.9, 0.2, 0.8, 0, 1);
  const labels = Uint32Array.of(0, 1, 0);
  const judged = Uint8Array.of(1, 1, 0);
  const expected = expectErrors(labels, posteriors, judged, null);
  expect([...expected.probabilities]).toEqual([0.9, expect.closeTo(0.2, 12), 0]);
  expect(expected.count).toBeCloseTo(1.1, 12);
  const half = { share: 0.5, low: 0.25, high: 0.75, rows: 9 };
  expect(expectErrors(labels, posteriors, judged, half).count).toBeCloseTo(0.55, 12);
  expect(expectErrors(labels, posteriors, judged, half).high).toBe(2); // no more than there are rows
});

it('says so where the noise follows the text, as crowd workers make it', async (context) => {
  needSharedData(context);
  if (!hasSharedData) return;
  const { evaluationSet } = await import('../support/news.js');
  const crowd = evaluationSet('human_dev');
  const crowdTerms = termsOf(crowd.texts);
  const problem = { terms: crowdTerms, labels: crowd.labels, classCount: 4, training: null };
  const options = { method: 'noise-aware' } as const;
  const { textDependence } = expectErrorsInTexts(problem, judgeLabels(problem, options), options);
  expect(textDependence!.low).toBeGreaterThan(0.1);
});
