/** Numbers that are equal are one class, however they are written. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plainNumber } from '../../../src/dataset/classes/labels.js';
import { type DataOptions, readDatasets } from '../../../src/dataset/read-dataset.js';
import { applied, decisionsOf, entriesFor, open } from '../../corrections/support.js';
import { folderWith, labelNames, notesOf } from '../files.js';

const csv = (labels: readonly string[]) =>
  `text,label\n${labels.map((label, at) => `some words ${at},${label}\n`).join('')}`;

test.each([
  ['1.0', '1'],
  ['-2.00', '-2'],
  ['-0.0', '0'],
  ['10', '10'],
  ['1.5', '1.5'],
  ['1.10', '1.10'],
  ['007', '007'],
  ['01.0', '01.0'],
  ['v1.0', 'v1.0'],
  ['1.', '1.'],
])('%s is written plainly as %s', (label, plain) => {
  expect(plainNumber(label)).toBe(plain);
});

async function read(labels: readonly string[], options: DataOptions = {}) {
  const file = join(folderWith({ 'd.csv': csv(labels) }), 'd.csv');
  return { file, dataset: await open(file, options) };
}

test.each([[['1', '0', '1.0', '2.0', '0.0']], [['1.0', '0.0', '1', '2.0', '0']]])(
  'in one file: %j',
  async (labels) => {
    const { file, dataset } = await read(labels);
    expect(dataset.classes).toEqual(['0', '1', '2.0']);
    expect(labelNames(dataset)).toEqual(['1', '0', '1', '2.0', '0']);
    expect(notesOf(dataset).at(-1)).toMatch(
      /^labels that are the same number are one class: "1(\.0)?" and "1/,
    );
    const entries = await entriesFor(dataset, [
      { index: 0, label: '2' },
      { index: 1, label: '1.0' },
    ]);
    const { bytes } = await applied(file, decisionsOf(entries));
    // A row keeps its own way of writing numbers.
    const decimals = labels.map((label) => (label.endsWith('.0') ? '.0' : ''));
    expect(bytes.toString()).toBe(csv([`2${decimals[0]}`, `1${decimals[1]}`, ...labels.slice(2)]));
  },
);

test('texts that are no plain numbers stay apart', async () => {
  const { dataset } = await read(['007', '7', '7.50', '7.5', '07.0']);
  expect(new Set(dataset.classes).size).toBe(5);
});

test('floats are class indexes, are named, and are sorted by value', async () => {
  const named = await read(['0.0', '2.0', '1.0', '0.0'], { classes: ['a', 'b', 'c'] });
  expect(labelNames(named.dataset)).toEqual(['a', 'c', 'b', 'a']);
  const { bytes } = await applied(
    named.file,
    decisionsOf(await entriesFor(named.dataset, [{ index: 0, label: 'c' }])),
    { classes: ['a', 'b', 'c'] },
  );
  expect(bytes.toString()).toBe(csv(['2.0', '2.0', '1.0', '0.0']));
  expect((await read(['10.0', '2.0', '9.0'])).dataset.classes).toEqual(['2.0', '9.0', '10.0']);
  expect((await read(['1.0', '2.0'], { classes: ['2', '1'] })).dataset.labels).toEqual(Uint32Array.of(1, 0));
});

test('across files and formats', async () => {
  const folder = folderWith({});
  writeFileSync(join(folder, 'train.csv'), csv(['0', '1', '2']));
  writeFileSync(join(folder, 'data.csv'), csv(['0.0', '2.0']));
  writeFileSync(join(folder, 'more.jsonl'), '{"text":"one two","label":1.0}\n{"text":"three","label":2}\n');
  const [train, data] = await readDatasets(
    [
      { paths: [join(folder, 'train.csv')], onText: () => {}, mustFit: false },
      { paths: [join(folder, 'data.csv'), join(folder, 'more.jsonl')], onText: () => {} },
    ],
    {},
  );
  expect(train!.classes).toEqual(['0', '1', '2']);
  expect(labelNames(data!)).toEqual(['0', '2', '1', '2']);
});
