/** What `--save-probabilities` writes, read by NumPy and pandas and judged by cleanlab. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { folderWith } from '../dataset/files.js';
import { fixtures } from '../reference-data.js';
import { pythonWith, runPython } from './python.js';

const PROGRAM = fileURLToPath(new URL('../../bin/find-label-errors.js', import.meta.url));
const python = pythonWith('cleanlab', 'pandas', 'pyarrow');

const READERS = {
  'p.npy': "np.load('p.npy')",
  'p.csv': "pd.read_csv('p.csv').to_numpy()",
  'p.parquet': "pd.read_parquet('p.parquet').to_numpy()",
};

describe.skipIf(python.interpreter === undefined)(`cleanlab${python.reason}`, () => {
  test.each(Object.entries(READERS))('finds in %s what we found, and so do we', (name, reader) => {
    const cwd = folderWith({});
    const data = join(fixtures, 'newswire.csv');
    const find = (...args: string[]): number[] => {
      const options = ['--method', 'prune_by_noise_rate', '--format', 'jsonl', '-q', ...args];
      const lines = execFileSync(process.execPath, [PROGRAM, data, ...options], { cwd, encoding: 'utf8' });
      return Array.from(lines.matchAll(/^.+$/gm), ([line]) => JSON.parse(line).index);
    };
    const ours = find('--save-probabilities', name);
    const script = `import json, numpy as np, pandas as pd
from cleanlab.filter import find_label_issues
labels = pd.read_csv('${data}', header=None)[0].to_numpy() - 1
print(json.dumps(find_label_issues(labels, ${reader}, return_indices_ranked_by='self_confidence').tolist()))`;
    const theirs = runPython(python, script, { cwd });
    expect(ours.length).toBeGreaterThan(50);
    expect(theirs).toEqual(ours);
    expect(find('--probabilities', name)).toEqual(ours);
  });
});
