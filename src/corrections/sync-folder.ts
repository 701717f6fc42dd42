import { open } from 'node:fs/promises';
import path from 'node:path';

/** Waits until the name of a file is on the disk: a file that is new or renamed is only safe once its folder is. */
export async function syncFolder(file: string): Promise<void> {
  const folder = await open(path.dirname(file), 'r').catch(() => undefined);
  await folder?.sync().catch(() => {}); // not every system can
  await folder?.close();
}
