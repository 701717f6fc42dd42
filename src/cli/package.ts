/** The package that the program is part of. */
import { readFileSync } from 'node:fs';

/** The package's folder: the same distance above this file's compiled form as above the bundled program. */
export const PACKAGE = new URL('../../', import.meta.url);

/** The version of this program. */
export function packageVersion(): string {
  const file = new URL('package.json', PACKAGE);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
