/** Copies of files before they are written over. */
import type { Stats } from 'node:fs';
import { constants, copyFile, open, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { keepOwnership, syncFolder } from './durable-files.js';

/**
 * The name of a backup. It begins with a dot, since what loads a folder of data takes every file that begins like
 * them, such as `train-00000.parquet.bak`.
 *
 * @param number from 1
 */
function backupName(file: string, number: number): string {
  return path.join(path.dirname(file), `.${path.basename(file)}.bak${number === 1 ? '' : number}`);
}

/**
 * Copies a file to the first free name: an older backup is never written over.
 *
 * @param failed makes the error to throw where the copy cannot be written
 * @returns the name of the copy, which is on the disk
 * @example
 * await keepBackup('news/data.csv', outputFailed) // 'news/.data.csv.bak'
 */
export async function keepBackup(
  file: string,
  failed: (backup: string, cause: NodeJS.ErrnoException) => Error,
): Promise<string> {
  for (let number = 1; ; number++) {
    const backup = backupName(file, number);
    try {
      await copyFile(file, backup, constants.COPYFILE_EXCL);
      await makeLasting(backup, await stat(file));
      return backup;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'EEXIST') continue;
      await rm(backup, { force: true });
      throw failed(backup, cause as NodeJS.ErrnoException);
    }
  }
}

/** Gives a copy the owner of its original, and waits until it is on the disk. */
async function makeLasting(backup: string, original: Stats): Promise<void> {
  const handle = await open(backup, 'r');
  try {
    await keepOwnership(handle, original);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await syncFolder(backup);
}

/** The latest backup of a file; undefined where there is none. */
export async function latestBackup(file: string): Promise<string | undefined> {
  let latest: string | undefined;
  for (let number = 1; ; number++) {
    const backup = backupName(file, number);
    if ((await stat(backup).catch(() => undefined)) === undefined) return latest;
    latest = backup;
  }
}
