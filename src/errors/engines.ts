/** Messages about the computation in an existing engine: scripts, and the engines that run them for us. */
import { UserError } from './user-error.js';
import { either } from './wording.js';

export const notInSql = (option: string, why: string, fix: string) =>
  new UserError(`${option} cannot be done in SQL: ${why}`, fix);

export const sqlOptionMissing = (option: string, what: string) =>
  new UserError(`${option} is missing: ${what}`, 'See find-label-errors sql --help.');

export const notPlainName = (option: string, value: string) =>
  new UserError(
    `${option} "${value}" is no plain name`,
    'Give letters, digits and underscores, a letter first, such as fle_.',
  );

export const tableNameBroken = (option: string, value: string) =>
  new UserError(
    `${option} "${value}" is no name of a table`,
    'Give one to four names with dots between; a name that has a dot in it stands in double quotes.',
  );

export const sqlNeedsNames = () =>
  new UserError(
    '--classes is missing: a script cannot look at the data to find the classes',
    'Name them as the label column has them, such as --classes World,Sports, or give a file with one a line.',
  );

export const methodNotInSql = (method: string, methods: readonly string[]) =>
  new UserError(
    `the method ${method} cannot be a script`,
    method === 'noise-aware'
      ? `It goes over the data until nothing gets better, and a script has no loop. Run it with --engine, or choose --method ${either(methods)}.`
      : `Choose --method ${either(methods)}, or run it without an engine.`,
  );
