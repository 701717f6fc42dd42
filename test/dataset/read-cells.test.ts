/** All columns of rows, whatever file they stand in. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDataset, readDatasets } from '../../src/dataset/read-dataset.js';
import type { Dataset, RowCells } from '../../src/types.js';
import { folderWith, readText } from './files.js';

async function cellsOf(dataset: Pick<Dataset, 'readCells'>, rows: Iterable<number>): Promise<RowCells[]> {
  const found: RowCells[] = [];
  for await (const { cells, kinds } of dataset.readCells(rows)) {
    found.push(kinds === undefined ? { cells } : { cells, kinds });
  }
  return found;
}

test('CSV: every column, as the layout names it', async () => {
  const dataset = await readText('when,text,label,note\n1,x y,a,"p,q"\n,,,\n2,z,b,\n');
  expect(dataset.parts[0]!.layout.columns.map(({ name }) => name)).toEqual(['when', 'text', 'label', 'note']);
  expect(await cellsOf(dataset, [1, 0])).toEqual([
    { cells: ['2', 'z', 'b', ''] },
    { cells: ['1', 'x y', 'a', 'p,q'] },
  ]);
});

test('several files, JSON lines with kinds', async () => {
  const folder = folderWith({
    'a.jsonl': '{"text":"x","label":"a","n":1,"meta":{"by":"me"}}\n{"text":"y","label":"b","n":2}\n',
    'b.jsonl': '{"text":"z","label":"a","n":null,"meta":{"by":"you"}}\n',
  });
  const [a, b] = ['a.jsonl', 'b.jsonl'].map((name) => join(folder, name));
  const [dataset] = await readDatasets([{ paths: [a!, b!], onText: () => {} }], {});
  expect(dataset!.parts.map(({ layout }) => layout.columns.map(({ name }) => name))).toEqual([
    ['text', 'label', 'n', 'meta.by'],
    ['text', 'label', 'n', 'meta.by'],
  ]);
  expect(await cellsOf(dataset!, [2, 0, 1])).toEqual([
    { cells: ['z', 'a', '', 'you'], kinds: ['text', 'text', 'missing', 'text'] },
    { cells: ['x', 'a', '1', 'me'], kinds: ['text', 'text', 'number', 'text'] },
    { cells: ['y', 'b', '2', ''], kinds: ['text', 'text', 'number', 'missing'] },
  ]);
});

test('of an export of an annotation tool, only what is read of it', async () => {
  const task = (text: string, choice: string) => ({
    id: 7,
    data: { text },
    annotations: [{ id: 1, result: [{ type: 'choices', value: { choices: [choice] } }] }],
  });
  const folder = folderWith({ 'tasks.json': JSON.stringify([task('x y', 'a'), task('z', 'b')]) });
  const dataset = await readDataset(join(folder, 'tasks.json'), {}, () => {});
  expect(dataset.parts[0]!.layout.columns.map(({ name }) => name)).toEqual(['data.text', 'choices']);
});
