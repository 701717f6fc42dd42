import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { processIo } from '../../../src/cli/terminal/process-io.js';
import { showProgress } from '../../../src/cli/terminal/progress.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const PROGRAM = path.join(ROOT, 'bin/find-label-errors.js');
const NEWSWIRE = path.join(ROOT, 'fixtures/newswire.csv');

/** What is on the line after each report, at the times given. */
function linesAt(
  reports: readonly [milliseconds: number, ...Parameters<ReturnType<typeof showProgress>['report']>][],
) {
  vi.stubEnv('TERM', 'xterm');
  let [time, line] = [0, ''];
  const write = (text: string) => {
    line = text.replace('\r\x1b[K', '');
  };
  const progress = showProgress({ isTTY: true, write }, { ...processIo([]), elapsed: () => time });
  const lines = reports.map(([milliseconds, ...report]) => {
    time = milliseconds;
    progress.report(...report);
    return line;
  });
  progress.clear();
  expect(line).toBe('');
  return lines;
}

test('says the stage, rows, rows a second, and the time left', () => {
  expect(
    linesAt([
      [0, 'reading', 0],
      [500, 'reading', 10_000, 0.1],
      [1000, 'reading', 20_000, 0.2],
      [2000, 'reading', 40_000],
      [2500, 'learning'],
      [602_500, 'learning', 1_200_000, 0.01],
      [602_550, 'learning', 1_300_000, 0.5],
      [602_600, 'learning', 1_300_000, 0.5],
    ]),
  ).toEqual([
    'reading …',
    'reading 10,000 rows …',
    'reading 20,000 rows, 20,000 rows/s, 4 s left …',
    'reading 40,000 rows, 20,000 rows/s …',
    'learning …',
    'learning 1,200,000 rows, 2,000 rows/s, 16 h 30 min left …',
    'learning 1,200,000 rows, 2,000 rows/s, 16 h 30 min left …', // written anew ten times a second at most
    'learning 1,300,000 rows, 2,166 rows/s, 11 min left …',
  ]);
});

test('is for terminals only', () => {
  let said = '';
  const write = (text: string) => {
    said += text;
  };
  const inTerm = (TERM: string) => ({ ...processIo([]), env: { TERM }, elapsed: () => 0 });
  const piped = showProgress({ write }, inTerm('xterm'));
  piped.report('reading', 10);
  piped.clear();
  const dumb = showProgress({ isTTY: true, write }, inTerm('dumb'));
  dumb.report('reading', 10);
  dumb.clear();
  expect(said).toBe('');
  expect([piped.isShown, dumb.isShown]).toEqual([false, false]);
});

test.each([
  [['--timings'], ['start-up', 'reading', 'learning', 'judging', 'writing']],
  [
    ['check', '--max-rate', '50', '--timings'],
    ['start-up', 'reading', 'learning', 'judging', 'writing'],
  ],
])('%j prints the seconds of each stage, which sum up to the whole', (flags, stages) => {
  const args = [PROGRAM, ...flags, NEWSWIRE, '-q', '--no-text'];
  const { stderr, stdout, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(status).toBe(0);
  expect(stdout).not.toContain('timings');
  const told = [...stderr.matchAll(/^ {2}(\S+(?: all)?) +(\d+\.\d\d) s$/gm)].map(([, name, seconds]) => [
    name,
    Number(seconds),
  ]);
  expect(told.map(([name]) => name)).toEqual([...stages, 'in all']);
  const sum = told.slice(0, -1).reduce((total, [, seconds]) => total + (seconds as number), 0);
  expect(Math.abs(sum - (told.at(-1)![1] as number))).toBeLessThan(0.05);
  expect(stderr).toMatch(/^ {2}processor time \d+\.\d\d s, memory \d+ MB at most$/m);
});

test('keeps off the terminal once the reader of a pipe writes there', (context) => {
  context.skip(spawnSync('script', ['-qec', 'true', '/dev/null']).status !== 0, 'skipped: no program script');
  const command = `TERM=xterm '${process.execPath}' '${PROGRAM}' '${NEWSWIRE}' -q --no-text | cat`;
  const { stdout } = spawnSync('script', ['-qec', command, '/dev/null'], { encoding: 'utf8' });
  expect(stdout).toContain('reading …');
  expect(stdout).toContain('{"rank":1,');
  expect(stdout).not.toContain('writing');
});
