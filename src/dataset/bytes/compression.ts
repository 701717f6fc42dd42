/** Compressed bytes to plain ones, a piece at a time. */
import { Readable } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import { UserError } from '../../errors/user-error.js';
import * as errors from './errors.js';
import { toZstd, unzstd } from './zstd.js';
import { isSkippable } from './zstd-frames.js';

export type Compression = 'gzip' | 'zstd';

/** The bytes that such data begin with. */
const MAGIC: Readonly<Record<Compression, readonly number[]>> = {
  gzip: [0x1f, 0x8b],
  zstd: [0x28, 0xb5, 0x2f, 0xfd],
};

/** How the bytes of a file are compressed, by its first few; null where they are not. */
export function compressionOf(head: Uint8Array): Compression | null {
  if (isSkippable(head)) return 'zstd';
  const found = Object.entries(MAGIC).find(([, magic]) => magic.every((byte, at) => head[at] === byte));
  return (found?.[0] as Compression | undefined) ?? null;
}

/**
 * Decompresses.
 *
 * @param file its name, for messages
 * @throws UserError if the data end too early or are damaged
 */
export async function* decompress(
  file: string,
  compression: Compression,
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const plain = compression === 'gzip' ? gunzip(source) : unzstd(source);
  try {
    yield* plain;
  } catch (cause) {
    throw cause instanceof UserError ? cause : damaged(file, compression, cause);
  }
}

async function* gunzip(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const compressed = Readable.from(source);
  const plain = createGunzip({ chunkSize: 256 * 1024 });
  compressed.on('error', (cause) => plain.destroy(cause));
  yield* compressed.pipe(plain);
}

function damaged(file: string, compression: Compression, cause: unknown): UserError {
  const { code, message } = cause as { code?: unknown; message: string };
  const cut = code === 'Z_BUF_ERROR' || /unexpected (EOF|end)/i.test(message);
  return cut
    ? errors.compressedCutOff(file, compression)
    : errors.compressedDamaged(file, compression, message);
}

/** Plain bytes to compressed ones, a piece at a time. */

/**
 * Compresses. The same bytes come out for the same bytes: no name and no time is kept.
 *
 * @throws whatever `source` throws
 */
export async function* compress(
  compression: Compression,
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (compression === 'zstd') return yield* toZstd(source);
  const compressed = createGzip();
  const plain = Readable.from(source);
  plain.on('error', (cause) => compressed.destroy(cause));
  yield* plain.pipe(compressed);
}

/** How a file is compressed, by its name. */
export function compressionOfName(file: string): Compression | null {
  if (/\.(gz|gzip)$/i.test(file)) return 'gzip';
  return /\.(zst|zstd)$/i.test(file) ? 'zstd' : null;
}
