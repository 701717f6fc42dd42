import { expect, test } from 'vitest';
import type { Entry } from '../../src/corrections/decision.js';
import { Decisions } from '../../src/corrections/decisions.js';

/** `a>b` relabels a into b; `a=`, `a-`, `a?`, `a!` keep, delete, skip and undo. */
function decided(...told: string[]): Decisions {
  const decisions = new Decisions();
  for (const [at, [from, sign, to]] of told.map((text) => [...text] as string[]).entries()) {
    const what = { '>': 'relabel', '=': 'keep', '-': 'delete', '?': 'skip', '!': 'undo' }[sign!];
    const labels = {
      given_label: `is ${from}`,
      new_label: to === undefined ? null : `is ${to}`,
      new_fingerprint: to ?? null,
    };
    decisions.add({ fingerprint: from, index: 0, what, time: `t${at}`, ...labels } as Entry);
  }
  return decisions;
}

const about = (decisions: Decisions, name: string) => {
  const verdict = decisions.of(name);
  return verdict === undefined
    ? undefined
    : [verdict.what, verdict.newLabel, verdict.done].filter((part) => part !== null).join(' ');
};

test('the last decision about a row counts, and undo brings the one before back', () => {
  expect(about(decided('a>b', 'a='), 'a')).toBe('keep false');
  expect(about(decided('a>b', 'a=', 'a!'), 'a')).toBe('relabel is b false');
  expect(about(decided('a>b', 'a!', 'a!'), 'a')).toBeUndefined();
});

test('a relabelled row is done', () => {
  expect(about(decided('a>b'), 'b')).toBe('relabel is b true');
  expect(about(decided('a>b', 'a!'), 'b')).toBeUndefined();
});

test('what is decided about a corrected row continues the story of the row as it was', () => {
  expect(about(decided('a>b', 'b>c'), 'a')).toBe('relabel is c false');
  expect(about(decided('a>b', 'b-'), 'a')).toBe('delete false');
  expect(about(decided('a>b', 'b='), 'a')).toBe('relabel is b false');
});

test('a change of mind leaves no decision that would change the row back', () => {
  const back = decided('a>b', 'b>a');
  expect(about(back, 'a')).toBe('relabel is a true');
  expect(about(back, 'b')).toBe('relabel is a false');
  const circle = decided('a>b', 'b>c', 'c>a');
  expect(['a', 'b', 'c'].map((name) => about(circle, name))).toEqual([
    'relabel is a true',
    'relabel is a false',
    'relabel is a false',
  ]);
});

test('a circle that somebody has written into the file ends', () => {
  expect(about(decided('a>a'), 'a')).toBe('relabel is a false');
});

test('the last step is what has the latest time and is not taken back', () => {
  const decisions = new Decisions();
  const keep = (fingerprint: string, time: string) =>
    decisions.add({
      fingerprint,
      index: 0,
      given_label: 'x',
      what: 'keep',
      new_label: null,
      new_fingerprint: null,
      time,
    });
  keep('a', '1');
  keep('b', '2');
  keep('c', '2');
  const last = () => decisions.lastStep().map(({ fingerprint }) => fingerprint);
  expect(last()).toEqual(['c', 'b']);
  for (const fingerprint of last()) decisions.add({ fingerprint, index: 0, what: 'undo', time: '3' });
  expect(last()).toEqual(['a']);
});

test('the last step is told by the places in the log, not by its time', () => {
  const decisions = new Decisions();
  const keep = (fingerprint: string, time: string) =>
    decisions.add({
      fingerprint,
      index: 0,
      given_label: 'a',
      what: 'keep',
      new_label: null,
      new_fingerprint: null,
      time,
    });
  // Another machine, whose clock goes ahead and comes by the same time once more.
  keep('aaaaaaaaaaaaaaaa', '2026-01-01T00:00:09.000Z');
  keep('bbbbbbbbbbbbbbbb', '2026-01-01T00:00:01.000Z');
  keep('cccccccccccccccc', '2026-01-01T00:00:09.000Z');
  keep('dddddddddddddddd', '2026-01-01T00:00:09.000Z');
  expect(decisions.lastStep().map(({ fingerprint }) => fingerprint)).toEqual([
    'dddddddddddddddd',
    'cccccccccccccccc',
  ]);
  expect([
    decisions.lines,
    decisions.lineOf('bbbbbbbbbbbbbbbb'),
    decisions.lineOf('eeeeeeeeeeeeeeee'),
  ]).toEqual([4, 2, undefined]);
});
