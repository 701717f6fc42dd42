/** Files that replace others: their temporary names, and whether they may. */
import { randomUUID } from 'node:crypto';
import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import { outputIsReadOnly } from './errors.js';

/** Names may have 255 bytes; the rest is for what is added. */
const MOST_NAME_BYTES = 200;

/** A name in the same folder that no other process uses: in each container processes have the same numbers. */
export function nameBeside(target: string): string {
  const name = Buffer.from(path.basename(target)).subarray(0, MOST_NAME_BYTES).toString();
  return path.join(path.dirname(target), `.${name}.${randomUUID()}.tmp`);
}

/**
 * Makes sure that a file may be replaced: the system asks for no permission to write to it, only to its folder.
 *
 * @throws UserError if it is read-only; a file that does not exist may be created
 */
export async function requireWritable(file: string): Promise<void> {
  const stats = await stat(file).catch(() => undefined);
  if (stats === undefined) return;
  const mayWrite = await access(file, constants.W_OK).then(
    () => true,
    () => false,
  );
  // The system lets root write to any file.
  const isReadOnly = (stats.mode & 0o222) === 0;
  if (!mayWrite || isReadOnly) throw outputIsReadOnly(file);
}
