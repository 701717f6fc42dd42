/** The types of the library. */
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Copies a declaration file and those that it imports, directly or through others; tsc writes one for every source
 * file, most of which are of the command line.
 *
 * @param from folder that tsc wrote
 * @param to folder for the same names
 * @param entry name of the file to begin with
 */
export function copyDeclarations(from, to, entry) {
  const names = new Set([entry]);
  // A set gives what is added to it while it is walked, too.
  for (const name of names) {
    const text = readFileSync(path.join(from, name), 'utf8');
    for (const [, imported] of text.matchAll(/(?:\bfrom|\bimport\()\s*'(\.[^']+)\.js'/g)) {
      names.add(path.join(path.dirname(name), `${imported}.d.ts`));
    }
    mkdirSync(path.dirname(path.join(to, name)), { recursive: true });
    copyFileSync(path.join(from, name), path.join(to, name));
  }
}
