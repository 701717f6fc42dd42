/** What decisions come to in an export, those that the file has taken up already among them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { matchRows } from '../../src/corrections/match-rows.js';
import { correctRows, rowsToAnnotate, rowsToPublish } from '../../src/export/corrected-rows.js';
import type { Judgement } from '../../src/types.js';
import { applied, decisionsOf, entriesFor, open } from '../corrections/support.js';
import { fileWith } from '../dataset/files.js';

const DATA = 'text,label\none a,A\ntwo b,B\nthree c,C\nfour a,A\nfive b,B\nsix c,C\n';
const TOLD = [
  { index: 0, label: 'B' },
  { index: 1, what: 'keep' },
  { index: 2, what: 'delete' },
  { index: 3, what: 'skip' },
  { index: 4, label: 'C' },
] as const;

async function corrected(file: string, decisions: ReturnType<typeof decisionsOf>) {
  const dataset = await open(file);
  return correctRows(dataset, { matched: await matchRows(dataset, decisions), file: 'd.jsonl' });
}

test('labels, deleted and kept rows, and the changes by class', async () => {
  const file = fileWith(DATA);
  const decisions = decisionsOf(await entriesFor(await open(file), TOLD));
  const rows = await corrected(file, decisions);
  expect([...rows.labels]).toEqual([1, 1, 2, 0, 2, 2]);
  expect([...rows.isHeld]).toEqual([1, 1, 0, 0, 1, 0]);
  expect([...rows.isDeleted]).toEqual([0, 0, 1, 0, 0, 0]);
  expect([...rows.before]).toEqual([0, -1, -1, -1, 1, -1]);
  expect(rows.changes).toEqual([
    { from: 0, to: 1, rows: 1 },
    { from: 1, to: 2, rows: 1 },
  ]);
  expect([rows.corrected, rows.deleted, rows.kept]).toEqual([2, 1, 1]);
});

test('the same counts once the file has been corrected', async () => {
  const file = fileWith(DATA);
  const decisions = decisionsOf(await entriesFor(await open(file), TOLD));
  writeFileSync(file, (await applied(file, decisions)).bytes);
  expect(readFileSync(file, 'utf8')).toContain('one a,B\n');
  const rows = await corrected(file, decisions);
  expect([...rows.labels]).toEqual([1, 1, 0, 2, 2]);
  expect([...rows.before]).toEqual([0, -1, -1, 1, -1]);
  expect([rows.corrected, rows.deleted, rows.kept]).toEqual([2, 1, 1]);
});

test('without decisions nothing is otherwise', async () => {
  const dataset = await open(fileWith(DATA));
  const rows = correctRows(dataset, null);
  expect(rows.labels).toBe(dataset.labels);
  expect([rows.corrected, rows.deleted, rows.kept, rows.changes]).toEqual([0, 0, 0, []]);
  expect([...rowsToPublish(rows)]).toEqual([0, 1, 2, 3, 4, 5]);
});

test('candidates that are open, worst first; all rows but the deleted ones', () => {
  const judgement: Judgement = {
    probabilities: { classCount: 2, values: new Float64Array(10) },
    judged: Uint8Array.of(1, 1, 1, 1, 0),
    quality: Float64Array.of(0.3, 0.1, 0.2, 0.9, Number.NaN),
    rankKey: Float64Array.of(0.3, 0.1, 0.2, 0.9, Number.NaN),
    suggested: new Uint32Array(5),
    isIssue: Uint8Array.of(1, 1, 1, 0, 0),
  };
  const decided = { isHeld: Uint8Array.of(0, 1, 0, 0, 0), isDeleted: Uint8Array.of(0, 0, 0, 1, 0) };
  expect([...rowsToAnnotate(judgement, decided, 'candidates')]).toEqual([2, 0]);
  expect([...rowsToAnnotate(judgement, decided, 'all')]).toEqual([1, 2, 0, 4]);
});
