/** How numbers of things and reasons of the system are worded. */

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { reasonOf } from '../../src/cli/terminal/output.js';
import { readDatasets } from '../../src/dataset/read-dataset.js';
import { counted } from '../../src/errors/wording.js';
import { describeReading } from '../../src/report/describe-findings.js';
import { folderWith } from '../dataset/files.js';

test('one thing is one, and several are several', () => {
  expect([0, 1, 2, 1200].map((count) => counted(count, 'row'))).toEqual([
    '0 rows',
    '1 row',
    '2 rows',
    '1,200 rows',
  ]);
  expect([1, 2].map((count) => counted(count, 'more class', 'more classes'))).toEqual([
    '1 more class',
    '2 more classes',
  ]);
});

test('why something could not be written is told in words, else by its code', () => {
  const reason = (code: string) => reasonOf(Object.assign(new Error('message'), { code }));
  expect(['ENOSPC', 'EACCES', 'EIO'].map(reason)).toEqual(['the disk is full', 'permission denied', 'EIO']);
  expect(reasonOf(new Error('message'))).toBe('message');
});

test('two files are named the same way wherever they are named together', async () => {
  const rows = 'text,label\nsome rain,a\nmuch money,b\n';
  const folder = folderWith({ 'a.csv': rows, 'b.csv': rows });
  const paths = [join(folder, 'a.csv'), join(folder, 'b.csv')];
  const [dataset] = await readDatasets([{ paths, mustFit: true, onText: () => {} }], {});
  const [line] = describeReading(dataset!);
  expect(line).toBe(`${dataset!.source}: text = column 1 (text), label = column 2 (label); header on line 1`);
});
