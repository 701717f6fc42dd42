/** What the program knows about the package that it is part of. */
import { readFileSync } from 'node:fs';

/** Where the package is: as far above this file's compiled form as above the bundled program that runs. */
export const PACKAGE = new URL('../../', import.meta.url);

/** The version of this program. */
export function packageVersion(): string {
  const file = new URL('package.json', PACKAGE);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
