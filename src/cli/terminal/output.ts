/** Output of a report: standard output, or a file that is written completely or not at all. */
import { rmSync } from 'node:fs';
import { type FileHandle, open, readlink, realpath, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { keepOwnership, syncFolder } from '../../corrections/durable-files.js';
import { outputFailed, outputFolderMissing, outputIsInput } from '../errors.js';
import { outputIsFolder, outputStopped } from './errors.js';
import { type RunningProcess, SIGNALS, type Signal } from './io.js';
import { nameBeside } from './replace-file.js';

/** Characters in a chunk of text: one system call a record would cost more than the record. */
const CHUNK = 65_536;

async function* inChunks(
  pieces: AsyncIterable<string | Uint8Array> | Iterable<string>,
): AsyncGenerator<string | Uint8Array> {
  let chunk = '';
  for await (const piece of pieces) {
    if (typeof piece !== 'string') {
      yield piece; // pieces of bytes are large already, and never mixed with text
      continue;
    }
    chunk += piece;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

/**
 * Writes pieces of text to a stream. If the reader closes the pipe (`| head`), the remaining pieces are not made, and
 * there is no error.
 */
export async function writeToStream(
  stream: Writable,
  pieces: AsyncIterable<string> | Iterable<string>,
): Promise<void> {
  try {
    await pipeline(inChunks(pieces), stream, { end: false });
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === 'EPIPE' || code === 'ERR_STREAM_PREMATURE_CLOSE') return;
    throw syscall === 'write' ? outputStopped(reasonOf(error as NodeJS.ErrnoException)) : error;
  }
}

/**
 * Checks before any work that a file can be written: that its folder exists, that it is not a folder itself, and that it
 * is not an input.
 *
 * @throws UserError with the reason
 */
export async function checkOutput(file: string, inputs: readonly string[]): Promise<void> {
  const folder = await stat(path.dirname(await followLinks(file))).catch(() => undefined);
  if (!folder?.isDirectory()) throw outputFolderMissing(file);
  const existing = await stat(file).catch(() => undefined);
  if (existing === undefined) return;
  if (existing.isDirectory()) throw outputIsFolder(file);
  for (const input of inputs) {
    const other = await stat(input).catch(() => undefined);
    if (other?.dev === existing.dev && other.ino === existing.ino) throw outputIsInput(file);
  }
}

/**
 * Writes pieces of text or bytes to a file: to a temporary file beside it, then renamed, so that a file of that name is
 * always complete. Devices and pipes are written to directly.
 *
 * @throws UserError if it cannot be written; an existing file is then unchanged
 */
export async function writeToFile(
  file: string,
  pieces: AsyncIterable<string | Uint8Array>,
  running: RunningProcess,
): Promise<void> {
  const target = await followLinks(file);
  const existing = await stat(target).catch(() => undefined);
  const replaces = existing === undefined || existing.isFile();
  const written = replaces ? nameBeside(target) : target;
  const removeOnSignal = replaces ? removeWhenInterrupted(written, running) : () => {};
  try {
    const handle = await open(written, replaces ? 'wx' : 'w', existing?.mode).catch((cause) =>
      fail(file, cause),
    );
    if (replaces && existing !== undefined) await keepOwnership(handle, existing);
    await writePieces(handle, pieces, file);
    if (!replaces) return;
    await rename(written, target).catch((cause) => fail(file, cause));
    await syncFolder(target);
  } catch (error) {
    if (replaces) rmSync(written, { force: true });
    throw error;
  } finally {
    removeOnSignal();
  }
}

/** The real path of a file that exists or will be created: links are followed, even to a file that does not exist. */
async function followLinks(file: string): Promise<string> {
  const found = await realpath(file).catch((cause: NodeJS.ErrnoException) => cause);
  if (typeof found === 'string') return found;
  // A cycle of links has no target: the file replaces the first link.
  const link = found.code === 'ENOENT' ? await readlink(file).catch(() => undefined) : undefined;
  if (link === undefined) return path.resolve(file);
  return followLinks(path.resolve(await realpath(path.dirname(file)), link));
}

/** Writes pieces to an open file, and closes it; `file` is its name in messages. */
export async function writePieces(
  handle: FileHandle,
  pieces: AsyncIterable<string | Uint8Array>,
  file: string,
): Promise<void> {
  try {
    // While a chunk is written, the next one is made.
    let written = Promise.resolve();
    for await (const chunk of inChunks(pieces)) {
      await written;
      // Not write(), which may write only a part.
      written = handle.appendFile(chunk).catch((cause) => fail(file, cause));
      written.catch(() => {}); // prevents an unhandled rejection; `written` is awaited later
    }
    await written;
    await handle.sync().catch(() => {}); // pipes and devices cannot be synced
  } finally {
    await handle.close();
  }
}

function fail(file: string, cause: NodeJS.ErrnoException): never {
  throw outputFailed(file, reasonOf(cause));
}

/** The reason of a failed write, for people. */
export function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  return (code && REASONS[code]) ?? code ?? message;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'your share of the disk is full',
  EROFS: 'the disk cannot be written to',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENAMETOOLONG: 'its name is too long',
};

/** Removes a partial file or folder if a signal ends the process; returns a function that cancels this. */
export function removeWhenInterrupted(file: string, running: RunningProcess): () => void {
  const handlers = (Object.keys(SIGNALS) as Signal[]).map((signal) => {
    const handler = () => {
      rmSync(file, { force: true, recursive: true });
      running.exit(SIGNALS[signal]);
    };
    running.on(signal, handler);
    return () => running.off(signal, handler);
  });
  return () => {
    for (const stop of handlers) stop();
  };
}
