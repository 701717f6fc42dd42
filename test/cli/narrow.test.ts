/** What is drawn for people on terminals of any width: no line of it is wider than the terminal. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { fitHelp } from '../../src/cli/terminal/help-text.js';
import { columns, wrap } from '../../src/report/layout.js';
import { folderWith } from '../dataset/files.js';
import { fixtures, projectRoot } from '../reference-data.js';
import { runHere } from '../support/run-in-process.js';

const PROGRAM = path.join(projectRoot, 'bin/find-label-errors.js');
const NEWSWIRE = path.join(fixtures, 'newswire.csv');

/** Texts and classes of characters that are two columns wide, of none, and of several code points. */
const WIDE = `text,label\n${Array.from({ length: 40 }, (_, i) =>
  i % 2 === 0
    ? `今日は雨が降る👨‍👩‍👧‍👦 e\u0301te\u0301 weather${i % 3},${i === 4 ? 'スポーツニュースと天気予報のクラス' : '天気予報'}`
    : `${'株価'.repeat(40)} money market${i % 3},スポーツニュースと天気予報のクラス`,
).join('\n')}\n`;

const widthsOf = (text: string) =>
  text.split('\n').map((line) => stringWidth(line.replaceAll('\r\u001b[K', '')));

const SHOWN = [
  ['find', 'DATA', '--format', 'table', '--all', '--color'],
  ['find', 'DATA', '--format', 'table', '--no-text'],
  ['find', 'DATA', '--format', 'table', '--train', 'DATA', '-n', '5'],
  ['health', 'DATA'],
  ['explain', 'DATA', '--row', 'index:4'],
];
const HELP = [
  ['--help'],
  ...['find', 'health', 'explain', 'review', 'decide'].map((name) => [name, '--help-all']),
  ['completion', '--help'],
  ...['apply', 'export', 'check', 'sql'].map((name) => [name, '--help-all']),
];

describe.each([40, 60, 80])('%i columns', (width) => {
  const env = { COLUMNS: String(width), LANG: 'C.UTF-8' };
  const run = async (args: readonly string[]) => {
    const { stdout, status } = await runHere(args, { env });
    expect([args, status]).toEqual([args, 0]);
    return stdout;
  };

  test('hold tables, and what is said of a data set and a row', async () => {
    const wide = path.join(folderWith({ 'wide.csv': WIDE }), 'wide.csv');
    for (const data of width === 60 ? [NEWSWIRE] : [NEWSWIRE, wide]) {
      for (const args of SHOWN) {
        const output = await run(
          [...args.map((word) => (word === 'DATA' ? data : word)), '-q'].filter(
            (word) => word !== '-q' || args[0] !== 'explain',
          ),
        );
        expect(output).not.toBe('');
        expect([args, Math.max(...widthsOf(output))]).toEqual([args, expect.toSatisfy((w) => w <= width)]);
      }
    }
  }, 120_000);

  test('hold help', async () => {
    for (const args of HELP) {
      expect([args, Math.max(...widthsOf(await run(args)))]).toEqual([
        args,
        expect.toSatisfy((w) => w <= width),
      ]);
    }
  }, 60_000);
});

test('a terminal of 40 columns holds the table of classes', (context) => {
  context.skip(spawnSync('script', ['-qec', 'true', '/dev/null']).status !== 0, 'skipped: no program script');
  const command = `stty cols 40; TERM=xterm '${process.execPath}' '${PROGRAM}' '${NEWSWIRE}' --verbose -n 3`;
  const { stdout } = spawnSync('script', ['-qec', command, '/dev/null'], { encoding: 'utf8' });
  const lines = stdout.replaceAll('\r\n', '\n').split('\n');
  const table = lines.slice(lines.findIndex((line) => line.startsWith('  class')));
  expect(table.slice(0, 2).map((line) => line.split(/ +/).slice(1))).toEqual([
    ['class', 'rows', 'candidates', 'suggested'],
    ['World', '318', '17', '17'],
  ]);
  expect(lines.join('\n')).toContain('the matrices are wider than this terminal');
});

test('columns are left out one after the other, names being cut before and after', () => {
  const rows = [
    ['class', 'rows', 'candidates', 'suggested'],
    ['a class of a long name', '1,000', '20', '5'],
  ];
  const fitted = (width: number) => columns(rows, { width, goFirst: ['suggested', 'rows'] });
  expect(fitted(60)).toEqual([
    '  class                    rows  candidates  suggested',
    '  a class of a long name  1,000          20          5',
  ]);
  expect(fitted(42)).toEqual([
    '  class        rows  candidates  suggested',
    '  a clas…ame  1,000          20          5',
  ]);
  expect(fitted(31)).toEqual(['  class        rows  candidates', '  a clas…ame  1,000          20']);
  expect(fitted(18)).toEqual(['  cla…  candidates', '  a c…          20']);
});

test('words that are wider than a line are broken, others only at spaces', () => {
  expect(wrap('some words', 20)).toEqual(['some words']);
  expect(wrap(`see ${'漢'.repeat(15)} there`, 20)).toEqual([
    'see',
    '漢'.repeat(10),
    `${'漢'.repeat(5)} there`,
  ]);
});

test('help that is too wide says below an option what it does, and breaks commands as shells take them', () => {
  const help = [
    '  --all   every row, not only the candidates',
    '  $ find-label-errors reviews.csv -o errors.jsonl',
    '',
  ];
  expect(fitHelp(help.join('\n'), 80)).toBe(help.join('\n'));
  expect(fitHelp(help.join('\n'), 32).split('\n')).toEqual([
    '  --all',
    '      every row, not only the',
    '      candidates',
    '  $ find-label-errors \\',
    '      reviews.csv \\',
    '      -o errors.jsonl',
    '',
  ]);
});
