/** Parquet as Python writes it: pandas, and Hugging Face's `datasets`. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDataset } from '../../src/dataset/read-dataset.js';
import { folderWith, labelNames } from '../dataset/files.js';
import { type Python, pythonWith, runPython } from './python.js';

const pandas = pythonWith('pandas', 'pyarrow');
const datasets = pythonWith('datasets');
const texts = ['good film', 'bad film', 'naïve 电影'];

async function readWritten(python: Python, script: string) {
  const folder = folderWith({});
  runPython(python, script, { cwd: folder });
  const read: string[] = [];
  const dataset = await readDataset(join(folder, 'data.parquet'), {}, (text) => read.push(text));
  return { dataset, read };
}

describe.skipIf(pandas.interpreter === undefined)(`pandas${pandas.reason}`, () => {
  test.each(['snappy', 'gzip', 'brotli', 'zstd', 'lz4'])('%s, with a dictionary column', async (codec) => {
    const { dataset, read } = await readWritten(
      pandas,
      `import pandas as pd; pd.DataFrame({'text': ${JSON.stringify(texts)}, 'label': pd.Categorical(['pos', 'neg', 'pos'])}).to_parquet('data.parquet', compression='${codec}')`,
    );
    expect(read).toEqual(texts);
    expect(labelNames(dataset)).toEqual(['pos', 'neg', 'pos']);
  });
});

describe.skipIf(datasets.interpreter === undefined)(`datasets${datasets.reason}`, () => {
  test('class names come from the features', async () => {
    const { dataset, read } = await readWritten(
      datasets,
      `from datasets import Dataset, Features, Value, ClassLabel
Dataset.from_dict({'text': ${JSON.stringify(texts)}, 'label': [1, 0, 1]}, features=Features({'text': Value('string'), 'label': ClassLabel(names=['neg', 'pos'])})).to_parquet('data.parquet')`,
    );
    expect(read).toEqual(texts);
    expect(dataset.classes).toEqual(['neg', 'pos']);
    expect(labelNames(dataset)).toEqual(['pos', 'neg', 'pos']);
  });
});
