import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { delimitedLabelCells } from '../../src/dataset/label-cells.js';
import { safeJson } from '../../src/report/escape.js';
import { fingerprint, makeRecords } from '../../src/report/record.js';
import { rankAllRows, rankCandidates } from '../../src/report/row-kinds.js';
import type { Dataset, Judgement } from '../../src/types.js';
import { someLayout } from '../support/records.js';

const texts = [
  { label: ' 1', text: 'good film', id: null },
  { label: '2', text: 'bad film', id: null },
  { label: '2', text: 'odd film', id: null },
];
const dataset: Dataset = {
  source: 'data.csv',
  parts: [{ file: 'data.csv', firstRow: 0, layout: someLayout() }],
  labels: Uint32Array.of(0, 1, 1),
  classes: ['__proto__', 'neg'],
  indexes: Uint32Array.of(0, 2, 3),
  lines: Uint32Array.of(2, 5, 6),
  places: new Float64Array(3),
  leftOut: [],
  notes: [],
  async *readTexts(rows) {
    for (const row of rows) yield texts[row]!;
  },
  async *readCells() {},
  classOf: () => undefined,
  writeLabel: (label) => label,
  labelCells: delimitedLabelCells(1),
  plainBytes: null,
};
const judgement: Judgement = {
  probabilities: { classCount: 2, values: Float64Array.of(0.25, 0.75, 0.5, 0.5, 0, 0) },
  judged: Uint8Array.of(1, 1, 0),
  quality: Float64Array.of(0.25, 0.5, Number.NaN),
  rankKey: Float64Array.of(0.25, 0.5, Number.NaN),
  suggested: Uint32Array.of(1, 1, 0),
  isIssue: Uint8Array.of(1, 0, 0),
};
const source = { dataset, judgement, evidenceOf: () => [{ token: 'good', weight: 1 }] };
const recordsOf = async (fields = { text: true, probabilities: true }) => {
  const records = [];
  for await (const record of makeRecords(source, rankAllRows(judgement), fields)) records.push(record);
  return records;
};

test('a fingerprint names label as written and text, and nothing else', () => {
  const expected = createHash('sha256').update('[" 1","good film"]').digest('hex').slice(0, 16);
  expect(fingerprint({ label: ' 1', text: 'good film' })).toBe(expected);
  expect(fingerprint({ label: '1', text: 'good film' })).not.toBe(expected);
});

test('a record says all of a row, in a fixed order', async () => {
  const [first] = await recordsOf();
  expect(safeJson(first)).toBe(
    '{"rank":1,"index":0,"line":2,"given_label":"__proto__","predicted_label":"neg","label_quality":0.25,' +
      '"given_probability":0.25,"predicted_probability":0.75,"is_label_issue":true,"kind":"label_error",' +
      `"evidence":[{"token":"good","weight":1}],"fingerprint":"${fingerprint(texts[0]!)}","text":"good film",` +
      '"probabilities":{"__proto__":0.25,"neg":0.75}}',
  );
});

test('a row that was not judged comes last, without numbers', async () => {
  const records = await recordsOf();
  expect(records.map(({ rank, index }) => [rank, index])).toEqual([
    [1, 0],
    [2, 2],
    [3, 3],
  ]);
  expect(records[2]).toMatchObject({
    predicted_label: null,
    label_quality: null,
    given_probability: null,
    predicted_probability: null,
    is_label_issue: false,
    kind: null,
    evidence: [],
    probabilities: null,
  });
});

test('text and probabilities are left out where not wanted', async () => {
  const [first] = await recordsOf({ text: false, probabilities: false });
  expect(first).not.toHaveProperty('text');
  expect(first).not.toHaveProperty('probabilities');
});

test('candidates are ranked by their key, equal ones by row', () => {
  const ranked = rankCandidates({
    ...judgement,
    rankKey: Float64Array.of(3, -1, -1, -5),
    isIssue: Uint8Array.of(1, 1, 1, 0),
  });
  expect([...ranked]).toEqual([1, 2, 0]);
});
