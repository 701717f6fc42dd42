import { expect, test } from 'vitest';
import { applyLimits, type GateCase } from '../../src/gate/verdict.js';

const classes = [
  { name: 'neg', judged: 100, candidates: 3 },
  { name: 'pos', judged: 300, candidates: 1 },
];
const judge = (fields: Partial<GateCase>) =>
  applyLimits({ classes, limits: {}, hasBaseline: false, stale: 0, ...fields });

test.each([
  [{ maxErrors: 4 }, true],
  [{ maxErrors: 3 }, false],
  [{ maxRate: 1 }, true],
  [{ maxRate: 0.99 }, false],
  [{ maxClassRate: 3 }, true],
  [{ maxClassRate: 2.99 }, false],
  [{ maxErrors: 100, maxRate: 100, maxClassRate: 2 }, false],
])('limits %j let pass: %s', (limits, passed) => {
  expect(judge({ limits }).passed).toBe(passed);
});

test('with a baseline and no limit, none is allowed', () => {
  expect(judge({ hasBaseline: true }).passed).toBe(false);
  expect(judge({ hasBaseline: true, limits: { maxErrors: 4 } }).passed).toBe(true);
  const none = classes.map((tally) => ({ ...tally, candidates: 0 }));
  expect(judge({ hasBaseline: true, classes: none }).passed).toBe(true);
});

test('a stale row fails it, whatever the limits', () => {
  const verdict = judge({ limits: { maxErrors: 9 }, hasBaseline: true, stale: 2 });
  expect(verdict.passed).toBe(false);
  expect(verdict.sentence).toContain('2 stale rows');
});

test('the sentence says the figures and the limit that broke', () => {
  expect(judge({ limits: { maxErrors: 3 } }).sentence).toMatch(/^check failed: 4 .*400.*--max-errors 3/);
  expect(judge({ limits: { maxErrors: 4 } }).sentence).toMatch(/^check passed: 4 .*--max-errors 4/);
  expect(judge({ limits: { maxClassRate: 2 } }).sentence).toContain('class "neg": 3 of 100, 3 %');
});

test('no rows to count pass', () => {
  const empty = [{ name: 'neg', judged: 0, candidates: 0 }];
  expect(judge({ classes: empty, limits: { maxRate: 0, maxClassRate: 0 } }).passed).toBe(true);
});
