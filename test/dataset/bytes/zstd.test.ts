/** Zstandard data whole, joined, cut off and damaged. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { compress as compressUnchecked } from '@bokuweb/zstd-wasm';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { compress, compressionOf, decompress } from '../../../src/dataset/bytes/compression.js';
import { loadZstdEncoder } from '../../../src/dataset/bytes/zstd.js';
import { UserError } from '../../../src/errors/user-error.js';
import { chunksOf, folderWith } from '../files.js';

const CSV = Buffer.from(
  Array.from(
    { length: 400 },
    (_, row) => `${row % 3 ? 'good' : 'bad'},text ${(row * 7919) % 101} of row ${row}\n`,
  ).join(''),
);
const SKIPPABLE = Buffer.from([0x53, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
let frame: (content: Uint8Array) => Uint8Array;

beforeAll(async () => {
  frame = await loadZstdEncoder();
});

async function unpacked(bytes: Uint8Array, chunk = 97): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of decompress('d.csv.zst', 'zstd', chunksOf(bytes, chunk))) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function packed(content: Uint8Array): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of compress('zstd', chunksOf(content, 65_536))) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** The content, or the message where there is none. */
async function outcome(bytes: Uint8Array): Promise<Buffer | string> {
  try {
    return await unpacked(bytes);
  } catch (cause) {
    expect(cause).toBeInstanceOf(UserError);
    return (cause as UserError).message;
  }
}

test('every flipped bit of a frame with a checksum gives the same content or an error', {
  timeout: 60_000,
}, async () => {
  const whole = frame(CSV.subarray(0, 6000));
  let errors = 0;
  for (let bit = 0; bit < whole.length * 8; bit++) {
    const damaged = Buffer.from(whole);
    damaged[bit >> 3]! ^= 1 << (bit & 7);
    const found = await outcome(damaged);
    if (typeof found === 'string') errors++;
    else expect(found.equals(CSV.subarray(0, 6000)), `bit ${bit}`).toBe(true);
  }
  expect(errors).toBeGreaterThan(whole.length * 7);
});

test('wherever a frame is cut off, that is said', async () => {
  const whole = frame(CSV.subarray(0, 300));
  for (let length = 4; length < whole.length; length++) {
    expect(await outcome(whole.subarray(0, length)), String(length)).toBe(
      'd.csv.zst: the zstd data end too early: the file is cut off',
    );
  }
});

describe('frames', () => {
  const middle = CSV.length >> 1;
  const parts = () => [frame(CSV.subarray(0, middle)), frame(CSV.subarray(middle))] as const;

  test.each([1, 3, 17, 1000, 100_000])('in pieces of %i bytes', async (size) => {
    const [first, second] = parts();
    const joined = Buffer.concat([SKIPPABLE, first, SKIPPABLE, frame(new Uint8Array(0)), second, SKIPPABLE]);
    expect(compressionOf(joined)).toBe('zstd');
    expect((await unpacked(joined, size)).equals(CSV)).toBe(true);
  });

  test('without a checksum', async () => {
    expect((await unpacked(compressUnchecked(CSV))).equals(CSV)).toBe(true);
    expect(await unpacked(compressUnchecked(Buffer.from('x')))).toEqual(Buffer.from('x'));
  });

  test('with another content size than they have', async () => {
    const lying = Buffer.from(compressUnchecked(Buffer.from('abcdefgh')));
    lying[5]!++; // a single segment: the size comes right behind the descriptor
    expect(await outcome(lying)).toBe(
      'd.csv.zst: the zstd data are damaged (the content has another size than they say)',
    );
  });

  test.each([
    ['a wrong byte between them', () => Buffer.concat([parts()[0], Buffer.from('garbage, and more of it')])],
    ['gzip data behind them', () => Buffer.concat([parts()[0], gzipSync(CSV)])],
  ])('%s', async (_, bytes) => {
    expect(await outcome(bytes())).toBe(
      'd.csv.zst: the zstd data are damaged (there is something else between the frames)',
    );
  });

  test('with a dictionary or a huge window are refused', async () => {
    const header = (descriptor: number, ...rest: number[]) =>
      Buffer.from([0x28, 0xb5, 0x2f, 0xfd, descriptor, ...rest, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(await outcome(header(0x01, 0x50, 7))).toMatch(/they need a dictionary/);
    expect(await outcome(header(0x00, 0xff))).toMatch(/a window of more than 128 MB/);
  });
});

test('what is written is read again, has checksums, and is the same each time', async () => {
  const large = Buffer.alloc(17 * 1024 * 1024, CSV);
  for (const content of [Buffer.alloc(0), CSV, large]) {
    const bytes = await packed(content);
    expect((await unpacked(bytes, 65_536)).equals(content)).toBe(true);
    expect(bytes[4]! & 4).toBe(4);
    expect((await packed(content)).equals(bytes)).toBe(true);
  }
});

describe('the zstd program', () => {
  const program = (() => {
    try {
      return execFileSync('zstd', ['--version']).length > 0;
    } catch {
      return false;
    }
  })();
  const zstd = (options: readonly string[], input: Uint8Array) =>
    execFileSync('zstd', ['-q', '-c', ...options], { input, maxBuffer: 1 << 28 });

  test.runIf(program)('accepts what we write', async () => {
    const large = Buffer.alloc(9 * 1024 * 1024, CSV);
    const file = join(folderWith({}), 'd.zst');
    writeFileSync(file, await packed(large));
    execFileSync('zstd', ['-q', '-t', file]);
    expect(zstd(['-d'], await packed(large)).equals(large)).toBe(true);
  });

  test.runIf(program)('writes what we read, at all its settings', async () => {
    const settings = [['-1'], ['-19'], ['--ultra', '-22'], ['--no-check'], ['--long=27'], ['--fast=5']];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...settings),
        fc.array(fc.string({ maxLength: 40 }), { maxLength: 400 }),
        fc.integer({ min: 1, max: 300 }),
        async (options, words, times) => {
          const content = Buffer.from(words.join(' ').repeat(times));
          expect((await unpacked(zstd(options, content), 65_536)).equals(content)).toBe(true);
        },
      ),
      { numRuns: 24, seed: 1 },
    );
  });

  test.runIf(!program)('skipped: the zstd program is not installed', () => {});
});
