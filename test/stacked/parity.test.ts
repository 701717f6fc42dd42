/** The whole method against the reference program on the same texts: no copies left out, nothing decoded. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fitStacked } from '../../src/stacked/fit.js';
import { judgeStacked } from '../../src/stacked/judge.js';
import { fixtures, needSharedData } from '../reference-data.js';
import { evaluationSet, newswireByName } from '../support/news.js';
import { expectClose } from '../support/numbers.js';
import { stackedRows } from './stacked-texts.js';

interface Answers {
  beta: number[];
  rho: number;
  /** Number of candidates. */
  N: number;
  T: number[];
  ranked_first_50: number[];
  margins_first_50_ranked: number[];
  margin_sum: number;
}

const file = join(fixtures, 'reference', 'stacked.json');
const expected: Record<string, Answers> = JSON.parse(readFileSync(file, 'utf8'));
const sets = ['newswire', 'ag_uniform_dev', 'ag_pair_dev', 'human_dev'] as const;

it.for(sets)('agrees with the reference on %s', (name, context) => {
  if (name !== 'newswire') needSharedData(context);
  const answers = expected[name]!;
  const rows = stackedRows(name === 'newswire' ? newswireByName() : evaluationSet(name));

  const fit = fitStacked(rows);
  expectClose(fit.stack.weights, answers.beta, 1e-6);
  expect(fit.rho).toBeCloseTo(answers.rho, 6);
  expectClose(fit.stack.noiseMatrix, answers.T, 1e-6);

  const { rankKey, isIssue } = judgeStacked(fit, new Uint8Array(rows.labels.length).fill(1));
  const ranked = [...rows.labels.keys()].sort((a, b) => rankKey[a]! - rankKey[b]! || a - b);
  const first = ranked.slice(0, 50);
  expect(ranked.filter((row) => isIssue[row] === 1)).toEqual(ranked.slice(0, answers.N));
  expect(first).toEqual(answers.ranked_first_50);
  expectClose(
    first.map((row) => rankKey[row]!),
    answers.margins_first_50_ranked,
    1e-6,
  );
  expect(rankKey.reduce((sum, margin) => sum + margin)).toBeCloseTo(answers.margin_sum, 3);
});
