import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  acceptedCounts,
  acceptRows,
  baselineChanges,
  EMPTY_BASELINE,
  formatBaseline,
  parseBaseline,
  pruneBaseline,
  staleEntries,
} from '../../src/gate/baseline.js';

const [A, B] = ['aaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbb'];
const row = (fingerprint: string, count = 1, text = 'a good film') => ({
  fingerprint,
  count,
  label: 'neg',
  text,
});
const both = acceptRows(EMPTY_BASELINE, [row(B), row(A, 2)]);

test('it is written sorted, an entry a line, and read back the same', () => {
  const text = formatBaseline(both);
  expect(text).toBe(
    '{\n  "version": 1,\n  "accepted": [\n' +
      `    {"fingerprint":"${A}","count":2,"label":"neg","text":"a good film"},\n` +
      `    {"fingerprint":"${B}","count":1,"label":"neg","text":"a good film"}\n  ]\n}\n`,
  );
  expect(formatBaseline(parseBaseline('b.json', text))).toBe(text);
});

test('keys and comments that people have added stay where they are', () => {
  const text = `{\n  "note": "ours",\n  "version": 1,\n  "accepted": [\n    {"fingerprint":"${A}","count":1,"why":"satire"}\n  ],\n  "last": 1\n}\n`;
  expect(formatBaseline(parseBaseline('b.json', text))).toBe(text);
  expect(formatBaseline(acceptRows(parseBaseline('b.json', text), [row(A, 3)]))).toContain(
    '"count":3,"why":"satire"',
  );
});

test('any text is kept to 60 characters on one line that no log or diff stumbles over', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const written = formatBaseline(acceptRows(EMPTY_BASELINE, [row(A, 1, text)]));
      expect(written.split('\n')).toHaveLength(7);
      const read = parseBaseline('b.json', written).entries.get(A)!.text as string;
      expect([...read].length).toBeLessThanOrEqual(60);
      expect([...text].slice(0, 60).join('')).toBe(read);
    }),
  );
});

test('an entry whose row is gone is stale; pruning takes it out and accepts nothing new', () => {
  const present = new Map([
    [A, 1],
    ['cccccccccccccccc', 9],
  ]);
  expect(
    staleEntries(both, present)
      .map(({ fingerprint }) => fingerprint)
      .sort(),
  ).toEqual([A, B]);
  const pruned = pruneBaseline(both, present);
  expect([...acceptedCounts(pruned)]).toEqual([[A, 1]]);
  expect(staleEntries(pruned, present)).toEqual([]);
  expect(baselineChanges(both, pruned)).toEqual({ added: 0, removed: 2 });
});

test('entries that a merge left twice count once, by the higher count', () => {
  const text = `{"version":1,"accepted":[{"fingerprint":"${A}","count":1},{"fingerprint":"${A}","count":3}]}`;
  expect([...acceptedCounts(parseBaseline('b.json', text))]).toEqual([[A, 3]]);
});

test.each([
  ['no JSON', 'oops', /b\.json/],
  ['a list', '[]', /b\.json/],
  ['another version', '{"version":2,"accepted":[]}', /version|2/],
  ['a conflict of a merge', '{\n<<<<<<< ours\n', /b\.json:2/],
  ['a broken entry', '{"version":1,"accepted":[{"fingerprint":"x","count":1}]}', /1/],
])('%s is an error', (_, text, message) => {
  expect(() => parseBaseline('b.json', text)).toThrow(message);
});

test.each<[string, string, RegExp]>([
  [
    'no version',
    '{"accepted": []}',
    /^b.json: this is not a baseline, which is a JSON object with "version"/,
  ],
  ['a later version', '{"version": 2, "accepted": []}', /^b.json: the baseline has version 2, but/],
  [
    'a version that is a list',
    '{"version": [[[]]], "accepted": []}',
    /^b.json: the baseline has version \[\[\[\]\]\], but/,
  ],
  [
    'deep keys',
    `{"version": 1, "accepted": [], "x": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    /nested more than 100 levels/,
  ],
  [
    'a deep version',
    `{"version": ${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}, "accepted": []}`,
    /nested more than 100 levels/,
  ],
])('%s is an error with a reason', (_, text, message) => {
  expect(() => parseBaseline('b.json', text)).toThrow(message);
});
