import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { processIo } from '../../src/cli/terminal/process-io.js';
import { surroundings as surroundingsOf } from '../../src/cli/terminal/this-process.js';
import type { NewEntry } from '../../src/corrections/decision.js';
import { readDecisionFile } from '../../src/corrections/decision-file.js';
import { openDecisionLog } from '../../src/corrections/decision-log.js';
import { folderWith } from '../dataset/files.js';

const surroundings = surroundingsOf(processIo([]));

const keep = (number: number): NewEntry => ({
  fingerprint: number.toString(16).padStart(16, '0'),
  index: number,
  given_label: 'World',
  what: 'keep',
  new_label: null,
  new_fingerprint: null,
});

const place = (content?: string) => {
  const folder = folderWith(content === undefined ? {} : { 'd.jsonl': content });
  return { folder, file: join(folder, 'd.jsonl') };
};
const line = (number: number) => `${JSON.stringify({ ...keep(number), time: 't' })}\n`;

test('what is appended stands, in the file and in memory, and nothing is left beside it', async () => {
  const { folder, file } = place();
  const log = await openDecisionLog(file, surroundings);
  await Promise.all([log.append([keep(1), keep(2)]), log.append([keep(3)])]);
  expect(log.decisions.size).toBe(3);
  await log.close();
  expect(readdirSync(folder)).toEqual(['d.jsonl']);
  const { decisions } = await readDecisionFile(file);
  expect(decisions.standing().map(({ index }) => index)).toEqual([1, 2, 3]);
});

test('a second process is refused while the first one writes, and welcome afterwards', async () => {
  const { file } = place();
  const first = await openDecisionLog(file, surroundings);
  await expect(openDecisionLog(file, surroundings)).rejects.toThrow(/process .* is writing decisions there/);
  await first.close();
  await (await openDecisionLog(file, surroundings)).close();
});

test('the lock of a process that is gone is taken over', async () => {
  const { folder, file } = place(line(1));
  const host = surroundings.processes.self.replace(/^[^@]*/, '');
  symlinkSync(`4194303-1${host}.0123456789abcdef`, `${file}.lock`);
  const log = await openDecisionLog(file, surroundings);
  await log.append([keep(2)]);
  await log.close();
  expect(readdirSync(folder)).toEqual(['d.jsonl']);
});

test('of many that find a dead lock at once, one gets it', async () => {
  const { file } = place(line(1));
  const host = surroundings.processes.self.replace(/^[^@]*/, '');
  symlinkSync(`4194303-1${host}.0123456789abcdef`, `${file}.lock`);
  const opened = await Promise.allSettled(
    Array.from({ length: 8 }, () => openDecisionLog(file, surroundings)),
  );
  const logs = opened.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const saved = await Promise.allSettled(logs.map((log, number) => log.append([keep(10 + number)])));
  expect(saved.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const log of logs) await log.close();
});

test('a half-written last line is cut off, and said', async () => {
  const { file } = place(`${line(1)}${line(2).slice(0, 30)}`);
  const log = await openDecisionLog(file, surroundings);
  expect(log.repaired).toEqual({ number: 2, text: line(2).slice(0, 30) });
  await log.append([keep(3)]);
  await log.close();
  expect(
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text).index),
  ).toEqual([1, 3]);
});

test('a whole last line that only lacks its line end stays', async () => {
  const { file } = place(line(1) + line(2).trim());
  const log = await openDecisionLog(file, surroundings);
  expect(log.repaired).toBeUndefined();
  await log.append([keep(3)]);
  await log.close();
  expect((await readDecisionFile(file)).decisions.standing().map(({ index }) => index)).toEqual([1, 2, 3]);
});

test.each([
  ['not JSON', 'no json\n'],
  ['a list', '[]\n'],
  ['no fingerprint', '{"index":1}\n'],
  ['an unknown choice', line(1).replace('keep', 'maybe')],
  ['a relabel without label', line(1).replace('keep', 'relabel')],
])('a line that is %s is an error with its number, and nothing is changed', async (_, broken) => {
  const content = line(1) + broken + line(2);
  const { folder, file } = place(content);
  await expect(openDecisionLog(file, surroundings)).rejects.toThrow(
    /d\.jsonl:2: this line is not a decision/,
  );
  expect(readFileSync(file, 'utf8')).toBe(content);
  expect(readdirSync(folder)).toEqual(['d.jsonl']);
});

