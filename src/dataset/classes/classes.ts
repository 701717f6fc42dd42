/** Labels as they are written become class indexes, over all files that are read together. */
import { UserError } from '../../errors/user-error.js';
import { counted, shown } from '../../errors/wording.js';
import { partOfRow } from '../../types/dataset.js';
import type { Dataset } from '../../types.js';
import type { NamesFile } from './class-names.js';
import * as errors from './errors.js';
import { classNotTrained } from './errors.js';
import type { KnownLabel } from './labels.js';
import { foldedLabel, plainNumber } from './labels.js';

/** What the user says about the classes. */
export interface ClassOptions {
  /** Class names in class order: trimmed, different, at least two. */
  readonly classes?: readonly string[] | undefined;
  /** Forces whole numbers to be class indexes that count from here. */
  readonly classBase?: 0 | 1 | undefined;
  /** Whether labels that differ only in case or white space are one class, called as most of its rows call it. */
  readonly mergeLabels?: boolean | undefined;
}

/** The classes of a data set, and the class of each different label. */
export interface Classes {
  /** In class order; length K. */
  readonly names: readonly string[];
  /** Class index of each known label, by its number. */
  readonly ofLabel: Uint32Array;
  /** What the class indexes among the labels count from; undefined where all labels are names. */
  readonly base: 0 | 1 | undefined;
  /** What was found out, each a line for people. */
  readonly notes: readonly string[];
}

/**
 * Decides what the labels mean. With names, a label equal to one of them is that class, and else it is a
 * class index. Without, each label is a class: whole numbers ascending, else by code unit.
 *
 * @param known the different labels of all files, at least one
 * @param beside name lists that lie beside the data: the first one that fits the labels and has as many names
 *   as there are classes is taken, unless `options.classes` is there
 * @param ownNames names that the data hold themselves, for labels that are indexes from 0
 * @throws UserError if the labels do not fit the names, or if there is one class only
 */
export function resolveClasses(
  known: readonly KnownLabel[],
  options: ClassOptions,
  beside: readonly NamesFile[],
  ownNames: readonly string[] | null = null,
): Classes {
  const alike = labelsAlike(known);
  const merged =
    options.mergeLabels === true ? mergeLabels(known, alike, ownNames ?? options.classes ?? []) : known;
  const named =
    ownNames === null || options.classes !== undefined
      ? nameClasses(merged, options, beside)
      : nameByData(merged, ownNames);
  const resolved = {
    ...named,
    notes: [
      ...named.notes,
      ...describeForms(known),
      ...alike.map((group) => describeAlike(group, options.mergeLabels === true)),
    ],
  };
  const occurring = new Set(resolved.ofLabel);
  if (occurring.size < 2) throw errors.onlyOneClass(known[0]!.file, known[0]!.name);
  return resolved;
}

/** Names that the data tell themselves, for labels that are their indexes from 0 or the names. */
function nameByData(known: readonly KnownLabel[], names: readonly string[]): Classes {
  const match = matchNames(
    known,
    names,
    known.every(({ name }) => WHOLE_NUMBER.test(plainNumber(name))) ? 0 : undefined,
  );
  if (match instanceof UserError) throw match;
  return { names, ...describeMatch(match, "Hugging Face's features", undefined) };
}

function nameClasses(
  known: readonly KnownLabel[],
  options: ClassOptions,
  beside: readonly NamesFile[],
): Classes {
  const { classes, classBase } = options;
  if (classes !== undefined) {
    const match = matchNames(known, classes, classBase);
    if (match instanceof UserError) throw match;
    return { names: classes, ...describeMatch(match, '--classes', classBase) };
  }
  return nameByFile(known, classBase, beside);
}

function nameByFile(
  known: readonly KnownLabel[],
  classBase: 0 | 1 | undefined,
  beside: readonly NamesFile[],
): Classes {
  const passedOver: string[] = [];
  let problem: UserError | undefined;
  for (const { name, names } of beside) {
    const match = matchNames(known, names, classBase);
    if (match instanceof UserError) {
      problem ??= match;
      passedOver.push(`${name} is not used: its names do not fit the labels`);
      continue;
    }
    const occurring = new Set(match.ofLabel).size;
    if (occurring === names.length) {
      const described = describeMatch(match, name, classBase);
      return { names, ...described, notes: [...passedOver, ...described.notes] };
    }
    passedOver.push(`${name} is not used: it has ${names.length} names, the data have ${occurring} classes`);
  }
  if (classBase !== undefined) throw problem ?? errors.classBaseWithoutNames();
  return { ...classesOfTheirOwn(known), base: undefined, notes: passedOver };
}

/** How labels fit a list of names. */
export interface Match {
  readonly ofLabel: Uint32Array;
  /** What the indexes among the labels count from; undefined where all labels are names. */
  readonly base: 0 | 1 | undefined;
  /** Whether some labels are names. */
  readonly someAreNames: boolean;
}

const WHOLE_NUMBER = /^\d+$/;

