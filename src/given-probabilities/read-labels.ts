/** Labels in a file of their own, without texts. */
import { findNamesFiles, NO_NAMES_BESIDE } from '../dataset/classes/class-names.js';
import type { Classes } from '../dataset/classes/classes.js';
import { classesOfColumns, type ProbabilityColumns } from '../dataset/classes/classes-of-columns.js';
import { writtenLabels } from '../dataset/classes/written-labels.js';
import type { DataOptions } from '../dataset/read-dataset.js';
import type { Dataset, Layout, RowCells, RowText } from '../types.js';
import { npyLabelBlank, npyLabelOutside, tableEmpty } from './errors.js';
import { type NpyLabels, readNpyLabels } from './npy-labels.js';

/** An array has no texts, and no cells into which corrections could be written. */
const LAYOUT: Layout = {
  format: 'npy',
  compression: null,
  encoding: 'utf-8',
  delimiter: null,
  quotes: false,
  header: false,
  text: [],
  label: { number: 0, name: null, path: null },
  id: null,
  columns: [],
};

/** About columns of a CSV file and about classes. */
type LabelOptions = DataOptions & { readonly columns: ProbabilityColumns };

/**
 * Reads labels from .npy (class indexes from 0, or names) or else from CSV. An array is begun at once, and read while
 * its caller waits for the probabilities.
 *
 * @returns what makes a data set of them, once the columns are known; it throws UserError if the labels can't be
 *   read, or do not fit the columns
 */
export function readLabels(file: string): (options: LabelOptions) => Promise<Dataset> {
  if (!/\.(npy|npz)$/i.test(file)) {
    return async (options) => {
      // Loaded only where there are columns to read: that takes as long as a small array.
      const { readDataset } = await import('../dataset/read-dataset.js');
      return readDataset(file, { ...options, textOptional: true }, () => {});
    };
  }
  const array = readNpyLabels(file);
  array.catch(() => {}); // whoever asks for the data set gets the error
  return async (options) => labelledRows(file, await array, options);
}

async function labelledRows(file: string, array: NpyLabels, options: LabelOptions): Promise<Dataset> {
  const { different, numbers } = array;
  if (numbers.length === 0) throw tableEmpty(file);
  const classes = await classesOf(file, array, options);
  const labels = new Uint32Array(numbers.length);
  const indexes = new Uint32Array(numbers.length);
  for (let row = 0; row < numbers.length; row++) {
    labels[row] = classes.ofLabel[numbers[row]!]!;
    indexes[row] = row;
  }
  return {
    source: file,
    parts: [{ file, firstRow: 0, layout: LAYOUT }],
    labels,
    classes: classes.names,
    indexes,
    lines: new Uint32Array(numbers.length),
    places: new Float64Array(numbers.length),
    leftOut: [],
    notes: classes.notes.map((text) => ({ file, text })),
    withoutTexts: true,
    readTexts: (wanted) => textless(array, wanted),
    readCells: columnless,
    ...writtenLabels(classes, different),
    labelCells: null,
    plainBytes: null,
  };
}

async function classesOf(
  file: string,
  { kind, different }: NpyLabels,
  options: LabelOptions,
): Promise<Classes> {
  const classBase = kind === 'indexes' ? (options.classBase ?? 0) : options.classBase;
  const { count } = options.columns;
  for (const { name, line } of different.known) {
    if (name === '') throw npyLabelBlank(file, line - 1);
    const isOutside = Number(name) < classBase! || Number(name) >= classBase! + count;
    if (kind === 'indexes' && isOutside) throw npyLabelOutside(file, line - 1, name, classBase!, count);
  }
  const beside = options.classes === undefined ? await findNamesFiles([file]) : NO_NAMES_BESIDE;
  const classes = classesOfColumns(different.known, options.columns, { ...options, classBase }, beside.lists);
  return { ...classes, notes: [...beside.notes, ...classes.notes] };
}

async function* columnless(wanted: Iterable<number>): AsyncGenerator<RowCells> {
  for (const _ of wanted) yield { cells: [] };
}

async function* textless(
  { different, numbers }: NpyLabels,
  wanted: Iterable<number>,
): AsyncGenerator<RowText> {
  for (const row of wanted) yield { label: different.known[numbers[row]!]!.name, text: '', id: null };
}
