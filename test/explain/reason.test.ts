import { describe, expect, it } from 'vitest';
import { METHODS, type Method } from '../../src/confident-learning/filter/options.js';
import { type ReasonOptions, reasonFor } from '../../src/explain/reason.js';
import { judgeLabels, type MethodOptions } from '../../src/judge/methods.js';
import { newswire } from '../support/news.js';
import { termsOf } from '../support/terms.js';

const { texts, labels } = newswire();
const classes = ['World', 'Sports', 'Business', 'Sci/Tech'];
const terms = termsOf(texts);
const problem = { terms, labels, classCount: 4, training: null };

const cases: readonly (MethodOptions & ReasonOptions)[] = [
  { method: 'noise-aware' },
  ...(Object.keys(METHODS) as Method[]).map((method) => ({ method })),
  { method: 'both', fracNoise: 0.5, minExamplesPerClass: 300 },
  { method: 'prune_by_noise_rate', removePerClass: [3, 0, 9, 5] },
];

describe.each(cases)('$method', (options) => {
  const { judgement } = judgeLabels(problem, options);
  // Every ninth row, and all that are flagged.
  const rows = [...labels.keys()].filter((row) => row % 9 === 0 || judgement.isIssue[row] === 1);

  it('comes to the same as the method, row by row', () => {
    const differing = rows.filter((row) => {
      const { isCandidate } = reasonFor(row, { labels, classes, judgement }, options);
      return isCandidate !== (judgement.isIssue[row] === 1);
    });
    expect(rows.length).toBeGreaterThan(130);
    expect(differing).toEqual([]);
  });

  it('says it in a sentence', () => {
    for (const row of rows.slice(0, 50)) {
      const { isCandidate, sentence } = reasonFor(row, { labels, classes, judgement }, options);
      expect(sentence).toMatch(isCandidate ? /^It is a candidate: .+\.$/ : /^It is no candidate: .+\.$/);
    }
  });
});

it('says that a row was not judged, and why', () => {
  const { judgement } = judgeLabels(problem, { method: 'both' });
  const unjudged = { ...judgement, judged: judgement.judged.map((_, row) => (row === 7 ? 0 : 1)) };
  const why = (method: 'both' | 'noise-aware') =>
    reasonFor(7, { labels, classes, judgement: unjudged }, { method }).sentence;
  expect(why('both')).toBe('It is not judged: its class has no other row to learn from.');
  expect(why('noise-aware')).toBe('It is not judged: no other training row has any of its words.');
});
