/** Small files that are read as a whole: lists, baselines, decisions, cards. Data files go through input.ts. */
import { readFile, realpath, stat } from 'node:fs/promises';
import * as errors from './errors.js';

/** Where the system keeps the pipes that shells make for `<(command)`. */
const PIPES_OF_SHELLS = /^\/(dev|proc)\//;

/**
 * Reads a file. A device may give bytes without an end, and a pipe in a folder may wait for a writer for ever: neither
 * is read. Only the pipe that a shell makes for `<(command)` is, since it has a writer.
 *
 * @throws UserError if it is no regular file; else what the system says, such as ENOENT
 */
export async function readWholeFile(file: string): Promise<Buffer> {
  const stats = await stat(file);
  const isOfShell = stats.isFIFO() && PIPES_OF_SHELLS.test(await realpath(file).catch(() => file));
  if (!stats.isFile() && !stats.isDirectory() && !isOfShell) throw errors.fileNotRegular(file);
  return readFile(file);
}
