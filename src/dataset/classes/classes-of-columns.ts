/** The classes of labels that come with a file of probabilities, which has a column for each class. */

import { UserError } from '../../errors/user-error.js';
import type { NamesFile } from './class-names.js';
import {
  type Classes,
  type ClassOptions,
  classesOfTheirOwn,
  describeForms,
  describeMatch,
  inClassOrder,
  type Match,
  matchNames,
} from './classes.js';
import * as errors from './errors.js';
import { type KnownLabel, plainNumber } from './labels.js';

/** The columns of a file of probabilities. */
export interface ProbabilityColumns {
  readonly file: string;
  readonly count: number;
  /** Null where the format has no names. */
  readonly names: readonly string[] | null;
  /** Whether there are other files of the same columns whose columns have no names. */
  readonly besideNameless: boolean;
}

const WHOLE_NUMBER = /^\d+$/;

/**
 * Decides what the labels mean, so that there are as many classes as columns. In this order: the names of
 * `--classes`; a list of names beside the data that fits labels and columns; the names of the columns, which labels
 * are or count; the different labels themselves, sorted; class indexes.
 *
 * @param known the different labels
 * @throws UserError if labels and columns do not fit together
 */
export function classesOfColumns(
  known: readonly KnownLabel[],
  columns: ProbabilityColumns,
  options: ClassOptions,
  beside: readonly NamesFile[],
): Classes {
  const found = findClasses(known, columns, options, beside);
  return { ...found, notes: [...found.notes, ...describeForms(known)] };
}

function findClasses(
  known: readonly KnownLabel[],
  columns: ProbabilityColumns,
  options: ClassOptions,
  beside: readonly NamesFile[],
): Classes {
  const { classes, classBase } = options;
  if (classes !== undefined) {
    if (classes.length !== columns.count) {
      throw errors.columnsAndClasses(columns.file, columns.count, classes);
    }
    const match = matchNames(known, classes, classBase);
    if (match instanceof UserError) throw match;
    return named(known, classes, clear(known, match, columns, options), '--classes');
  }
  for (const { name, names } of beside) {
    if (names.length !== columns.count || !agree(names, columns.names)) continue;
    const match = matchNames(known, names, classBase);
    if (!(match instanceof UserError)) {
      return named(known, names, clear(known, match, columns, options), name);
    }
  }
  return columns.names === null
    ? classesOfNumbers(known, columns, options)
    : classesOfNames(known, { ...columns, names: columns.names }, options);
}

/** Whether columns can be called by these names: all of them, or none, are equal. */
function agree(names: readonly string[], columns: readonly string[] | null): boolean {
  const known = new Set(names);
  const equal = columns?.filter((column) => known.has(column)).length ?? 0;
  return equal === 0 || equal === names.length;
}

function classesOfNames(
  known: readonly KnownLabel[],
  columns: ProbabilityColumns & { readonly names: readonly string[] },
  options: ClassOptions,
): Classes {
  const { file } = columns;
  // Columns without names are in class order, which must not depend on what other files call theirs.
  const areNames = matchNames(known, columns.names, options.classBase);
  const isCounted = !(areNames instanceof UserError) && areNames.base !== undefined;
  const names = columns.besideNameless && !isCounted ? inClassOrder(columns.names) : columns.names;
  const match = matchNames(known, names, options.classBase);
  if (!(match instanceof UserError)) {
    return named(known, names, clear(known, match, columns, options), file);
  }
  if (options.classBase !== undefined) throw match;
  const equal = new Set(names.map(plainNumber));
  const isAmong = (name: string) => equal.has(plainNumber(name));
  const [stranger, friend] = [false, true].map((is) => known.find(({ name }) => isAmong(name) === is));
  if (friend !== undefined && stranger !== undefined) throw errors.labelNotAColumn(stranger, file, names);
  return inSortedOrder(known, columns);
}

function classesOfNumbers(
  known: readonly KnownLabel[],
  columns: ProbabilityColumns,
  options: ClassOptions,
): Classes {
  const allWhole = known.every(({ name }) => WHOLE_NUMBER.test(plainNumber(name)));
  if (options.classBase === undefined && (!allWhole || known.length === columns.count)) {
    return inSortedOrder(known, columns);
  }
  const base = options.classBase ?? (known.some(({ name }) => Number(name) === 0) ? 0 : 1);
  const names = Array.from({ length: columns.count }, (_, k) => String(base + k));
  const match = matchNames(known, names, base);
  if (match instanceof UserError) throw match;
  const { ofLabel } = clear(known, match, columns, options);
  return { names, ofLabel, base, notes: [`labels are class indexes from ${base}`] };
}

function inSortedOrder(known: readonly KnownLabel[], columns: ProbabilityColumns): Classes {
  const own = classesOfTheirOwn(known);
  if (own.names.length !== columns.count) {
    throw errors.columnsAndClasses(columns.file, columns.count, own.names);
  }
  return { ...own, base: undefined, notes: [] };
}

/** Makes sure that indexes can only be meant in one way: 1 and 2 of three classes may count from 0 or from 1. */
function clear(
  known: readonly KnownLabel[],
  match: Match,
  { count }: ProbabilityColumns,
  { classBase }: ClassOptions,
): Match {
  if (match.base === 1 && classBase === undefined) {
    const largest = Math.max(
      ...known.map(({ name }) => (WHOLE_NUMBER.test(plainNumber(name)) ? Number(name) : 0)),
    );
    if (largest < count) throw errors.indexBaseUnclear(known[0]!.file, largest, count);
  }
  return match;
}

function named(
  known: readonly KnownLabel[],
  names: readonly string[],
  match: Match,
  origin: string,
): Classes {
  // Labels that are the very names of the columns need no word about it.
  const among = new Set(names);
  const areNames = known.every(({ name }) => among.has(name)) && match.base === undefined;
  const described = describeMatch(match, origin);
  return { names, ...described, notes: areNames && origin !== '--classes' ? [] : described.notes };
}
