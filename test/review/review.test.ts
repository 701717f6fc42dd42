/** What a review records, and what every page that shows it is told. */
import { appendFileSync, writeFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { UserError } from '../../src/errors/user-error.js';
import type { Ranking } from '../../src/review/ranking.js';
import type { AuditSample, ReviewSource } from '../../src/review/review.js';
import type { ReviewEvent } from '../../src/review/wire.js';
import { csvFile, folderOfTest, newswireCopy, openReview, textOf } from './support.js';

const newswire = (more: Partial<ReviewSource> = {}) => openReview(newswireCopy(folderOfTest()), more);

test('what is decided is on the disk when it is answered, and every page is told', async () => {
  const { review, dataset, onDisk } = await newswire();
  const [first, second, third, fourth] = review.candidates.rows() as [number, number, number, number];
  const events: ReviewEvent[] = [];
  review.listen((event) => events.push(event));
  const suggested = review.candidates.suggested(first);
  const changes = await review.decide(first, { what: 'relabel', class: suggested });
  expect(changes.changes).toEqual([[first, 4 + suggested]]);
  expect((await onDisk()).of(review.candidates.fingerprint(first))).toMatchObject({
    what: 'relabel',
    newLabel: dataset.classes[suggested],
  });
  await Promise.all([
    review.decide(second, { what: 'keep' }),
    review.decide(third, { what: 'delete' }),
    review.decide(fourth, { what: 'skip' }),
  ]);
  expect([first, second, third, fourth].map((row) => review.candidates.state(row))).toEqual([
    4 + suggested,
    1,
    2,
    3,
  ]);
  expect(events.map((event) => 'changes' in event && event.changes[0])).toEqual([
    ...[
      [first, 4 + suggested],
      [second, 1],
      [third, 2],
      [fourth, 3],
    ],
  ]);
  expect(review.candidates.counts()).toEqual({ all: 82, open: 78, decided: 3 });
  expect((await onDisk()).size).toBe(4);
});

test('to set the label that a row has is to keep it', async () => {
  const { review, dataset, onDisk } = await newswire();
  const row = review.candidates.rows()[0]!;
  await review.decide(row, { what: 'relabel', class: dataset.labels[row]! });
  expect((await onDisk()).of(review.candidates.fingerprint(row))).toMatchObject({ what: 'keep' });
});

test('a decision from a page that shows an older state is not recorded', async () => {
  const { review, dataset } = await newswire();
  const row = review.candidates.rows()[0]!;
  const sports = dataset.classOf('Sports')!;
  await review.decide(row, { what: 'relabel', class: sports }, 0);
  await expect(review.decide(row, { what: 'delete' }, 0)).rejects.toThrow('relabelled as Sports meanwhile');
  expect(review.candidates.state(row)).toBe(4 + sports);
  await review.decide(row, { what: 'delete' }, 4 + sports);
  await expect(review.decide(row, { what: 'keep' }, 4 + sports)).rejects.toThrow('to be deleted meanwhile');
});

test('undo takes back step after step, many decisions of one step together', async () => {
  const { review, onDisk } = await newswire();
  const rows = review.candidates.rows();
  await review.decide(rows[0]!, { what: 'keep' });
  await review.decide(rows[0]!, { what: 'delete' });
  const many = await review.decideMany('accept', rows.slice(0, 40), 1);
  expect(many.changes).toHaveLength(39); // the first one is decided, and stays
  expect(review.candidates.state(rows[0]!)).toBe(2);
  expect(await review.undo(false)).toMatchObject({ count: 39, mustConfirm: false });
  expect(review.candidates.counts()).toMatchObject({ open: 81 });
  expect(await review.undo(false)).toMatchObject({ count: 1, row: rows[0], latest: { what: 'delete' } });
  expect(review.candidates.state(rows[0]!)).toBe(1);
  expect(await review.undo(false)).toMatchObject({ changes: [[rows[0], 0]] });
  expect(await review.undo(false)).toMatchObject({ count: 0, latest: null, row: null, changes: [] });
  expect((await onDisk()).size).toBe(0);
});

test('a decision of an earlier review is asked about before it is taken back', async () => {
  const file = newswireCopy(folderOfTest());
  const before = await openReview(file);
  const row = before.review.candidates.rows()[0]!;
  await before.review.decide(row, { what: 'keep' });
  await before.log.close();
  const { review } = await openReview(file);
  expect(review.candidates.state(row)).toBe(1);
  expect(await review.undo(false)).toMatchObject({
    mustConfirm: true,
    count: 1,
    changes: [],
    latest: { what: 'keep' },
  });
  expect(review.candidates.state(row)).toBe(1);
  expect(await review.undo(true)).toMatchObject({ mustConfirm: false, changes: [[row, 0]] });
});

test('many are only decided about as they were shown', async () => {
  const { review, log } = await newswire();
  const rows = review.candidates.rows();
  await expect(review.decideMany('keep', rows, 2)).rejects.toThrow('ranked again meanwhile');
  await expect(review.decideMany('keep', [...rows, 1_000_000], 1)).rejects.toThrow('no candidate');
  expect(log.decisions.size).toBe(0);
  expect((await review.decideMany('keep', rows, 1)).changes).toHaveLength(82);
});

test('rows that say the same are decided together', async () => {
  const rows = Array.from(
    { length: 40 },
    (_, i) => [`${i % 2 ? 'sun warm beach' : 'snow cold ice'} ${i}`, i % 2 ? 'hot' : 'cold'] as const,
  );
  const { review, dataset } = await openReview(
    csvFile(folderOfTest(), [...rows, ...Array(3).fill(['snow cold ice wind', 'hot'])]),
  );
  const alike = review.candidates.rows().filter((row) => row >= 40);
  expect(alike).toEqual([40, 41]);
  expect(review.candidates.rowsOf(review.candidates.fingerprint(40))).toEqual(alike);
  const cold = dataset.classOf('cold')!;
  const { changes } = await review.decide(alike[1]!, { what: 'relabel', class: cold });
  expect(changes).toEqual(alike.map((row) => [row, 4 + cold]));
  await review.undo(false);
  expect((await review.decideMany('accept', alike, 1)).changes).toHaveLength(2);
  expect(await review.undo(false)).toMatchObject({ count: 1 });
});

test('what could not be saved is not shown as saved', async () => {
  const { review, log } = await newswire();
  const rows = review.candidates.rows();
  await review.decide(rows[0]!, { what: 'keep' });
  appendFileSync(log.file, '\n'); // somebody else writes there
  await expect(review.decide(rows[1]!, { what: 'keep' })).rejects.toThrow(
    'another program or person has changed',
  );
  expect(review.candidates.state(rows[1]!)).toBe(0);
  expect(review.version).toEqual({ step: 1, ranking: 1 });
});

test('a file that has changed meanwhile is told, and nothing is recorded', async () => {
  const { review, dataset, log } = await newswire();
  const row = review.candidates.rows()[0]!;
  writeFileSync(dataset.source, textOf(dataset.source).slice(1000));
  await expect(review.decide(row, { what: 'keep' })).rejects.toThrow('changed');
  expect(log.decisions.size).toBe(0);
});

test('ranking again learns from what is decided, keeps that in the list, and takes new candidates up', async () => {
  const { review, dataset } = await newswire();
  const before = review.candidates.rows();
  const events: string[] = [];
  review.listen(({ type }) => events.push(type));
  const decided = before.slice(0, 20);
  await review.decideMany('accept', decided, 1);
  const suggested = decided.map((row) => review.candidates.suggested(row));
  const readings = { read: 20, corrected: 20, lastRead: 20, lastCorrected: 20, left: null };
  expect(review.state().readings).toEqual(readings);
  await review.rank();
  expect(review.state().readings).toEqual(readings);
  expect(review.version.ranking).toBe(2);
  const after = review.candidates.rows();
  // Decided rows stand at the end, as they were judged before; what is open stands in its new order before them.
  expect(after.slice(-20)).toEqual(decided);
  expect(decided.map((row) => review.candidates.suggested(row))).toEqual(suggested);
  expect(review.candidates.detail(decided[0]!).evidence.length).toBeGreaterThan(0);
  const open = after.slice(0, -20);
  expect(open).not.toEqual(before.slice(20));
  expect(open.filter((row) => decided.includes(row))).toEqual([]);
  expect(events).toEqual(['changes', 'ranking', 'ranked']);
  expect(new Set(after).size).toBe(after.length);
  expect(
    review.candidates
      .columns()
      .state.slice(-20)
      .every((state) => state >= 4),
  ).toBe(true);
  await expect(review.decideMany('accept', after, 1)).rejects.toThrow('ranked again');
  expect(dataset.classes).toHaveLength(4);
});

test('ranking again reads each row once to find the decided ones, and candidates that are new once more', async () => {
  const { review, dataset } = await newswire();
  const before = new Set(review.candidates.rows());
  await review.decideMany('accept', review.candidates.rows().slice(0, 40), 1);
  const read: number[] = [];
  const { readTexts } = dataset;
  vi.spyOn(dataset, 'readTexts').mockImplementation((rows) => {
    const asked = [...rows];
    read.push(...asked);
    return readTexts.call(dataset, asked);
  });
  await review.rank();
  const added = review.candidates.rows().filter((row) => !before.has(row));
  expect(added.length).toBeGreaterThan(0);
  expect(read.length).toBe(dataset.labels.length + added.length);
});

test('texts are searched whatever their case, and shown without what acts', async () => {
  const { review } = await newswire();
  const { searchTexts, snippetsOf } = await import('../../src/review/candidate-texts.js');
  const wanted = { phrase: 'KESTREL', isWanted: () => true };
  const found = await searchTexts(review.dataset, review.candidates.rows(), wanted);
  const { text } = await snippetsOf(review.dataset, found);
  expect(found.length).toBeGreaterThan(0);
  expect(found.length).toBeLessThan(82);
  for await (const row of review.dataset.readTexts(found)) expect(row.text).toMatch(/kestrel/i);
  expect(text[0]!.length).toBeGreaterThan(20);
});

test('an audit that cannot be drawn changes nothing that is shown', async () => {
  const { review } = await newswire({ drawAudit: () => Promise.reject(new UserError('nothing is left')) });
  const before = review.state();
  expect(before).toMatchObject({ canAudit: true, isAudit: false });
  await expect(review.audit()).rejects.toThrow('nothing is left');
  expect(review.state().candidates).toEqual(before.candidates);
  expect(review.state()).toMatchObject({ canAudit: true, isAudit: false });
});

test('progress is that of the candidates, also while the sample of an audit is shown', async () => {
  const ranking = (rows: readonly number[]): Ranking => ({
    rows: Uint32Array.from(rows),
    suggestedOf: () => 0,
    qualityOf: () => Number.NaN,
    detailOf: () => ({
      ...{ probabilities: null, givenProbability: null, suggestedProbability: null },
      ...{ evidence: [], counterEvidence: [] },
    }),
  });
  const drawn: { log?: AuditSample['log'] } = {};
  const { review, log } = await newswire({
    drawAudit: async () => ({ ranking: ranking([3, 4]), log: drawn.log! }),
  });
  drawn.log = log;
  const [first] = review.candidates.rows();
  await review.decide(first!, { what: 'keep' });
  await review.audit();
  expect(review.candidates.rows()).toEqual([3, 4]);
  await review.decide(3, { what: 'keep' });
  expect(review.counts()).toEqual({ all: 82, open: 81, decided: 1 });
});
