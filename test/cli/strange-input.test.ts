/**
 * Input that nobody means, and everybody has some day: none of it may end in a bug, or in hours. What took time with
 * the square of its size, or worse, would not be done before a test is given up.
 */
import { describe, expect, test } from 'vitest';
import { fileWith } from '../dataset/files.js';
import { runHere } from '../support/run-in-process.js';

const USUAL = Array.from({ length: 60 }, (_, i) =>
  i % 2 === 0 ? 'rain sun weather,a' : 'money bank stock,b',
);

const run = (name: string, content: string, ...args: string[]) => runHere([fileWith(content, name), ...args]);

const csv = (...rows: string[]) => ['text,label', ...USUAL, ...rows].join('\n');

describe('is read', () => {
  test.each<[string, string, string[]]>([
    ['a word of 300,000 letters, stemmed', csv(`${'a'.repeat(300_000)}ed,a`), ['--stem']],
    ['a line of 10 MB', csv(`${'word '.repeat(2_000_000)},a`), []],
    ['a label of 1 MB', csv(`bank,${'z'.repeat(1_000_000)}`, `bank,${'z'.repeat(1_000_000)}`), ['--all']],
    ['a label of spaces', csv(`bank,[${' '.repeat(1_000_000)}x`), []],
    ['a label that is nearly a list of digits', csv(`bank,"[1${'1 '.repeat(60)}x]"`), []],
    ['a label that is nearly a list of names', csv(`bank,"['${"a' 'a".repeat(40)}]"`), []],
    [
      'a letter with 100,000 accents',
      csv(`e${'\u0301'.repeat(100_000)} bank,a`),
      ['--format', 'table', '--all'],
    ],
    ['a million signs that give orders to logs', csv(`bank ${'##'.repeat(500_000)},a`), ['--all']],
    [
      '100,000 columns',
      `${'c,'.repeat(100_000)}text,label\n${USUAL.map((row) => `${','.repeat(100_000)}${row}`).join('\n')}`,
      [],
    ],
  ])('%s', async (_, content, args) => {
    const { status, stderr } = await run('data.csv', content, ...args);
    expect([stderr.includes('this is a bug'), status]).toEqual([false, 0]);
  });
});

describe('is refused', () => {
  const nested = (open: string, close: string) =>
    `{"text":"rain","label":"a"}\n{"text":"bank","label":"b","more":${open.repeat(20_000)}1${close.repeat(20_000)}}\n`;
  test.each<[string, string, string, RegExp]>([
    [
      'lists in lists',
      'data.jsonl',
      nested('[', ']'),
      /data.jsonl:2: a value here lies in more than 500 lists or objects/,
    ],
    [
      'objects in objects',
      'data.jsonl',
      nested('{"a":', '}'),
      /data.jsonl:2: a value here lies in more than 500/,
    ],
    [
      'only quotes',
      'data.csv',
      '"'.repeat(100_001),
      /data.csv:1: in the row that starts here, the quote that opens cell 1 is never closed/,
    ],
    ['only line ends', 'data.csv', '\n'.repeat(1_000_000), /data.csv: the file is empty/],
    [
      'as many labels as rows',
      'data.csv',
      `text,label\n${Array.from({ length: 3000 }, (_, i) => `rain ${i},row ${i}`).join('\n')}`,
      /data.csv: there are 3,000 different labels in 3,000 rows/,
    ],
    [
      'more classes than memory holds',
      'data.csv',
      `text,label\n${Array.from({ length: 400_000 }, (_, i) => `rain,row ${i % 200_000}`).join('\n')}`,
      /data.csv: 400,000 rows of 200,000 classes take about [\d.,]+ GB of memory with stacked; three quarters of the memory of this machine are [\d.]+ GB/,
    ],
  ])('%s', async (_, name, content, problem) => {
    const { status, stderr, stdout } = await run(name, content);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(problem);
  });
});
