/** Data that memory does not hold: the same bytes come out, and nothing stays behind. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = path.join(ROOT, 'bin/find-label-errors.js');
const NEWSWIRE = path.join(ROOT, 'fixtures/newswire.csv');

const folder = mkdtempSync(path.join(tmpdir(), 'memory-test-'));
const temporary = mkdtempSync(path.join(tmpdir(), 'memory-test-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
  rmSync(temporary, { recursive: true });
});
const env = { ...process.env, TMPDIR: temporary };

function run(args: readonly string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [PROGRAM, ...args], {
    env,
    encoding: 'utf8',
  });
  return { stdout, stderr, status };
}

/** The rows of newswire so often over that several blocks of 16,384 rows are made of them. */
function manyRows(times: number): string {
  const file = path.join(folder, `${times}.csv`);
  writeFileSync(file, readFileSync(NEWSWIRE, 'utf8').repeat(times));
  return file;
}

const COLUMNS = ['--no-header', '--label', '1', '--text', '2', '--text', '3'];

test.each([
  [['--method', 'stacked', '--ngrams', '2']],
  [['--method', 'noise-aware']],
  [['--method', 'prune_by_noise_rate', '--min-df', '3']],
  [['--method', 'both', '--cv', 'loo']],
  [['--method', 'noise-aware', '--train', NEWSWIRE]],
  [['--method', 'stacked', '--train', NEWSWIRE]],
  [['--method', 'prune_by_class', '--train', NEWSWIRE]],
])('%j: the same bytes with and without a temporary file', { timeout: 120_000 }, (flags) => {
  const [spilled, held] = ['1M', '100G'].map((memory) => {
    const saved = path.join(folder, `${memory}.npy`);
    const args = [
      manyRows(14),
      ...COLUMNS,
      ...flags,
      '-n',
      '500',
      '--memory',
      memory,
      '--save-probabilities',
      saved,
    ];
    const answer = run(args);
    expect(answer.status).toBe(0);
    return { ...answer, probabilities: readFileSync(saved) };
  });
  expect(spilled!.stderr).toContain('words are counted in a temporary file');
  expect(held!.stderr).not.toContain('temporary file');
  expect(spilled!.stdout === held!.stdout).toBe(true);
  expect(spilled!.probabilities.equals(held!.probabilities)).toBe(true);
  expect(readdirSync(temporary)).toEqual([]);
});

/** Where the system tells which files a process has open. */
const tellsOpenFiles = existsSync('/proc/self/fd');

test.skipIf(!tellsOpenFiles).each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)(
  'nothing stays behind after %s',
  async (signal) => {
    const child = spawn(
      process.execPath,
      [PROGRAM, manyRows(60), ...COLUMNS, '--memory', '1M', '-o', path.join(folder, 'o.jsonl')],
      {
        env,
        stdio: 'ignore',
      },
    );
    const closed = once(child, 'close');
    // Until it has a temporary file open, which has no name.
    const spills = () =>
      spawnSync('ls', ['-l', `/proc/${child.pid}/fd`], { encoding: 'utf8' }).stdout.includes('(deleted)');
    while (child.exitCode === null && !spills()) await setTimeout(20);
    child.kill(signal);
    await closed;
    expect(child.signalCode ?? child.exitCode).not.toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
    expect(readdirSync(folder).filter((name) => !/^\d+\w*\.(csv|npy)$/.test(name))).toEqual([]);
  },
  60_000,
);

test('a full disk is said, and nothing stays behind', () => {
  // A limit on the size of files stands for the disk: 100 blocks of 512 bytes.
  const { stdout, stderr, status } = spawnSync(
    'sh',
    ['-c', 'ulimit -f 100; exec "$0" "$@"', process.execPath, PROGRAM, NEWSWIRE, '--memory', '1K'],
    { env, encoding: 'utf8' },
  );
  expect(stderr).toContain(`nor into a temporary file in ${temporary}: the disk is full\n  Make room there`);
  expect(stdout).toBe('');
  expect(status).toBe(2);
  expect(readdirSync(temporary)).toEqual([]);
});

test('a folder for temporary files that is not there is said', () => {
  const { stderr, status } = spawnSync(process.execPath, [PROGRAM, NEWSWIRE, '--memory', '1K'], {
    env: { ...env, TMPDIR: path.join(temporary, 'missing') },
    encoding: 'utf8',
  });
  expect(stderr).toMatch(/nor into a temporary file in .*missing: ENOENT/);
  expect(status).toBe(2);
});

test('data that take more memory than is allowed are refused before any work, with what helps', () => {
  const rows = Array.from(
    { length: 5000 },
    (_, i) => `word${i % 1000} and some text ${i},class ${i % 1000}\n`,
  );
  writeFileSync(path.join(folder, 'classes.csv'), `text,label\n${rows.join('')}`);
  const output = path.join(folder, 'classes.jsonl');
  const args = [path.join(folder, 'classes.csv'), '-o', output];
  const refused = run([...args, '--memory', '256M']);
  expect(refused.stderr).toContain(
    'classes.csv: 5,000 rows of 1,000 classes take about 297 MB of memory with stacked; --memory allows 256 MB\n' +
      '  Take --method noise-aware, which takes about 56 MB, or fewer rows or classes (--merge-labels), or --memory 1G, if the machine has so much.',
  );
  expect(refused.status).toBe(2);
  expect(existsSync(output)).toBe(false);
  const done = run([...args, '--memory', '256M', '--method', 'noise-aware']);
  expect(done.status).toBe(0);
  expect(existsSync(output)).toBe(true);
});
