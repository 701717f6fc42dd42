/** Exports for Hugging Face, loaded by its own library `datasets`. */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDataset } from '../../src/dataset/read-dataset.js';
import { correctRows, rowsToPublish } from '../../src/export/corrected-rows.js';
import { dataFiles } from '../../src/export/hugging-face/data-files.js';
import { publishedShape } from '../../src/export/hugging-face/published-shape.js';
import { fileWith, folderWith } from '../dataset/files.js';
import { run } from '../export/run.js';
import { fixtures } from '../reference-data.js';
import { ODD_CLASSES, ODD_TEXTS } from './odd-data.js';
import { pythonWith, runPython } from './python.js';

const python = pythonWith('datasets');
const NEWSWIRE = path.join(fixtures, 'newswire.csv');

const LOAD = `
import json
from datasets import load_dataset
splits = load_dataset('out')
print(json.dumps({name: {
    'rows': split[:],
    'count': split.num_rows,
    'features': {column: getattr(feature, 'names', None) or feature.dtype for column, feature in split.features.items()},
} for name, split in splits.items()}))
`;

interface Loaded {
  readonly rows: Record<string, unknown[]>;
  readonly count: number;
  readonly features: Record<string, unknown>;
}
const load = (cwd: string) => runPython(python, LOAD, { cwd }) as Record<string, Loaded>;

async function exported(folder: string, file: string, more: readonly string[] = []) {
  const answer = await run(folder, ['export', file, '--to', 'huggingface', '-o', 'out', ...more]);
  expect([answer.status, answer.stderr]).toEqual([0, expect.any(String)]);
  return answer.stderr;
}

