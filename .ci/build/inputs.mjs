/** What the build is made of. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const FILES = ['README.md', 'package.json', 'package-lock.json', 'tsconfig.json'];
/** A page of the manual is beside the measurements. */
const FOLDERS = ['.ci/build', 'src', 'test/bench'];

/** Digest of the names and contents of all that dist is made of; the lock file speaks for node_modules. */
export function digestOfInputs() {
  const hash = createHash('sha256');
  const inFolders = FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name)),
  );
  for (const file of [...FILES, ...inFolders].sort()) {
    const content = readFileSync(file);
    hash.update(`\n${file} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}