/** How labels fit a list of names, or why they do not. */
export function matchNames(
  known: readonly KnownLabel[],
  names: readonly string[],
  forcedBase: 0 | 1 | undefined,
): Match | UserError {
  const byName = new Map(names.map((name, index) => [plainNumber(name), index]));
  const isWhole = (name: string) => WHOLE_NUMBER.test(plainNumber(name));
  const isIndex = (name: string) =>
    !byName.has(plainNumber(name)) || (forcedBase !== undefined && isWhole(name));
  const indexes = known.filter(({ name }) => isIndex(name));
  const stranger = indexes.find(({ name }) => !isWhole(name));
  if (stranger !== undefined) return errors.classUnknown(stranger, names);
  const numericName = known.find(({ name }) => !isIndex(name) && isWhole(name));
  if (indexes.length > 0 && numericName !== undefined) {
    return errors.classesMixed(indexes[0]!, numericName.name);
  }
  const base = forcedBase ?? (indexes.some(({ name }) => Number(name) === 0) ? 0 : 1);
  const outside = indexes.find(({ name }) => Number(name) < base || Number(name) >= base + names.length);
  if (outside !== undefined) return errors.classIndexOutside(outside, base, names.length);
  if (forcedBase !== undefined && indexes.length === 0) return errors.classBaseWithoutIndexes();
  return {
    ofLabel: Uint32Array.from(known, ({ name }) =>
      isIndex(name) ? Number(name) - base : byName.get(plainNumber(name))!,
    ),
    base: indexes.length > 0 ? base : undefined,
    someAreNames: indexes.length < known.length,
  };
}

/** Says what labels were taken for. */
export function describeMatch(
  { ofLabel, base, someAreNames }: Match,
  origin: string,
  forced?: 0 | 1 | undefined,
): Pick<Classes, 'ofLabel' | 'base' | 'notes'> {
  if (base === undefined)
    return { ofLabel, base, notes: [`labels are class names, in the order of ${origin}`] };
  const what = someAreNames ? 'class names and class indexes' : 'class indexes';
  const from = forced === undefined ? `from ${base}` : `from ${base} (--class-base)`;
  return { ofLabel, base, notes: [`labels are ${what} ${from}, named by ${origin}`] };
}

/** Names in the order of classes that nothing else is said of: numbers by their value, all else by its letters. */
export function inClassOrder(names: readonly string[]): string[] {
  const allNumbers = names.every((name) => /^[+-]?\d+(\.\d+)?$/.test(name));
  return [...names].sort((a, b) => (allNumbers && Number(a) - Number(b)) || (a < b ? -1 : 1));
}

/** Each label is a class: whole numbers ascending, else by code unit. */
export function classesOfTheirOwn(known: readonly KnownLabel[]): { names: string[]; ofLabel: Uint32Array } {
  const different = [...new Set(inClassOrder(known.map(({ name }) => name)))];
  const index = new Map(different.map((name, at) => [name, at]));
  return { names: different, ofLabel: Uint32Array.from(known, ({ name }) => index.get(name)!) };
}

/** Says which labels were taken for the same number; none where no number is written in two ways. */
export function describeForms(known: readonly KnownLabel[]): string[] {
  const groups = known.flatMap(({ forms }) => (forms === undefined ? [] : [forms.map(shown).join(' and ')]));
  if (groups.length === 0) return [];
  const more = groups.length > FORMS_SHOWN ? ', …' : '';
  return [`labels that are the same number are one class: ${groups.slice(0, FORMS_SHOWN).join(', ')}${more}`];
}

const FORMS_SHOWN = 5;

/** Labels that differ only in case or white space, which are pointed out, or merged where that is asked for. */

/** Groups of labels that differ only in case or white space, each the most frequent first. */
export function labelsAlike(known: readonly KnownLabel[]): KnownLabel[][] {
  const groups = new Map<string, KnownLabel[]>();
  for (const label of known) {
    const key = foldedLabel(label.name);
    groups.set(key, [...(groups.get(key) ?? []), label]);
  }
  return [...groups.values()]
    .filter(({ length }) => length > 1)
    .map((group) => group.sort((a, b) => b.rows - a.rows || known.indexOf(a) - known.indexOf(b)));
}

/** Gives labels that are alike the name of a class, or else of the most frequent one. */
export function mergeLabels(
  known: readonly KnownLabel[],
  alike: readonly KnownLabel[][],
  names: readonly string[],
): KnownLabel[] {
  const nameOf = new Map<string, string>();
  for (const [most] of alike) nameOf.set(foldedLabel(most!.name), most!.name);
  for (const name of names) nameOf.set(foldedLabel(name), name);
  return known.map((label) => ({ ...label, name: nameOf.get(foldedLabel(label.name)) ?? label.name }));
}

/** What such a group is, in a line for people. */
export function describeAlike(group: readonly KnownLabel[], merged: boolean): string {
  const all = group.map(({ name, rows }) => `"${name}" (${counted(rows, 'row')})`).join(' and ');
  return merged
    ? `merged into one class: ${all}`
    : `labels differ only in case or white space: ${all}; --merge-labels makes them one class`;
}

/**
 * Makes sure that a model fitted on one data set knows every class of another.
 *
 * @param training the data set that the model is fitted on
 * @param data the data set that it is to judge, read together with `training`
 * @throws UserError naming the first class of `data` that `training` has no row of
 */
export function requireTrainedClasses(training: Dataset, data: Dataset): void {
  const trained = new Set(training.labels);
  const row = data.labels.findIndex((label) => !trained.has(label));
  if (row === -1) return;
  const name = data.classes[data.labels[row]!]!;
  throw classNotTrained(partOfRow(data.parts, row).file, data.lines[row]!, name, training.source);
}
