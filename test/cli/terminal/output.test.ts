import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkOutput, writeToFile } from '../../../src/cli/terminal/output.js';
import { processIo } from '../../../src/cli/terminal/process-io.js';

const { process: running } = processIo([]);

import { fixtures } from '../../reference-data.js';
import { asStream } from '../../support/records.js';

const PROGRAM = fileURLToPath(new URL('../../../bin/find-label-errors.js', import.meta.url));

let folder: string;
const at = (name: string) => path.join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'find-label-errors-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function* failing(): AsyncGenerator<string> {
  yield 'half';
  throw new Error('broken');
}

test('a file is written whole', async () => {
  await writeToFile(at('out.jsonl'), asStream(['one\n', 'two\n']), running);
  expect(readFileSync(at('out.jsonl'), 'utf8')).toBe('one\ntwo\n');
  expect(readdirSync(folder)).toEqual(['out.jsonl']);
});

test('a failure in the middle leaves what was there before, and nothing beside it', async () => {
  writeFileSync(at('out.jsonl'), 'before');
  await expect(writeToFile(at('out.jsonl'), failing(), running)).rejects.toThrow('broken');
  expect(readFileSync(at('out.jsonl'), 'utf8')).toBe('before');
  expect(readdirSync(folder)).toEqual(['out.jsonl']);
});

test('a link is written through, and permissions stay', async () => {
  writeFileSync(at('real.jsonl'), 'before');
  chmodSync(at('real.jsonl'), 0o640);
  symlinkSync(at('real.jsonl'), at('link.jsonl'));
  await writeToFile(at('link.jsonl'), asStream(['after']), running);
  expect(readFileSync(at('real.jsonl'), 'utf8')).toBe('after');
  expect(statSync(at('real.jsonl')).mode & 0o777).toBe(0o640);
  expect(readdirSync(folder).sort()).toEqual(['link.jsonl', 'real.jsonl']);
});

test('a link to a file that is not there makes that file, whatever links lead to it', async () => {
  mkdirSync(at('deep/place'), { recursive: true });
  symlinkSync('deep/place', at('folder'));
  symlinkSync('../second.csv', at('deep/place/first.csv'));
  symlinkSync('target.csv', at('deep/second.csv'));
  await checkOutput(at('folder/first.csv'), []);
  await writeToFile(at('folder/first.csv'), asStream(['new']), running);
  expect(readFileSync(at('deep/target.csv'), 'utf8')).toBe('new');
  expect(readdirSync(at('deep')).sort()).toEqual(['place', 'second.csv', 'target.csv']);
  for (const link of ['deep/place/first.csv', 'deep/second.csv'])
    expect(lstatSync(at(link)).isSymbolicLink()).toBe(true);
});

test('a link into a folder that is not there is refused before any work', async () => {
  symlinkSync('nowhere/target.csv', at('link.csv'));
  await expect(checkOutput(at('link.csv'), [])).rejects.toThrow('its folder does not exist');
});

test('a device is written to, not replaced', async () => {
  await writeToFile('/dev/null', asStream(['gone']), running);
  expect(statSync('/dev/null').isFile()).toBe(false);
});

test('an output that is an input by another name is refused', async () => {
  writeFileSync(at('data.csv'), 'text,label\n');
  symlinkSync(at('data.csv'), at('same.csv'));
  await expect(checkOutput(at('same.csv'), [at('data.csv')])).rejects.toThrow(
    'one of the files that are read',
  );
  await checkOutput(at('other.csv'), [at('data.csv')]);
});

/** A CSV file that takes long enough to be interrupted in. */
function writeLargeCsv(rows: number): string {
  const words = Array.from({ length: 400 }, (_, i) => `word${i}`);
  const line = (i: number) =>
    `${words.slice(i % 300, (i % 300) + 80).join(' ')} row${i},${i % 300 < 100 ? 'a' : 'b'}\n`;
  writeFileSync(at('data.csv'), `text,label\n${Array.from({ length: rows }, (_, i) => line(i)).join('')}`);
  return at('data.csv');
}

test('Ctrl-C ends the program at once and leaves no partial file', async () => {
  // Enough rows that none of these moments comes when the file has its name already.
  const data = writeLargeCsv(80_000);
  for (const delay of [300, 700, 1500]) {
    const child = spawn(process.execPath, [PROGRAM, data, '--all', '-o', at('out.jsonl')], {
      stdio: 'ignore',
    });
    await wait(delay);
    child.kill('SIGINT');
    const [code, signal] = await once(child, 'exit');
    if (code === 0) continue; // it was done before
    expect(signal ?? code).toSatisfy((end: unknown) => end === 'SIGINT' || end === 130);
    expect(readdirSync(folder)).toEqual(['data.csv']);
  }
}, 30_000);

