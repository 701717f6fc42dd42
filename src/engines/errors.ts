/** Messages about wrong input and usage of engines. */
import { UserError } from '../errors/user-error.js';

export const tableNameBroken = (option: string, value: string) =>
  new UserError(
    `${option} "${value}" is no name of a table`,
    'Give one to four names with dots between; a name that has a dot in it is written in double quotes.',
  );

export const engineNotInstalled = (engine: string, packageName: string, why: string) =>
  new UserError(
    `--engine ${engine} needs the package ${packageName}, which cannot be loaded (${why})`,
    `Install it beside find-label-errors: npm install ${packageName}`,
  );

export const engineFailed = (engine: string, statement: string, message: string, fix: string) =>
  new UserError(`${engine} failed in the statement "${statement}": ${message}`, fix);

export const tooManyLabels = (file: string, most: number) =>
  new UserError(
    `${file}: the label column has more than ${most} different values`,
    'Check which column is the label, with --label.',
  );

export const engineCannotRead = (file: string, engine: string, what: string) =>
  new UserError(
    `${file}: ${engine} is not asked to read ${what}`,
    'Give CSV in UTF-8, Parquet or a table, or run without --engine.',
  );

export const engineTableClosed = (name: string) =>
  new UserError(
    `${name}: there is no database to take it from`,
    'Name the DuckDB file with --database <file>.',
  );

export const engineIdMissing = (source: string) =>
  new UserError(
    `${source}: rows there have no order of their own, so that each needs a name`,
    'Say with --id which column names them.',
  );

export const engineIdsNotUnique = (source: string, column: string, example: string) =>
  new UserError(
    `${source}: the column ${column} does not name the rows: ${example}`,
    'Choose a column whose values are unique and never missing, with --id.',
  );

export const engineClientMissing = (command: string, why: string) =>
  new UserError(
    `the client of Spark cannot be started: ${command} (${why})`,
    'Install it, or say with --engine-command how to start it.',
  );

export const engineGone = (engine: string, statement: string, why: string) =>
  new UserError(
    `${engine} was lost in the statement "${statement}": ${why}`,
    'Nothing was reported. Run it again when it can be reached.',
  );

export const tablesLeft = (tables: readonly string[]) =>
  new UserError(
    `spark cannot be reached to drop what was made: ${tables.join(', ')}`,
    'Drop these tables yourself.',
  );

export const engineFolderFailed = (folder: string, reason: string) =>
  new UserError(
    `duckdb cannot keep temporary files in ${folder}: ${reason}`,
    'Name another folder in the environment variable TMPDIR.',
  );

export const globEmpty = (pattern: string) =>
  new UserError(`${pattern}: no file has such a name`, 'Check the pattern, and the folder that you are in.');

export const inputEmpty = (source: string) =>
  new UserError(`${source}: it has no rows`, 'Check that it is the right one.');

/** @param names of the existing tables */
export const tableMissing = (name: string, names: readonly string[]) =>
  new UserError(
    `${name}: the database has no such table or view`,
    names.length === 0 ? 'It has none at all.' : `It has ${names.join(', ')}.`,
  );
