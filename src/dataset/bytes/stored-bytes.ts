/** Bytes that can be read from any place, again and again: a file of the user, or a spool of ours. */

import { closeSync, read as readCallback, readdirSync, readSync, type Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { isatty } from 'node:tty';
import { promisify } from 'node:util';
import { UserError } from '../../errors/user-error.js';
import { nearest } from '../../errors/wording.js';
import { fileHasChanged, fileIsFolder } from '../errors.js';
import * as errors from './errors.js';

/** Large enough for csv-parse to run at full speed, small enough to stay in the processor's cache. */
const CHUNK_BYTES = 256 * 1024;

/** A file whose bytes may be asked for; it stays the same from the first reading to the last. */
export interface StoredBytes {
  /** What to call it in messages. */
  readonly file: string;
  readonly size: number;
  /** @throws UserError if it cannot be opened, or has changed since it was opened first */
  open(): Promise<OpenBytes>;
}

/** Bytes while they are being read. */
export interface OpenBytes {
  /** From front to back. Each chunk has its own memory, so that it may be kept. */
  chunks(): AsyncGenerator<Buffer>;
  /** @throws UserError if they are not all there (any more) */
  read(start: number, end: number): Promise<Buffer>;
  /**
   * Reads into the rest of a buffer and waits for it: of many small pieces that the system has in memory, asking for
   * each and coming back to it costs more than reading it.
   *
   * @throws UserError if they are not all there (any more)
   */
  fill(target: Buffer, start: number): void;
  close(): Promise<void>;
}

/** Opens bytes for the time of some work. */
export async function whileOpen<T>(bytes: StoredBytes, work: (open: OpenBytes) => Promise<T>): Promise<T> {
  const opened = await bytes.open();
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}

/** A regular file of the user, as it was when `stats` were taken. */
export class UserFile implements StoredBytes {
  readonly file: string;
  readonly size: number;
  readonly #changed: number;

  constructor(file: string, { size, mtimeMs }: Stats) {
    this.file = file;
    this.size = size;
    this.#changed = mtimeMs;
  }

  async open(): Promise<OpenBytes> {
    const { handle, stats } = await openFile(this.file);
    if (stats.size !== this.size || stats.mtimeMs !== this.#changed) {
      await handle.close();
      throw fileHasChanged(this.file);
    }
    return { ...reading(this.file, handle.fd, readAtOf(handle)), close: () => handle.close() };
  }
}

/** A folder may hold millions of files: so many names are compared. */
const MOST_NAMES = 2000;

const readDescriptor = promisify(readCallback);
/** Closes spools that can no longer be reached. */
const descriptors = new FinalizationRegistry<number>((descriptor) => closeSync(descriptor));

/** A temporary file of ours that has no name any more: it is gone when its descriptor is closed. */
export class Spool implements StoredBytes {
  readonly file: string;
  readonly size: number;
  readonly #descriptor: number;

  constructor(file: string, descriptor: number, size: number) {
    this.file = file;
    this.size = size;
    this.#descriptor = descriptor;
    descriptors.register(this, descriptor);
  }

  async open(): Promise<OpenBytes> {
    const readAt: ReadAt = async (buffer, filled, place) =>
      (await readDescriptor(this.#descriptor, buffer, filled, buffer.length - filled, place)).bytesRead;
    return { ...reading(this.file, this.#descriptor, readAt), close: async () => {} };
  }
}

/** Reads at a place into the rest of a buffer, behind what is filled; returns how many bytes came. */
type ReadAt = (buffer: Buffer, filled: number, place: number) => Promise<number>;

/** Reads ahead of whoever takes the chunks: while one is worked on, the next one comes. */
async function* chunksOf(readSome: ReadAt): AsyncGenerator<Buffer> {
  const readChunk = async (place: number) => {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    return buffer.subarray(0, await readSome(buffer, 0, place));
  };
  let next = readChunk(0);
  for (let place = 0; ; ) {
    const chunk = await next;
    if (chunk.length === 0) return;
    place += chunk.length;
    next = readChunk(place);
    next.catch(() => {}); // whoever takes no further chunk need not know
    yield chunk;
  }
}

function reading(file: string, descriptor: number, readAt: ReadAt): Omit<OpenBytes, 'close'> {
  const readSome: ReadAt = (buffer, filled, place) =>
    readAt(buffer, filled, place).catch((cause: unknown) => {
      throw fileProblem(file, cause);
    });
  return {
    chunks: () => chunksOf(readSome),
    async read(start, end) {
      const buffer = Buffer.allocUnsafe(end - start);
      for (let filled = 0; filled < buffer.length; ) {
        const count = await readSome(buffer, filled, start + filled);
        if (count === 0) throw fileHasChanged(file);
        filled += count;
      }
      return buffer;
    },
    fill(target, start) {
      for (let filled = 0; filled < target.length; ) {
        const count = readNow(file, descriptor, target.subarray(filled), start + filled);
        if (count === 0) throw fileHasChanged(file);
        filled += count;
      }
    },
  };
}

function readNow(file: string, descriptor: number, target: Buffer, place: number): number {
  try {
    return readSync(descriptor, target, 0, target.length, place);
  } catch (cause) {
    throw fileProblem(file, cause);
  }
}

/** Reads an open file from front to back. Each chunk has its own memory, so that it may be kept. */
export function readChunks(file: string, handle: FileHandle): AsyncGenerator<Buffer> {
  return reading(file, handle.fd, readAtOf(handle)).chunks();
}

function readAtOf(handle: FileHandle): ReadAt {
  return async (buffer, filled, place) =>
    (await handle.read(buffer, filled, buffer.length - filled, place)).bytesRead;
}

/**
 * Opens a file or a pipe. Of devices only a terminal is opened: what others give may have no end.
 *
 * @throws UserError if it is missing, a folder, a device, or may not be read
 */
export async function openFile(file: string): Promise<{ handle: FileHandle; stats: Stats }> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, 'r');
    const stats = await handle.stat();
    if (stats.isDirectory()) throw fileIsFolder(file);
    if (stats.isCharacterDevice() && !isatty(handle.fd)) throw errors.fileNotRegular(file);
    return { handle, stats };
  } catch (cause) {
    await handle?.close();
    throw cause instanceof UserError ? cause : fileProblem(file, cause);
  }
}

/** The file in the same folder whose name is nearly that of one that is missing. */
function similarFile(file: string): string | undefined {
  const folder = path.dirname(file);
  try {
    const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => !entry.isDirectory());
    const names = files.map(({ name }) => name).sort();
    const near = nearest(path.basename(file), names.slice(0, MOST_NAMES));
    return near === undefined || folder === '.' ? near : path.join(folder, near);
  } catch {
    return undefined;
  }
}

/** What the system says about a file, as a message for people. */
export function fileProblem(file: string, cause: unknown): UserError {
  if (cause instanceof UserError) return cause;
  const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
  if (code === 'ENOENT' || code === 'ENOTDIR') return errors.fileMissing(file, similarFile(file));
  if (code === 'EACCES' || code === 'EPERM') return errors.fileUnreadable(file);
  if (code === 'EISDIR') return fileIsFolder(file);
  return errors.fileFailed(file, code);
}
