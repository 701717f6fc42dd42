/** Plain bytes to compressed ones, a piece at a time. */
import { Readable } from 'node:stream';
import * as zlib from 'node:zlib';
import type { Compression } from './decompress.js';
import { cannotCompress } from './errors.js';

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
