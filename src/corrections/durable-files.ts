import type { Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';

/** Waits until the name of a file is on the disk: a file that is new or renamed is only safe once its folder is. */
export async function syncFolder(file: string): Promise<void> {
  const folder = await open(path.dirname(file), 'r').catch(() => undefined);
  await folder?.sync().catch(() => {}); // not every system can
  await folder?.close();
}

const UNCHANGED = -1;

/** Gives a file the permissions of another file, and its owner and group as far as this user is allowed to. */
export async function keepOwnership(handle: FileHandle, { uid, gid, mode }: Stats): Promise<void> {
  await handle.chown(uid, gid).catch(() => handle.chown(UNCHANGED, gid).catch(() => {}));
  await handle.chmod(mode & 0o7777).catch(() => {}); // after the owner, whose change removes special bits
}
