/** The gate through the command line: its exit code against counts made from the records. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { RowRecord } from '../../src/report/record.js';
import { fixtures, projectRoot, readCsv } from '../reference-data.js';
import { runHere } from '../support/run-in-process.js';

const PROGRAM = path.join(projectRoot, 'bin/find-label-errors.js');
const NEWSWIRE = path.join(fixtures, 'newswire.csv');
const folder = mkdtempSync(path.join(tmpdir(), 'find-label-errors-check-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => path.join(folder, name);

const run = (...args: string[]) => runHere(args);
const recordsOf = (output: string): RowRecord[] =>
  output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

describe('the exit code agrees with the records', async () => {
  const found = recordsOf((await run(NEWSWIRE, '--all', '-q', '--no-text')).stdout);
  const candidates = found.filter(({ is_label_issue }) => is_label_issue);
  const below = candidates.filter(({ label_quality }) => label_quality! < 0.01).length;
  const rate = (100 * candidates.length) / found.length;
  const worstClassRate = Math.max(
    ...['World', 'Sports', 'Business', 'Sci/Tech'].map((name) => {
      const ofClass = found.filter(({ given_label }) => given_label === name);
      return (100 * ofClass.filter(({ is_label_issue }) => is_label_issue).length) / ofClass.length;
    }),
  );

  test.each([
    [['--max-errors', String(candidates.length)], 0],
    [['--max-errors', String(candidates.length - 1)], 1],
    [['--max-rate', (rate + 1e-6).toFixed(6)], 0],
    [['--max-rate', (rate - 1e-6).toFixed(6)], 1],
    [['--max-class-rate', (worstClassRate + 1e-6).toFixed(6)], 0],
    [['--max-class-rate', (worstClassRate - 1e-6).toFixed(6)], 1],
    [['--below', '0.01', '--max-errors', String(below)], 0],
    [['--below', '0.01', '--max-errors', String(below - 1)], 1],
  ])('%j: %i', async (limits, code) => {
    // The verdict is over all candidates, whatever is printed.
    expect((await run('check', NEWSWIRE, ...limits, '-q', '-n', '1')).status).toBe(code);
  });
});

describe('with a baseline', () => {
  const rows = readCsv(NEWSWIRE);
  const write = (name: string, some: readonly string[][]) =>
    writeFileSync(
      at(name),
      some.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n'),
    );
  const reversed = [...rows].reverse();
  const inserted = Array.from({ length: 30 }, (_, i) => [
    String((i % 4) + 1),
    `A title that was not there before ${i}`,
    rows[(i * 37) % rows.length]![2]!,
  ]);

  beforeAll(async () => {
    expect((await run('check', NEWSWIRE, '--baseline', at('b.json'), '--update-baseline', '-q')).status).toBe(
      0,
    );
    write('reversed.csv', reversed);
    write('extended.csv', [...inserted, ...reversed]);
  });

  test('a shuffled file passes', async () => {
    expect((await run('check', at('reversed.csv'), '--baseline', at('b.json'), '-q')).status).toBe(0);
  });

  test('in an extended file no accepted row is reported, and every new candidate is', async () => {
    const all = recordsOf((await run(at('extended.csv'), '-q')).stdout);
    const accepted = new Set(
      JSON.parse(readFileSync(at('b.json'), 'utf8')).accepted.map(
        (entry: { fingerprint: string }) => entry.fingerprint,
      ),
    );
    const expected = all.filter(({ fingerprint }) => !accepted.has(fingerprint)).map(({ index }) => index);
    expect(expected.some((index) => index! < inserted.length)).toBe(true);
    const { status, stdout } = await run(
      'check',
      at('extended.csv'),
      '--baseline',
      at('b.json'),
      '-q',
      '--allow-stale',
    );
    expect(recordsOf(stdout).map(({ index }) => index)).toEqual(expected);
    expect(status).toBe(1);
  });

  test('with --since only new rows are reported', async () => {
    const { stdout } = await run('check', at('extended.csv'), '--since', NEWSWIRE, '--max-errors', '0', '-q');
    const reported = recordsOf(stdout).map(({ index }) => index);
    expect(reported.length).toBeGreaterThan(0);
    expect(reported.every((index) => index! < inserted.length)).toBe(true);
  });

  test('updating again changes no byte', async () => {
    const before = readFileSync(at('b.json'), 'utf8');
    expect((await run('check', NEWSWIRE, '--baseline', at('b.json'), '--update-baseline', '-q')).status).toBe(
      0,
    );
    expect(readFileSync(at('b.json'), 'utf8')).toBe(before);
  });
});

test('a pipe that is closed early does not change the verdict', () => {
  const script = `'${process.execPath}' '${PROGRAM}' check '${NEWSWIRE}' --max-errors 0 -q --format jsonl | head -n 1 > /dev/null; echo \${PIPESTATUS[0]}`;
  expect(
    execFileSync('bash', ['-c', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim(),
  ).toBe('1');
});

test.each(['find', 'check', 'decide', 'apply', 'export'])(
  'the help of %s fits a screen of 50 lines, and --help-all tells more',
  async (command) => {
    const lines = async (flag: string) => (await run(command, flag)).stdout.trimEnd().split('\n');
    expect((await lines('--help')).length).toBeLessThanOrEqual(50);
    if (command !== 'apply')
      expect((await lines('--help-all')).length).toBeGreaterThan((await lines('--help')).length);
  },
);

describe('ready to use', () => {
  const read = (name: string) => parse(readFileSync(path.join(projectRoot, name), 'utf8'));

  test('action.yml runs check with its inputs as words, never as shell', async () => {
    const action = read('action.yml');
    expect(Object.keys(action.inputs)).toEqual(
      expect.arrayContaining(['files', 'arguments', 'baseline', 'version']),
    );
    const [check, upload] = action.runs.steps;
    expect(check.run).not.toContain('${{');
    expect(upload.if).toContain('inputs.upload-sarif');
    const script = check.run.replace(/npx --yes "find-label-errors@\$VERSION"/, 'printf "[%s]"');
    const env = {
      PATH: process.env.PATH,
      FILES: 'my data.csv\nmore.csv\n',
      ARGUMENTS: '--max-rate 2 $(touch x)\n;',
      BASELINE: 'b.json',
      VERSION: '1',
      SARIF: 'o.sarif',
    };
    const output = execFileSync('bash', ['-c', script], { env, cwd: folder, encoding: 'utf8' });
    expect(output).toBe(
      '[check][--format][github][--format][sarif=o.sarif][--baseline][b.json][--max-rate][2][$(touch][x)][;][--][my data.csv][more.csv]',
    );
  });

  test('the pre-commit hook names what the package has', async () => {
    const [hook] = read('.pre-commit-hooks.yaml');
    const { bin } = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8'));
    const [program, command] = hook.entry.split(' ');
    expect(bin).toHaveProperty(program);
    expect((await run(command, '--help')).status).toBe(0);
  });
});
