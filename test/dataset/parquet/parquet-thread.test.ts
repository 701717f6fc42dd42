/** Damaged Parquet files on which the decoder goes on for ever, ends badly, or fills the memory. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import { ParquetThread, ThreadedParquet } from '../../../src/dataset/parquet/parquet-thread.js';
import { readDataset } from '../../../src/dataset/read-dataset.js';
import { fileWith, problemOf } from '../files.js';

const PROGRAM = fileURLToPath(new URL('../../../bin/find-label-errors.js', import.meta.url));
const ROWS = 60;
const WHOLE = Buffer.from(
  parquetWriteBuffer({
    columnData: [
      {
        name: 'text',
        data: Array.from({ length: ROWS }, (_, i) => `${i % 2 ? 'good' : 'bad'} film number ${i}`),
        type: 'STRING',
      },
      {
        name: 'label',
        data: Array.from({ length: ROWS }, (_, i) => (i % 2 ? 'pos' : 'neg')),
        type: 'STRING',
      },
    ],
  }),
);

function flipped(bit: number): Buffer {
  const bytes = Buffer.from(WHOLE);
  bytes[bit >> 3]! ^= 1 << (bit & 7);
  return bytes;
}

const readable = (bytes: Buffer) => ({
  read: async (start: number, end: number) => bytes.subarray(start, end),
});
const objects = { kind: 'objects', held: 0, rowStart: 0, rowEnd: ROWS, values: 'texts' } as const;

/** Tries bits of the first page's header until the decoder does not end. */
async function endlessFile(): Promise<Buffer> {
  const thread = new ParquetThread(1);
  for (let bit = 13 * 8; bit < 16 * 8; bit++) {
    const bytes = flipped(bit);
    const job = { file: bit, byteLength: bytes.length, job: objects };
    const message = await thread.run(job, readable(bytes)).then(
      () => '',
      (cause: Error) => cause.message,
    );
    if (message.includes('does not come to an end')) return bytes;
  }
  return expect.unreachable('a bit of the page header makes hyparquet go on for ever');
}

describe('a file that cannot be decoded to its end', () => {
  test('is said to be damaged, and the next file is read', { timeout: 60_000 }, async () => {
    const endless = await endlessFile();
    expect((await problemOf(readDataset(fileWith(endless, 'd.parquet'), {}, () => {}))).message).toBe(
      'd.parquet: the Parquet file cannot be read (it is damaged: decoding does not come to an end)',
    );
    expect((await readDataset(fileWith(WHOLE, 'd.parquet'), {}, () => {})).labels).toHaveLength(ROWS);
  });

  test('Ctrl-C ends the program meanwhile', { timeout: 60_000 }, async () => {
    const child = spawn(process.execPath, [PROGRAM, fileWith(await endlessFile(), 'd.parquet')], {
      stdio: 'ignore',
    });
    await wait(2000);
    expect(child.exitCode).toBe(null);
    child.kill('SIGINT');
    const [code, signal] = await once(child, 'exit');
    expect(signal ?? code).toSatisfy((end: unknown) => end === 'SIGINT' || end === 130);
  });
});

test('what reading throws ends the job, and the thread goes on', async () => {
  const thread = new ParquetThread();
  const failing = { read: () => Promise.reject(new Error('the disk is gone')) };
  const job = { file: -1, byteLength: WHOLE.length, job: objects };
  await expect(thread.run(job, failing)).rejects.toThrow('the disk is gone');
  expect(await thread.run<number>({ ...job, file: -2 }, readable(WHOLE))).toBe(ROWS);
});

test('several jobs at once each get their own answer', async () => {
  const parquet = new ThreadedParquet(WHOLE.length);
  const found = await Promise.all(
    Array.from({ length: 20 }, async (_, row) => {
      const texts: string[] = [];
      const job = { rowStart: row, rowEnd: row + 1, values: 'texts' } as const;
      for await (const rows of parquet.objects<{ text: string }>(job, (work) => work(readable(WHOLE)))) {
        texts.push(...rows.map(({ text }) => text));
      }
      return texts;
    }),
  );
  expect(found).toEqual(Array.from({ length: 20 }, (_, i) => [`${i % 2 ? 'good' : 'bad'} film number ${i}`]));
});

test('many rows of a group come in order, some at a time, also after others were left', async () => {
  const numbers = Array.from({ length: 12_345 }, (_, i) => i);
  const bytes = Buffer.from(
    parquetWriteBuffer({ columnData: [{ name: 'n', data: numbers, type: 'INT32' }] }),
  );
  const parquet = new ThreadedParquet(bytes.length);
  const rowsOf = () =>
    parquet.objects<{ n: number }>({ rowStart: 0, rowEnd: numbers.length, values: 'stored' }, (work) =>
      work(readable(bytes)),
    );
  for await (const rows of rowsOf()) {
    expect(rows[0]).toEqual({ n: 0 });
    break;
  }
  const found: number[] = [];
  let most = 0;
  for await (const rows of rowsOf()) {
    most = Math.max(most, rows.length);
    found.push(...rows.map(({ n }) => n));
  }
  expect(found).toEqual(numbers);
  expect(most).toBeLessThan(numbers.length);
});
