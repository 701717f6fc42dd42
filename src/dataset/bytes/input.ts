/** From what the user names - a file, a pipe, standard input - to plain bytes that can be read again. */

import { createReadStream } from 'node:fs';
import path from 'node:path';
import { isParquet } from '../format.js';
import { type Compression, compressionOf, decompress } from './compression.js';
import { canonicalEncoding, markedEncoding, toUtf8 } from './encoding.js';
import * as errors from './errors.js';
import { spool } from './spool.js';
import { openFile, type StoredBytes, UserFile, whileOpen } from './stored-bytes.js';

/** The name of standard input. */
export const STANDARD_INPUT = '-';

/** What is looked at to tell what a file is. */
const HEAD_BYTES = 256 * 1024;

/** Plain bytes, ready for a reader: text is in UTF-8. */
export interface Input {
  readonly bytes: StoredBytes;
  /** The first of them, enough to tell what they are. */
  readonly head: Buffer;
  readonly compression: Compression | null;
  /** The encoding that a text was in. */
  readonly encoding: string;
  /** Whether it is known from a byte order mark, which is taken off; that of UTF-8 stays. */
  readonly isMarked: boolean;
  /** The file's name without folder and without .gz or .zst; empty for standard input. */
  readonly name: string;
}

/**
 * Opens an input, decompresses and decodes it. What cannot be read in place goes through a spool.
 *
 * @param file as the user names it; `-` is standard input
 * @param encoding what the text is in; by default UTF-8, or what its byte order mark says
 * @throws UserError if it can't be read
 */
export async function openInput(file: string, encoding: string | undefined): Promise<Input> {
  const asked = encoding === undefined ? undefined : canonicalEncoding(encoding);
  const stored = await storedBytes(file);
  const compression = compressionOf(await headOf(stored));
  const plain =
    compression === null
      ? stored
      : await through(stored, (from) => decompress(stored.file, compression, from));
  const head = await headOf(plain);
  if (asked !== undefined && isParquet(head)) throw errors.encodingOfParquet();
  const found = asked ?? markedEncoding(head) ?? 'utf-8';
  const bytes = found === 'utf-8' ? plain : await through(plain, (from) => toUtf8(plain.file, found, from));
  return {
    bytes,
    head: bytes === plain ? head : await headOf(bytes),
    compression,
    encoding: found,
    isMarked: found !== 'utf-8' && markedEncoding(head) === found,
    name: file === STANDARD_INPUT ? '' : path.basename(file).replace(/\.(gz|gzip|zst|zstd)$/i, ''),
  };
}

async function storedBytes(file: string): Promise<StoredBytes> {
  if (file === STANDARD_INPUT)
    return spool('standard input', createReadStream('', { fd: 0, autoClose: false }));
  const { handle, stats } = await openFile(file);
  try {
    if (stats.isFile()) return new UserFile(file, stats);
    return await spool(file, handle.createReadStream({ autoClose: false }));
  } finally {
    await handle.close();
  }
}

function through(
  bytes: StoredBytes,
  transform: (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>,
): Promise<StoredBytes> {
  return whileOpen(bytes, (open) => spool(bytes.file, transform(open.chunks())));
}

function headOf(bytes: StoredBytes): Promise<Buffer> {
  return whileOpen(bytes, (open) => open.read(0, Math.min(bytes.size, HEAD_BYTES)));
}
