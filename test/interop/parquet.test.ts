/** Parquet as Python writes it: pandas, and Hugging Face's `datasets`. */
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDataset } from '../../src/dataset/read-dataset.js';
import { folderWith, labelNames } from '../dataset/files.js';

const lacks = (module: string) => spawnSync('python3', ['-c', `import ${module}`]).status !== 0;
const texts = ['good film', 'bad film', 'naïve 电影'];

async function readWritten(script: string) {
  const folder = folderWith({});
  execFileSync('python3', ['-c', script], { cwd: folder });
  const read: string[] = [];
  const dataset = await readDataset(join(folder, 'data.parquet'), {}, (text) => read.push(text));
  return { dataset, read };
}

describe.skipIf(lacks('pandas') || lacks('pyarrow'))(
  `pandas${lacks('pandas') ? ' (skipped: pandas is not installed)' : ''}`,
  () => {
    test.each(['snappy', 'gzip', 'brotli', 'zstd', 'lz4'])('%s, with a dictionary column', async (codec) => {
      const { dataset, read } = await readWritten(
        `import pandas as pd; pd.DataFrame({'text': ${JSON.stringify(texts)}, 'label': pd.Categorical(['pos', 'neg', 'pos'])}).to_parquet('data.parquet', compression='${codec}')`,
      );
      expect(read).toEqual(texts);
      expect(labelNames(dataset)).toEqual(['pos', 'neg', 'pos']);
    });
  },
);

describe.skipIf(lacks('datasets'))(
  `datasets${lacks('datasets') ? ' (skipped: datasets is not installed)' : ''}`,
  () => {
    test('class names come from the features', async () => {
      const { dataset, read } = await readWritten(
        `from datasets import Dataset, Features, Value, ClassLabel
Dataset.from_dict({'text': ${JSON.stringify(texts)}, 'label': [1, 0, 1]}, features=Features({'text': Value('string'), 'label': ClassLabel(names=['neg', 'pos'])})).to_parquet('data.parquet')`,
      );
      expect(read).toEqual(texts);
      expect(dataset.classes).toEqual(['neg', 'pos']);
      expect(labelNames(dataset)).toEqual(['pos', 'neg', 'pos']);
    });
  },
);
