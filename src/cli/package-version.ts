import { readFileSync } from 'node:fs';
import { PACKAGE } from './package-folder.js';

/** The version of this program. */
export function packageVersion(): string {
  const file = new URL('package.json', PACKAGE);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
