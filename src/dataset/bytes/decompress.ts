/** Compressed bytes to plain ones, a piece at a time. */

import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UserError } from '../../errors/user-error.js';
import * as errors from './errors.js';

export type Compression = 'gzip' | 'zstd';

/** The bytes that such data begin with. */
const MAGIC: Readonly<Record<Compression, readonly number[]>> = {
  gzip: [0x1f, 0x8b],
  zstd: [0x28, 0xb5, 0x2f, 0xfd],
};

/** How the bytes of a file are compressed, by its first few; null where they are not. */
export function compressionOf(head: Uint8Array): Compression | null {
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

async function* unzstd(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { Decompress } = await import('fzstd');
  let pieces: Uint8Array[] = [];
  // The decoder goes on writing into its window, so that what it hands out must be copied.
  const decoder = new Decompress((piece) => pieces.push(piece.slice()));
  for await (const chunk of source) {
    decoder.push(chunk);
    yield* pieces;
    pieces = [];
  }
  decoder.push(new Uint8Array(0), true);
  yield* pieces;
}

function damaged(file: string, compression: Compression, cause: unknown): UserError {
  const { code, message } = cause as { code?: unknown; message: string };
  const cut = code === 'Z_BUF_ERROR' || /unexpected (EOF|end)/i.test(message);
  return cut
    ? errors.compressedCutOff(file, compression)
    : errors.compressedDamaged(file, compression, message);
}
