/** Where the package is: as far above this file's compiled form as above the bundled program that runs. */
export const PACKAGE = new URL('../../', import.meta.url);