test('a slow reader gets everything, and nothing is said', async () => {
  const data = writeLargeCsv(5000);
  const child = spawn(process.execPath, [PROGRAM, data, '--all', '-q'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  let lines = 0;
  for await (const chunk of child.stdout) {
    lines += String(chunk).split('\n').length - 1;
    await wait(5);
  }
  expect([lines, said]).toEqual([5000, '']);
}, 30_000);

test('a pipe that is closed early is no error', async () => {
  const data = writeLargeCsv(5000);
  const child = spawn(process.execPath, [PROGRAM, data, '--all', '-q'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  child.stdout.once('data', () => child.stdout.destroy());
  const [code] = await once(child, 'exit');
  expect([code, said]).toEqual([0, '']);
}, 30_000);

/** All that prints, with what it takes to print. */
const PRINTING = [
  '--help',
  '--version',
  'find --help-all',
  'review --help',
  'completion bash',
  'completion zsh',
  'completion fish',
  'DATA',
  'DATA --format json',
  'health DATA',
  'explain DATA --row index:5',
  'check DATA --max-errors 1000',
  'apply DATA --dry-run',
  'sql --dialect duckdb --table t --text text --label label --id id --classes a,b',
].map((command) => command.split(' '));

/** The program with what it prints, its standard output being closed from the start or a device. */
async function runInto(stdout: 'closed' | number, args: readonly string[], data: string) {
  const words = args.map((word) => (word === 'DATA' ? data : word));
  const child = spawn(process.execPath, [PROGRAM, ...words], {
    stdio: ['ignore', stdout === 'closed' ? 'pipe' : stdout, 'pipe'],
    env: { ...process.env, FORCE_COLOR: undefined },
  });
  child.stdout?.destroy();
  let said = '';
  child.stderr!.on('data', (text) => {
    said += text;
  });
  const [code] = await once(child, 'close');
  return { code, said };
}

function decidedNewswire(): string {
  const data = at('newswire.csv');
  copyFileSync(path.join(fixtures, 'newswire.csv'), data);
  execFileSync(process.execPath, [PROGRAM, 'decide', data, '--index', '3', '--delete', '-q']);
  return data;
}

test('whatever prints is quiet where its pipe is closed', async () => {
  const data = decidedNewswire();
  for (const args of PRINTING) {
    const { code, said } = await runInto('closed', args, data);
    expect([args, code, /cannot write|EPIPE|Unhandled/.test(said)]).toEqual([args, 0, false]);
  }
}, 60_000);

test.skipIf(!existsSync('/dev/full'))(
  'whatever prints says that a disk is full',
  async () => {
    const data = decidedNewswire();
    const full = openSync('/dev/full', 'w');
    for (const args of PRINTING) {
      const { code, said } = await runInto(full, args, data);
      expect([args, code, said]).toEqual([
        args,
        2,
        expect.stringMatching(
          /find-label-errors: cannot write to standard output: the disk is full\n {2}The output is not complete.\n$/,
        ),
      ]);
    }
    closeSync(full);
  },
  60_000,
);

test.skipIf(process.platform === 'win32').each(['2>&-', '>&- 2>&-', '<&- >&- 2>&-'])(
  'started with %s, it works and writes its file whole',
  async (closing) => {
    const news = path.join(fixtures, 'newswire.csv');
    const out = at('closed.jsonl');
    const run = (args: readonly string[]) =>
      spawn('sh', ['-c', `"$@" ${closing}`, 'sh', process.execPath, PROGRAM, ...args], { stdio: 'ignore' });
    expect(await once(run([news, '-o', out]), 'exit')).toEqual([0, null]);
    const expected = execFileSync(process.execPath, [PROGRAM, news, '--format', 'jsonl', '-q']);
    expect(readFileSync(out).equals(expected)).toBe(true);
    expect(await once(run(['check', news, '--max-errors', '0']), 'exit')).toEqual([1, null]);
    expect(await once(run(['no-such-file.csv']), 'exit')).toEqual([2, null]);
  },
  60_000,
);

test.skipIf(!existsSync('/dev/full'))(
  'what cannot be told on standard error changes no exit code',
  async () => {
    const full = openSync('/dev/full', 'w');
    const codes = [
      [['--no-such-option'], 2],
      [['no-such-file.csv'], 2],
      [[path.join(fixtures, 'newswire.csv')], 0],
      [['check', path.join(fixtures, 'newswire.csv'), '--max-errors', '0'], 1],
    ] as const;
    for (const [args, code] of codes) {
      const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ['ignore', 'ignore', full] });
      expect([args, ...(await once(child, 'exit'))]).toEqual([args, code, null]);
    }
    closeSync(full);
  },
  60_000,
);
