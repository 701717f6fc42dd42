/** Compressed bytes to plain ones, a piece at a time. */
import { Readable } from 'node:stream';
import * as zlib from 'node:zlib';
import { createGunzip } from 'node:zlib';
import { UserError } from '../../errors/user-error.js';
import * as errors from './errors.js';
import { cannotCompress } from './errors.js';

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

/** Plain bytes to compressed ones, a piece at a time. */

/** What Node has since 22.15; the types know nothing of it. */
const { createZstdCompress } = zlib as { createZstdCompress?: () => NodeJS.ReadWriteStream };

/**
 * Makes sure that this version of Node can compress so.
 *
 * @throws UserError if not
 */
export function requireCompression(file: string, compression: Compression | null): void {
  if (compression === 'zstd' && createZstdCompress === undefined) throw cannotCompress(file);
}

/**
 * Compresses. The same bytes come out for the same bytes: no name and no time is kept.
 *
 * @throws UserError if this version of Node cannot compress so, and whatever `source` throws
 */
export async function* compress(
  compression: Compression,
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  requireCompression('the corrected file', compression);
  const compressed = compression === 'gzip' ? zlib.createGzip() : createZstdCompress!();
  const plain = Readable.from(source);
  plain.on('error', (cause) => (compressed as zlib.Gzip).destroy(cause));
  yield* plain.pipe(compressed) as AsyncIterable<Uint8Array>;
}

/** How a file is compressed, by its name. */
export function compressionOfName(file: string): Compression | null {
  if (/\.(gz|gzip)$/i.test(file)) return 'gzip';
  return /\.(zst|zstd)$/i.test(file) ? 'zstd' : null;
}