test('a file that somebody else has written to, or moved away, is not written to', async () => {
  const { file } = place(line(1));
  const log = await openDecisionLog(file, surroundings);
  appendFileSync(file, line(2));
  await expect(log.append([keep(3)])).rejects.toThrow('another program or person has changed');
  expect(log.decisions.size).toBe(1);
  await log.close();

  const again = await openDecisionLog(file, surroundings);
  await again.append([keep(4)]);
  renameSync(file, `${file}.moved`);
  await expect(again.append([keep(5)])).rejects.toThrow('another program or person has changed');
  await again.close();
});

test('a full disk is said, and what was saved before stays', async () => {
  const { file } = place();
  // A limit on the size of files stands for the disk: 2 blocks of 512 bytes.
  const child = spawn('sh', [
    '-c',
    'ulimit -f 2; exec "$0" "$@"',
    process.execPath,
    ...TYPESCRIPT,
    '-e',
    writer(file),
  ]);
  child.stdout.setEncoding('utf8');
  let said = '';
  child.stdout.on('data', (text) => {
    said += text;
  });
  await once(child, 'close');
  const lines = said.trim().split('\n');
  const saved = lines.filter((text) => /^\d+$/.test(text)).map(Number);
  expect(lines.at(-1)).toContain('the decision was not saved');
  expect(saved.length).toBeGreaterThan(1);
  const { decisions, halfLine } = await readDecisionFile(file);
  expect(halfLine).toBeUndefined();
  expect(decisions.standing().map(({ index }) => index)).toEqual(saved);
}, 30_000);

/** Lets Node run the source. */
const TYPESCRIPT = ['--import', './test/support/typescript.mjs'];

/** A program that decides on and on, and prints the number of each decision once it is acknowledged. */
function writer(file: string): string {
  return `
    import('./src/corrections/decision-log.js').then(async ({ openDecisionLog }) => {
      const { processIo } = await import('./src/cli/terminal/process-io.js');
      const { surroundings } = await import('./src/cli/terminal/this-process.js');
      const { writeSync } = await import('node:fs');
      const log = await openDecisionLog(${JSON.stringify(file)}, surroundings(processIo([])));
      for (let index = log.decisions.size; ; index++) {
        const fingerprint = index.toString(16).padStart(16, '0');
        const labels = { given_label: 'World', new_label: null, new_fingerprint: null };
        await log.append([{ fingerprint, index, what: 'keep', ...labels }]);
        writeSync(1, index + '\\n');
      }
    }).catch((error) => require('node:fs').writeSync(1, error.message + '\\n'));`;
}

test('kill -9 in a loop while deciding: nothing that was acknowledged is missing', async () => {
  const { file } = place();
  const acknowledged = new Set<number>();
  for (let round = 0; round < 12; round++) {
    const child = spawn(process.execPath, [...TYPESCRIPT, '-e', writer(file)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      said += text;
      // At another moment each time.
      if (said.split('\n').length > 3 + round) child.kill('SIGKILL');
    });
    await once(child, 'close');
    for (const text of said.split('\n').slice(0, -1)) acknowledged.add(Number(text));
  }
  expect(acknowledged.size).toBeGreaterThan(30);
  const there = new Set((await readDecisionFile(file)).decisions.standing().map(({ index }) => index));
  expect([...acknowledged].filter((index) => !there.has(index))).toEqual([]);
  expect(existsSync(file)).toBe(true);
}, 60_000);

test('any cut of the file is repaired to the whole lines before it', async () => {
  const whole = line(1) + line(2);
  for (let length = line(1).length + 1; length < whole.length - 1; length++) {
    const { file } = place();
    writeFileSync(file, whole.slice(0, length));
    const { decisions, halfLine } = await readDecisionFile(file);
    expect([decisions.size, halfLine?.number]).toEqual([1, 2]);
  }
});
