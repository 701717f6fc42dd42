/** Lists of class names: given with `--classes`, or in a file beside the data. */

import { stat } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../errors/user-error.js';
import { decodeText, readWholeFile } from '../bytes/bytes.js';
import { fileProblem } from '../bytes/stored-bytes.js';
import { fileIsFolder } from '../errors.js';
import * as errors from './errors.js';

/**
 * Reads the value of `--classes`: a list of names, or a text that is a file with one name a line where there is such
 * a file, else names separated by commas.
 *
 * @returns at least two different names, trimmed
 * @throws UserError if the file can't be read, or if a name is blank or is there twice
 */
export async function readClassNames(value: string | readonly string[]): Promise<string[]> {
  if (typeof value !== 'string') return namesOfList(value);
  const stats = await stat(value).catch(() => undefined);
  if (stats?.isDirectory()) throw fileIsFolder(value);
  if (stats !== undefined) return readNamesFile(value);
  return namesOfList(value.split(','));
}

function namesOfList(list: readonly string[]): string[] {
  if (list.length < 2) throw errors.classesNeither(list.join());
  const names = list.map((name) => name.trim());
  const blank = names.indexOf('');
  if (blank !== -1) throw errors.classesBlankName(blank + 1);
  return checked(names, (name) => errors.classNamedTwice(name));
}

async function readNamesFile(file: string): Promise<string[]> {
  const bytes = await readWholeFile(file).catch((cause: unknown) => {
    throw fileProblem(file, cause);
  });
  // Blank lines at the end are no names; a blank one between names would shift the class indexes.
  const names = decodeText(file, bytes)
    .trimEnd()
    .split(/\r\n|\n|\r/)
    .map((name) => name.trim());
  const blank = names.indexOf('');
  if (names.length < 2) throw errors.classFileTooShort(file);
  if (blank !== -1) throw errors.classFileBlankLine(file, blank + 1);
  return checked(names, (name, at) => errors.classNamedTwice(name, `${file}:${at + 1}`));
}

function checked(names: string[], twice: (name: string, at: number) => UserError): string[] {
  const at = firstTwice(names);
  if (at !== -1) throw twice(names[at]!, at);
  return names;
}

/** Where the first name is that is there before it, too; -1 where all differ. */
export function firstTwice(names: readonly string[]): number {
  const seen = new Set<string>();
  return names.findIndex((name) => seen.size === seen.add(name).size);
}

/** A file of class names that lies beside the data, as ag_news is shipped. */
export interface NamesFile {
  /** Its name without the folder. */
  readonly name: string;
  readonly names: readonly string[];
}

/** What lies beside the data. */
export interface NamesBeside {
  readonly lists: readonly NamesFile[];
  /** Why others are no lists of names, each a line for people: they were not asked for, so that it is no error. */
  readonly notes: readonly string[];
}

export const NO_NAMES_BESIDE: NamesBeside = { lists: [], notes: [] };

/** Looks for `<name>_classes.txt` and `classes.txt` beside each data file, in this order. */
export async function findNamesFiles(dataFiles: readonly string[]): Promise<NamesBeside> {
  const candidates = dataFiles.flatMap((file) => {
    const { dir, name } = path.parse(file.replace(/\.(gz|zst)$/i, ''));
    return [path.join(dir, `${name}_classes.txt`), path.join(dir, 'classes.txt')];
  });
  const lists: NamesFile[] = [];
  const notes: string[] = [];
  for (const file of new Set(candidates)) {
    const stats = await stat(file).catch(() => undefined);
    if (stats?.isFile() !== true) continue; // a pipe of that name might never end
    try {
      lists.push({ name: path.basename(file), names: await readNamesFile(file) });
    } catch (problem) {
      if (!(problem instanceof UserError)) throw problem;
      notes.push(`${problem.message}; it is not used`);
    }
  }
  return { lists, notes };
}
