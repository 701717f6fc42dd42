/** What the program says where it cannot even be loaded. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { folderWith } from '../dataset/files.js';
import { projectRoot } from '../reference-data.js';

const PROGRAM = path.join(projectRoot, 'bin/find-label-errors.js');

beforeEach((context) => {
  context.skip(process.platform === 'win32', 'skipped: there is no ulimit on Windows');
});

test.each([24, 32, 40])('with %d open files at most, a gate does not fail: nothing was checked', (most) => {
  const rows = Array.from({ length: 40 }, (_, i) => `${i % 2 ? 'good' : 'bad'} film,${i % 2}\n`);
  const cwd = folderWith({ 'd.csv': `text,label\n${rows.join('')}` });
  const command = `ulimit -n ${most} && exec '${process.execPath}' '${PROGRAM}' check d.csv --max-errors 0`;
  const { status, stderr, stdout } = spawnSync('sh', ['-c', command], { cwd, encoding: 'utf8' });
  expect(stderr).toMatch(
    /^find-label-errors: the program cannot be loaded \(EMFILE: .*\)\n {2}Allow it more open files, .*\n$/,
  );
  expect(stdout).toBe('');
  expect(status).toBe(3);
});
