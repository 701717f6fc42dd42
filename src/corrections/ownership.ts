import type { Stats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';

const UNCHANGED = -1;

/** Gives a file the permissions of another file, and its owner and group as far as this user is allowed to. */
export async function keepOwnership(handle: FileHandle, { uid, gid, mode }: Stats): Promise<void> {
  await handle.chown(uid, gid).catch(() => handle.chown(UNCHANGED, gid).catch(() => {}));
  await handle.chmod(mode & 0o7777).catch(() => {}); // after the owner, whose change removes special bits
}
