/** The command as a whole: faults of the disk, other models' probabilities, and what is said. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { open } from '../corrections/support.js';
import { folderWith, labelNames } from '../dataset/files.js';
import { fixtures, projectRoot } from '../reference-data.js';
import { run } from './run.js';

const DATA = 'text,label\ngood film,pos\ngood plot,pos\nbad film,neg\nbad plot,neg\n';

test('candidates by another model: its probabilities go along', async () => {
  const rows = ['0.9,0.1', '0.8,0.2', '0.1,0.9', '0.2,0.8', '0.1,0.9'].map((row) =>
    row.split(',').map(Number),
  );
  const folder = folderWith({
    'data.csv': 'text,label\na x,neg\nb x,neg\nc x,neg\nd x,pos\ne x,pos\n',
    'p.csv': `neg,pos\n${rows.map((row) => row.join(',')).join('\n')}\n`,
  });
  const args = ['--probabilities', 'p.csv', '--method', 'prune_by_noise_rate', '-q'];
  const { status, stderr } = await run(folder, [
    'export',
    'data.csv',
    '--to',
    'argilla',
    '-o',
    'out',
    ...args,
  ]);
  expect([status, stderr]).toEqual([0, '']);
  const records = JSON.parse(readFileSync(path.join(folder, 'out', 'records.json'), 'utf8'));
  expect(records).toEqual([
    expect.objectContaining({
      fields: { text: 'c x' },
      suggestions: {
        label: { value: 'pos', score: 0.9, agent: 'find-label-errors/prune_by_noise_rate', type: 'model' },
      },
    }),
  ]);
  expect(records[0].metadata).toMatchObject({
    given_label: 'neg',
    label_error_candidate: 0,
    probability_0: 0.1,
    probability_1: 0.9,
  });
});

test('labels without texts cannot be handed on', async () => {
  const folder = folderWith({ 'p.csv': 'neg,pos\n0.9,0.1\n0.2,0.8\n', 'y.csv': 'label\nneg\npos\n' });
  const without = await run(folder, [
    'export',
    'y.csv',
    '--to',
    'argilla',
    '-o',
    'out',
    '--probabilities',
    'p.csv',
    '--only',
    'all',
  ]);
  expect([without.status, without.stderr]).toEqual([
    2,
    expect.stringContaining('y.csv: there is no text column'),
  ]);
  expect(existsSync(path.join(folder, 'out'))).toBe(false);
});

test('a configuration file speaks of how rows are judged, where they are', async () => {
  const folder = folderWith({
    'data.csv': DATA,
    '.find-label-errorsrc': '{"method":"low_self_confidence","cv":2}',
  });
  const whole = await run(folder, ['export', 'data.csv', '--to', 'huggingface', '-o', 'whole']);
  expect([whole.status, whole.stderr]).toEqual([0, expect.not.stringContaining('method')]);
  const judged = await run(folder, [
    'export',
    'data.csv',
    '--to',
    'argilla',
    '-o',
    'judged',
    '--only',
    'all',
  ]);
  expect([judged.status, judged.stderr]).toEqual([
    0,
    expect.stringContaining('method = "low_self_confidence"'),
  ]);
  writeFileSync(path.join(folder, '.find-label-errorsrc'), '{"push":"me/films"}');
  expect((await run(folder, ['export', 'data.csv', '--to', 'huggingface', '-o', 'x'])).stderr).toContain(
    '"push" is allowed on the command line only',
  );
});

test('where the folder cannot be written, nothing is left, and what was there stays', async () => {
  const folder = folderWith({ 'data.csv': DATA });
  // A folder stands where a file is to go.
  mkdirSync(path.join(folder, 'out', 'records.json', 'x'), { recursive: true });
  const { status, stderr } = await run(folder, [
    'export',
    'data.csv',
    '--to',
    'argilla',
    '-o',
    'out',
    '--only',
    'all',
    '--force',
    '-q',
  ]);
  expect([status, stderr]).toEqual([2, expect.stringMatching(/cannot write out: (EISDIR|ENOTEMPTY|EEXIST)/)]);
  expect(readdirSync(folder).sort()).toEqual(['data.csv', 'out']);
});

test('an interrupted export leaves nothing', async () => {
  const lines = Array.from(
    { length: 300_000 },
    (_, i) => `row ${i} of many with some more words ${i % 7},${i % 3 === 0 ? 'a' : 'b'}`,
  );
  const folder = folderWith({ 'data.csv': `text,label\n${lines.join('\n')}\n` });
  const program = path.join(projectRoot, 'bin', 'find-label-errors.js');
  const child = spawn(
    process.execPath,
    [program, 'export', 'data.csv', '--to', 'huggingface', '-o', 'out', '-q'],
    { cwd: folder },
  );
  const partly = () => readdirSync(folder).some((name) => name.startsWith('.out.'));
  while (!partly() && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 5));
  child.kill('SIGINT');
  const status = await new Promise((resolve) => child.on('close', resolve));
  expect(status).toBe(130);
  expect(readdirSync(folder)).toEqual(['data.csv']);
});

test('the same bytes on every run', async () => {
  const folder = folderWith({});
  const file = path.join(fixtures, 'newswire.csv');
  for (const to of ['huggingface', 'argilla', 'argilla-v1', 'label-studio']) {
    const contents = await Promise.all(
      ['one', 'two'].map(async (name) => {
        const out = path.join(folder, name, to);
        mkdirSync(path.dirname(out), { recursive: true });
        expect((await run(folder, ['export', file, '--to', to, '-o', out, '-q'])).status).toBe(0);
        const names = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) =>
          entry.isFile(),
        );
        return names
          .map((entry) => readFileSync(path.join(entry.parentPath, entry.name)).toString('latin1'))
          .sort();
      }),
    );
    expect(contents[0]).toEqual(contents[1]);
  }
});

test('what is exported for Hugging Face is read again, to the same labels and texts', async () => {
  const folder = folderWith({});
  const file = path.join(fixtures, 'newswire.csv');
  await run(folder, ['export', file, '--to', 'huggingface', '-o', 'out', '-q']);
  const rows = async (source: string) =>
    (await run(folder, [source, '--all', '-q'])).stdout
      .trim()
      .split('\n')
      .map((line) => {
        const { index, given_label: given, text, predicted_label: predicted, rank } = JSON.parse(line);
        return { rank, index, given, predicted, text };
      });
  expect(await rows('out')).toEqual(await rows(file));
});

const labelled = (labels: readonly string[]) =>
  `text,label\n${labels.map((label, at) => `some words ${at},${label}\n`).join('')}`;

test.each([[['0', '2', '5', '2']], [['-1', '1', '1', '-1']], [['1', '2', '3', '1']]])(
  'labels %j keep their numbers on Hugging Face, in both formats',
  async (labels) => {
    const folder = folderWith({ 'data.csv': labelled(labels) });
    for (const format of ['parquet', 'jsonl']) {
      const args = ['export', 'data.csv', '--to', 'huggingface', '-o', format, '--format', format];
      const { status, stderr } = await run(folder, args);
      expect(status).toBe(0);
      expect(stderr).toContain('column label holds the labels as numbers, not as classes');
      const again = await open(path.join(folder, format));
      expect(labelNames(again)).toEqual(labels);
      expect(readFileSync(path.join(folder, format, 'README.md'), 'utf8')).toMatch(
        /name: label\n\s+dtype: int64/,
      );
    }
  },
);

test('labels that are indexes are classes; from 1 on that is said', async () => {
  const folder = folderWith({ 'data.csv': labelled(['0', '1', '2']), 'one.csv': labelled(['1', '2', '3']) });
  const plain = await run(folder, ['export', 'data.csv', '--to', 'huggingface', '-o', 'plain']);
  expect(plain.stderr).not.toContain('column label holds');
  const args = ['export', 'one.csv', '--to', 'huggingface', '-o', 'named', '--classes', 'a,b,c'];
  expect((await run(folder, args)).stderr).toContain(
    'column label holds class indexes from 0: 1 is 0 there, 2 is 1 there, 3 is 2 there',
  );
  expect(labelNames(await open(path.join(folder, 'named')))).toEqual(['a', 'b', 'c']);
});
