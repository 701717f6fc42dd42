/** Labels in a file of their own, without texts. */
import { findNamesFiles } from '../dataset/class-names.js';
import { type Classes, LabelNumbers } from '../dataset/classes.js';
import { classesOfColumns, type ProbabilityColumns } from '../dataset/classes-of-columns.js';
import { type DataOptions, readDataset } from '../dataset/read-dataset.js';
import { writtenLabels } from '../dataset/written-labels.js';
import { npyLabelBlank, npyLabelOutside, tableEmpty } from '../errors.js';
import type { Dataset, LabelCells, RowText } from '../types.js';
import { type NpyLabels, readNpyLabels } from './npy.js';

/** Corrections are written into data files only: nobody may ask where in an array of numbers a label is spelt. */
const NO_TEXT_FILE: LabelCells = {
  find: () => {
    throw new TypeError('an array has no cells of text');
  },
  write: () => {
    throw new TypeError('an array has no cells of text');
  },
};

/**
 * Reads labels from .npy (class indexes from 0, or names) or else from CSV.
 *
 * @param options about columns of a CSV file and about classes
 * @throws UserError if they can't be read, or do not fit the columns
 */
export async function readLabels(
  file: string,
  options: DataOptions & { readonly columns: ProbabilityColumns },
): Promise<Dataset> {
  if (!/\.(npy|npz)$/i.test(file)) return readDataset(file, { ...options, textOptional: true }, () => {});
  const array = await readNpyLabels(file);
  if (array.labels.length === 0) throw tableEmpty(file);
  const classes = await classesOf(file, array, options);
  const { labels } = array;
  const rows = Uint32Array.from(labels, (_, row) => row);
  return {
    source: file,
    labels: rows.map((row) => classes.ofLabel[classes.numbers.get(labels[row]!)!]!),
    classes: classes.names,
    indexes: rows,
    lines: new Uint32Array(labels.length),
    places: new Float64Array(labels.length),
    leftOut: [],
    notes: classes.notes,
    withoutTexts: true,
    readTexts: (wanted) => textless(labels, wanted),
    ...writtenLabels(classes, classes.numbers),
    labelCells: NO_TEXT_FILE,
  };
}

async function classesOf(
  file: string,
  { kind, labels }: NpyLabels,
  options: DataOptions & { readonly columns: ProbabilityColumns },
): Promise<Classes & { readonly numbers: LabelNumbers }> {
  const numbers = new LabelNumbers();
  const classBase = kind === 'indexes' ? (options.classBase ?? 0) : options.classBase;
  const { count } = options.columns;
  labels.forEach((label, row) => {
    if (label === '') throw npyLabelBlank(file, row);
    const isOutside = Number(label) < classBase! || Number(label) >= classBase! + count;
    if (kind === 'indexes' && isOutside) throw npyLabelOutside(file, row, label, classBase!, count);
    numbers.add(label, file, row + 1);
  });
  const beside = options.classes === undefined ? await findNamesFiles([file]) : [];
  const classes = classesOfColumns(numbers.known, options.columns, { ...options, classBase }, beside);
  return { ...classes, numbers };
}

async function* textless(labels: readonly string[], wanted: Iterable<number>): AsyncGenerator<RowText> {
  for (const row of wanted) yield { label: labels[row]!, text: '' };
}
