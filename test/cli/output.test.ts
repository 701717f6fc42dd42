import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdtempSync,
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
import { checkOutput, writeToFile } from '../../src/cli/output.js';
import { asStream } from '../support/records.js';

const PROGRAM = fileURLToPath(new URL('../../bin/find-label-errors.js', import.meta.url));

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
  await writeToFile(at('out.jsonl'), asStream(['one\n', 'two\n']));
  expect(readFileSync(at('out.jsonl'), 'utf8')).toBe('one\ntwo\n');
  expect(readdirSync(folder)).toEqual(['out.jsonl']);
});

test('a failure in the middle leaves what was there before, and nothing beside it', async () => {
  writeFileSync(at('out.jsonl'), 'before');
  await expect(writeToFile(at('out.jsonl'), failing())).rejects.toThrow('broken');
  expect(readFileSync(at('out.jsonl'), 'utf8')).toBe('before');
  expect(readdirSync(folder)).toEqual(['out.jsonl']);
});

test('a link is written through, and permissions stay', async () => {
  writeFileSync(at('real.jsonl'), 'before');
  chmodSync(at('real.jsonl'), 0o640);
  symlinkSync(at('real.jsonl'), at('link.jsonl'));
  await writeToFile(at('link.jsonl'), asStream(['after']));
  expect(readFileSync(at('real.jsonl'), 'utf8')).toBe('after');
  expect(statSync(at('real.jsonl')).mode & 0o777).toBe(0o640);
  expect(readdirSync(folder).sort()).toEqual(['link.jsonl', 'real.jsonl']);
});

test('a device is written to, not replaced', async () => {
  await writeToFile('/dev/null', asStream(['gone']));
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
    `${words.slice(i % 300, (i % 300) + 80).join(' ')} row${i},${i % 3 === 0 ? 'a' : 'b'}\n`;
  writeFileSync(at('data.csv'), `text,label\n${Array.from({ length: rows }, (_, i) => line(i)).join('')}`);
  return at('data.csv');
}

test('Ctrl-C ends the program at once and leaves no partial file', async () => {
  const data = writeLargeCsv(20_000);
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
