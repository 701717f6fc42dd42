/** Rows judged by a fit on others, against the formulas of the method written out over words. */
import { describe, expect, it } from 'vitest';
import { shareOf } from '../../src/naive-bayes/membership.js';
import { fitNoiseAware } from '../../src/noise-aware/fit.js';
import { judgeNewRows } from '../../src/noise-aware/judge.js';
import type { Pass } from '../../src/noise-aware/search.js';
import { Vocabulary } from '../../src/vectorize/vocabulary.js';
import { expectClose } from '../support/numbers.js';
import { termsOf } from '../support/terms.js';

const ALPHA = 0.1;
const K = 2;
const CLASSES = [0, 1];
const training = [
  'bank rates rise',
  'bank loan',
  'loan rates bank',
  'goal match',
  'goal late goal',
  'match late bank',
];
const trainingLabels = [0, 0, 1, 1, 1, 1];
const judged = ['bank bank rates', 'goal never', 'loan', 'unknown words', 'late match goal', 'rise match'];
const judgedLabels = [0, 0, 1, 1, 0, 1];

const wordsOf = (text: string) => text.split(' ');
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const argMax = (values: number[]) => values.indexOf(Math.max(...values));

/** s / τ + b of one text and class: b = ln ((C + 1) / (n + K)), nothing subtracted, known words only. */
function logit(
  text: string,
  k: number,
  { membership, temperature }: Pick<Pass, 'membership' | 'temperature'>,
): number {
  const shares = training.map((_, row) => shareOf(membership, row, k));
  const vocabulary = new Set(training.flatMap(wordsOf));
  const N = (word: string) =>
    sum(training.map((row, i) => shares[i]! * wordsOf(row).filter((other) => other === word).length));
  const M = sum([...vocabulary].map(N));
  const known = wordsOf(text).filter((word) => vocabulary.has(word));
  const logLikelihood = sum(known.map((word) => Math.log((N(word) + ALPHA) / (M + ALPHA * vocabulary.size))));
  const prior = Math.log((sum(shares) + 1) / (training.length + K));
  return logLikelihood / Math.sqrt(Math.max(known.length, 1)) / temperature + prior;
}

const marginOf = (z: number[], given: number) => z[given]! - z[1 - given]!;
const softmax = (z: number[]) => z.map((value) => Math.exp(value) / sum(z.map(Math.exp)));

describe('rows that a fit did not learn from', () => {
  const vocabulary = new Vocabulary();
  const fit = fitNoiseAware(termsOf(training, vocabulary), Uint32Array.from(trainingLabels), K, {
    alpha: ALPHA,
  });
  const { first, best } = fit;
  const found = judgeNewRows(fit, termsOf(judged, vocabulary), Uint32Array.from(judgedLabels), ALPHA);

  const z = judged.map((text) => CLASSES.map((k) => logit(text, k, best)));
  const logNoise = (k: number, row: number) => Math.log(best.noiseMatrix[k * K + judgedLabels[row]!]!);
  const P = z.map(softmax);
  const withNoise = z.map((values, row) => values.map((value, k) => value + logNoise(k, row)));
  const m = judged.map((text, row) => {
    const before = CLASSES.map((k) => logit(text, k, first));
    return 0.2 * marginOf(before, judgedLabels[row]!) + 0.8 * marginOf(withNoise[row]!, judgedLabels[row]!);
  });

  it('have the probabilities of the best pass', () => {
    expectClose(found.probabilities.values, P.flat(), 1e-12);
  });

  it('rank by the margins of first and best pass', () => {
    expectClose(found.rankKey, m, 1e-12);
    expectClose(
      found.quality,
      m.map((margin) => 1 / (1 + Math.exp(-margin))),
      1e-12,
    );
  });

  it('are flagged as many as posteriors and probabilities over one half ask for', () => {
    const N1 = withNoise.filter((values, row) => argMax(values) !== judgedLabels[row]).length;
    const N2 = P.filter((values, row) => argMax(values) !== judgedLabels[row]).length;
    const N = Math.max(N1, Math.floor(0.7 * N2));
    const border = m.toSorted((a, b) => a - b)[N - 1]!;
    expect(N).toBeGreaterThan(0);
    expect([...found.isIssue]).toEqual(m.map((margin) => (margin <= border ? 1 : 0)));
  });

  it('are suggested another class where flagged, else the likeliest', () => {
    const expected = P.map((values, row) =>
      found.isIssue[row] === 1 ? 1 - judgedLabels[row]! : argMax(values),
    );
    expect([...found.suggested]).toEqual(expected);
  });

  it('are all judged', () => {
    expect(found.judged.includes(0)).toBe(false);
  });

  it('are flagged in their order where margins are equal', () => {
    // The words of each put it elsewhere, its label outweighs them: none by N1, seven of ten by N2.
    const same = termsOf(Array(10).fill('rise match'), vocabulary);
    const { isIssue } = judgeNewRows(fit, same, new Uint32Array(10), ALPHA);
    expect([...isIssue]).toEqual([1, 1, 1, 1, 1, 1, 1, 0, 0, 0]);
  });
});

it('the lower of two classes that are as likely is the likeliest', () => {
  const vocabulary = new Vocabulary();
  const fit = fitNoiseAware(termsOf(['bank', 'goal'], vocabulary), Uint32Array.of(0, 1), K, { alpha: ALPHA });
  const unknown = termsOf(['never', 'never'], vocabulary);
  const { probabilities, suggested } = judgeNewRows(fit, unknown, Uint32Array.of(0, 1), ALPHA);
  expect([...probabilities.values]).toEqual([0.5, 0.5, 0.5, 0.5]);
  expect([...suggested]).toEqual([0, 0]);
});
