/** Where a report goes: standard output, or a file that is there whole or not at all. */
import { rmSync } from 'node:fs';
import { type FileHandle, open, readlink, realpath, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { outputFailed, outputFolderMissing, outputIsInput } from '../errors.js';
import { outputIsFolder, outputStopped } from './errors.js';
import { type RunningProcess, SIGNALS, type Signal } from './io.js';

/** Text is written in chunks of about this many characters: a call to the system a record would cost more than the record. */
const CHUNK = 65_536;

async function* inChunks(
  pieces: AsyncIterable<string | Uint8Array> | Iterable<string>,
): AsyncGenerator<string | Uint8Array> {
  let chunk = '';
  for await (const piece of pieces) {
    if (typeof piece !== 'string') {
      yield piece; // bytes come in large pieces already, and never together with text
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
 * Writes pieces of text to a stream. A reader that has seen enough (`| head`) closes the pipe: then the
 * rest is not made, and nothing is said.
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
 * Checks before any work that a file can be written: that its folder is there, that it is no folder itself,
 * and that it is none of the inputs.
 *
 * @throws UserError saying which of these it is
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
 * Writes pieces of text or bytes to a file: beside it first, then renamed, so that a file of that name is always
 * whole. Devices and pipes are written to as they are.
 *
 * @throws UserError if it cannot be written; what was there before stays
 */
export async function writeToFile(
  file: string,
  pieces: AsyncIterable<string | Uint8Array>,
  running: RunningProcess,
): Promise<void> {
  const target = await followLinks(file);
  const existing = await stat(target).catch(() => undefined);
  const replaces = existing === undefined || existing.isFile();
  const written = replaces
    ? path.join(path.dirname(target), `.${path.basename(target)}.${running.pid}.tmp`)
    : target;
  const removeOnSignal = replaces ? removeWhenInterrupted(written, running) : () => {};
  try {
    const handle = await open(written, replaces ? 'wx' : 'w', existing?.mode).catch((cause) =>
      fail(file, cause),
    );
    await writePieces(handle, pieces, file);
    if (replaces) await rename(written, target).catch((cause) => fail(file, cause));
  } catch (error) {
    if (replaces) rmSync(written, { force: true });
    throw error;
  } finally {
    removeOnSignal();
  }
}

/** Where a file is, or is to be made: links are followed, also one to a file that is not there yet. */
async function followLinks(file: string): Promise<string> {
  const found = await realpath(file).catch((cause: NodeJS.ErrnoException) => cause);
  if (typeof found === 'string') return found;
  // Links in a circle lead nowhere: the file takes the place of the first.
  const link = found.code === 'ENOENT' ? await readlink(file).catch(() => undefined) : undefined;
  if (link === undefined) return path.resolve(file);
  return followLinks(path.resolve(await realpath(path.dirname(file)), link));
}

/** Writes pieces to a file that is open, and closes it; `file` is its name in messages. */
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
      // Not write(), which may write a part only.
      written = handle.appendFile(chunk).catch((cause) => fail(file, cause));
      written.catch(() => {}); // it is told below, or where the next chunk waits for it
    }
    await written;
    await handle.sync().catch(() => {}); // a pipe or device cannot be synced
  } finally {
    await handle.close();
  }
}

function fail(file: string, cause: NodeJS.ErrnoException): never {
  throw outputFailed(file, reasonOf(cause));
}

/** Why something could not be written, for people. */
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

/** Removes a half-written file or folder should a signal end the process; returns how to stop watching. */
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
