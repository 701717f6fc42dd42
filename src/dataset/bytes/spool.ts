/** Keeps bytes that come only once, so that they can be read from any place and again. */

import { randomUUID } from 'node:crypto';
import { closeSync, constants, openSync, unlinkSync, write as writeCallback } from 'node:fs';
import { platform, tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import * as errors from './errors.js';
import { Spool } from './stored-bytes.js';

const write = promisify(writeCallback);
const ONLY_ME = 0o600;

/**
 * Writes bytes to a private temporary file. It loses its name before anything is written to it, so that
 * no other process can open it, and nothing of it stays however the process ends.
 *
 * @param file what to call the bytes in messages
 * @throws UserError if there is no room for them, and whatever `source` throws
 */
export async function spool(file: string, source: AsyncIterable<Uint8Array>): Promise<Spool> {
  const descriptor = openUnnamed((cause) => fail(file, cause));
  let size = 0;
  try {
    for await (const chunk of source) {
      await writeAll(descriptor, chunk, size).catch((cause: unknown) => fail(file, cause));
      size += chunk.length;
    }
  } catch (cause) {
    closeSync(descriptor);
    throw cause;
  }
  return new Spool(file, descriptor, size);
}

async function writeAll(descriptor: number, chunk: Uint8Array, place: number): Promise<void> {
  for (let written = 0; written < chunk.length; ) {
    const { bytesWritten } = await write(descriptor, chunk, written, chunk.length - written, place + written);
    written += bytesWritten;
  }
}

/** Linux makes files that never have a name, so that no kill can leave one behind; Node has no constant for it. */
const WITHOUT_NAME = 0o20000000 | constants.O_DIRECTORY | constants.O_RDWR;

/**
 * Opens a private temporary file for reading and writing; it has no name, and is gone when it is closed.
 *
 * @param fail throws what is to be said where it cannot be opened
 */
export function openUnnamed(fail: (cause: unknown) => never): number {
  if (platform() === 'linux') {
    try {
      return openSync(tmpdir(), WITHOUT_NAME, ONLY_ME);
    } catch {
      // Not every file system can.
    }
  }
  const name = path.join(tmpdir(), `find-label-errors-${randomUUID()}`);
  try {
    const descriptor = openSync(name, 'wx+', ONLY_ME);
    unlinkSync(name);
    return descriptor;
  } catch (cause) {
    return fail(cause);
  }
}

function fail(file: string, cause: unknown): never {
  const { code } = cause as NodeJS.ErrnoException;
  throw errors.spoolFailed(file, tmpdir(), code === 'ENOSPC' ? 'the disk is full' : (code ?? String(cause)));
}
