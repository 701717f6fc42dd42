/** The whole method against `noise_aware_reference.mjs` on the same texts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fitNoiseAware } from '../../src/noise-aware/fit.js';
import { judgeNoiseAware } from '../../src/noise-aware/judge.js';
import { fixtures, needSharedData, sharedData } from '../reference-data.js';
import { evaluationSet, newswireByName } from '../support/news.js';
import { expectClose } from '../support/numbers.js';
import { termsOf } from '../support/terms.js';

interface Answers {
  best: number;
  passes: number;
  tau: number;
  /** L of the best pass. */
  ll: number;
  /** Number of candidates. */
  N: number;
  T: number[];
  /** Sorted by name: the order of T. */
  classes: string[];
  ranked_first_50: number[];
  margins_first_50_ranked: number[];
  suggested_first_50_ranked: string[];
  margin_sum: number;
}

const sets = ['newswire', 'ag_uniform_dev', 'ag_pair_dev', 'human_dev'] as const;

it.for(sets)('agrees with the reference on %s', (name, context) => {
  if (name !== 'newswire') needSharedData(context);
  const file =
    name === 'newswire'
      ? join(fixtures, 'reference', 'noise_aware_newswire.json')
      : join(sharedData, 'reference', 'noise_aware.json');
  const answers: Answers = JSON.parse(readFileSync(file, 'utf8'))[name];
  const { texts, labels, classCount } = name === 'newswire' ? newswireByName() : evaluationSet(name);

  const fit = fitNoiseAware(termsOf(texts), labels, classCount);
  expect(fit.best.number).toBe(answers.best);
  expect(fit.passCount).toBe(answers.passes);
  expect(fit.best.temperature).toBeCloseTo(answers.tau, 9);
  expect(fit.best.meanLogLikelihood).toBeCloseTo(answers.ll, 9);
  expectClose(fit.best.noiseMatrix, answers.T, 1e-9);

  const { rankKey, suggested, isIssue, judged } = judgeNoiseAware(fit);
  const ranked = [...labels.keys()].sort((a, b) => rankKey[a]! - rankKey[b]! || a - b);
  const first = ranked.slice(0, 50);
  const flagged = ranked.filter((row) => isIssue[row] === 1);
  expect(flagged).toEqual(ranked.slice(0, answers.N));
  expect(first).toEqual(answers.ranked_first_50);
  expectClose(
    first.map((row) => rankKey[row]!),
    answers.margins_first_50_ranked,
    1e-6,
  );
  expect(first.map((row) => answers.classes[suggested[row]!])).toEqual(answers.suggested_first_50_ranked);
  expect(rankKey.reduce((sum, margin) => sum + margin)).toBeCloseTo(answers.margin_sum, 4);
  expect(judged.includes(0)).toBe(false);
});