describe.skipIf(python.interpreter === undefined)(`datasets loads${python.reason}`, () => {
  test.each(['parquet', 'jsonl'])('%s: features, class names, corrected labels and texts', async (format) => {
    const folder = folderWith({});
    const decisions = path.join(folder, 'd.jsonl');
    const decide = (...args: string[]) =>
      run(folder, ['decide', NEWSWIRE, '--decisions', decisions, '-q', ...args]);
    await decide('--index', '0', '--label', 'Business');
    await decide('--index', '1', '--delete');
    await exported(folder, NEWSWIRE, ['--decisions', decisions, '--format', format]);
    const { train, ...others } = load(folder);
    expect(others).toEqual({});
    expect(train!.count).toBe(1199);
    expect(train!.features).toEqual({
      label: ['World', 'Sports', 'Business', 'Sci/Tech'],
      text_1: 'string',
      text_2: 'string',
    });
    const dataset = await readDataset(NEWSWIRE, {}, () => {});
    const labels = [...dataset.labels].filter((_, row) => row !== 1);
    labels[0] = 2;
    expect(train!.rows.label).toEqual(labels);
    const texts: string[] = [];
    for await (const { text } of dataset.readTexts(dataset.labels.keys())) texts.push(text);
    const { text_1: titles, text_2: bodies } = train!.rows;
    expect(titles!.map((title, row) => `${title} ${bodies![row]}`)).toEqual(
      texts.filter((_, row) => row !== 1),
    );
  });

  test.each(['parquet', 'jsonl'])('%s: odd characters in texts and class names', async (format) => {
    const rows = ODD_TEXTS.map((text, i) =>
      JSON.stringify({ text, label: ODD_CLASSES[i % ODD_CLASSES.length] }),
    );
    const folder = folderWith({ 'odd.jsonl': rows.join('\n') });
    await exported(folder, 'odd.jsonl', ['--format', format]);
    const { train } = load(folder);
    const names = train!.features.label as string[];
    expect([...names].sort()).toEqual([...ODD_CLASSES].sort());
    expect(train!.rows.text).toEqual(ODD_TEXTS);
    expect(train!.rows.label!.map((k) => names[k as number])).toEqual(
      ODD_TEXTS.map((_, i) => ODD_CLASSES[i % ODD_CLASSES.length]),
    );
  });

  test.each(['parquet', 'jsonl'])('%s: numbers, truth values, gaps and nested values', async (format) => {
    const folder = folderWith({
      'data.jsonl': [
        '{"text":"good film","label":"pos","n":1,"f":1.5,"b":true,"yes":"x","meta":{"tags":[1]},"NA":"null"}',
        '{"text":"NA","label":"neg","n":null,"f":-2,"b":false,"yes":"","meta":{"tags":[]},"NA":"nan"}',
        '{"text":"null","label":"neg","n":-7,"f":3,"yes":"y","NA":"1"}',
      ].join('\n'),
    });
    await exported(folder, 'data.jsonl', ['--format', format]);
    const { train } = load(folder);
    expect(train!.features).toEqual({
      text: 'string',
      label: ['neg', 'pos'],
      n: 'int64',
      f: 'float64',
      b: 'bool',
      yes: 'string',
      meta_tags: 'string',
      NA: 'string',
    });
    expect(train!.rows).toEqual({
      text: ['good film', 'NA', 'null'],
      label: [1, 0, 0],
      n: [1, null, -7],
      f: [1.5, -2, 3],
      b: [true, false, null],
      yes: ['x', '', 'y'],
      meta_tags: ['[1]', '[]', null],
      NA: ['null', 'nan', '1'],
    });
  });

  test('dates stay as they are in Parquet', async () => {
    const folder = folderWith({
      'data.csv': 'when,text,label\n2024-01-02,good film,pos\n2024-01-03,bad film,neg\n',
    });
    await exported(folder, 'data.csv');
    expect(load(folder).train!.rows.when).toEqual(['2024-01-02', '2024-01-03']);
  });

  test('two splits, beside text of its owner', async () => {
    const folder = folderWith({
      'train.csv': 'text,label\ngood film,pos\nbad film,neg\n',
      'test.csv': 'text,label\nfine film,pos\npoor film,neg\nbad plot,neg\n',
    });
    await exported(folder, 'train.csv');
    appendFileSync(path.join(folder, 'out', 'README.md'), '\n## Ours\n');
    await exported(folder, 'test.csv', ['--split', 'test', '--force']);
    const splits = load(folder);
    expect(Object.entries(splits).map(([name, { count }]) => [name, count])).toEqual([
      ['train', 2],
      ['test', 3],
    ]);
    expect(splits.test!.rows.text).toEqual(['fine film', 'poor film', 'bad plot']);
  });

  test('several files of a split, and several groups of rows in a file', async () => {
    const count = 120_001;
    const lines = Array.from({ length: count }, (_, i) => `row ${i} of many,${i % 3 === 0 ? 'a' : 'b'}`);
    const dataset = await readDataset(fileWith(`text,label\n${lines.join('\n')}\n`), {}, () => {});
    const corrected = correctRows(dataset, null);
    const rows = rowsToPublish(corrected);
    const shape = await publishedShape(dataset, rows);
    const folder = folderWith({});
    const names: string[] = [];
    const source = {
      dataset,
      corrected,
      rows,
      shape,
      split: 'train',
      format: 'parquet' as const,
      shardBytes: shape.bytes / 1.5,
    };
    for (const { name, pieces } of dataFiles(source)) {
      names.push(name);
      mkdirSync(path.join(folder, 'out', 'data'), { recursive: true });
      const bytes: Uint8Array[] = [];
      for await (const piece of pieces) bytes.push(piece as Uint8Array);
      writeFileSync(path.join(folder, 'out', name), Buffer.concat(bytes));
    }
    expect(names).toEqual(['data/train-00000-of-00002.parquet', 'data/train-00001-of-00002.parquet']);
    const found = runPython(
      python,
      `
import json, pyarrow.parquet as pq
from datasets import load_dataset
d = load_dataset('out', split='train')
print(json.dumps([d.num_rows, d[0], d[60000], d[119999], d[120000], [pq.ParquetFile('out/data/train-0000%d-of-00002.parquet' % i).num_row_groups for i in (0, 1)], d.features['label'].names]))`,
      { cwd: folder },
    );
    const row = (i: number) => ({ text: `row ${i} of many`, label: i % 3 === 0 ? 0 : 1 });
    expect(found).toEqual([count, row(0), row(60000), row(119999), row(120000), [6, 7], ['a', 'b']]);
  });
});
