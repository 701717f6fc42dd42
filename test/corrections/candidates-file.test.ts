/** Reports that people have filled in. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { entriesFromCandidates, readCandidates } from '../../src/corrections/candidates-file.js';
import { csvCell } from '../../src/report/escape.js';
import { fingerprint } from '../../src/report/record.js';
import { folderWith } from '../dataset/files.js';
import { open } from './support.js';

const CLASSES = ['=x', "'=x", "''=x", '＝x', 'a;=x', "a;'=x"];

test('classes that differ in apostrophes only are told apart, in CSV and in JSON lines', async () => {
  const rows = CLASSES.map((label, row) => ({ text: `some text ${row}`, label }));
  const labels = rows.map((_, row) => rows[(row + 1) % rows.length]!.label);
  const filled = rows.map((row, at) => ({
    fingerprint: fingerprint(row),
    new_label: labels[at]!,
  }));
  const folder = folderWith({
    'd.jsonl': rows.map((row) => JSON.stringify(row)).join('\n'),
    'filled.csv': [
      'fingerprint,new_label',
      ...filled.map((line) => `${line.fingerprint},${csvCell(line.new_label)}`),
    ].join('\n'),
    'filled.jsonl': filled.map((line) => JSON.stringify(line)).join('\n'),
  });
  const dataset = await open(join(folder, 'd.jsonl'));
  for (const name of ['filled.csv', 'filled.jsonl']) {
    const file = join(folder, name);
    const entries = await entriesFromCandidates(dataset, await readCandidates(file), file);
    expect(
      entries.map((entry) => 'new_label' in entry && entry.new_label),
      name,
    ).toEqual(labels);
  }
});
