/** Labels in a file of their own, without texts. */
import { findNamesFiles } from '../dataset/class-names.js';
import { type Classes, LabelNumbers } from '../dataset/classes.js';
import { classesOfColumns, type ProbabilityColumns } from '../dataset/classes-of-columns.js';
import { type DataOptions, readDataset } from '../dataset/read-dataset.js';
import { writtenLabels } from '../dataset/written-labels.js';
import { npyLabelBlank, npyLabelOutside, tableEmpty } from '../errors.js';
import type { Dataset, Layout, RowText } from '../types.js';
import { type NpyLabels, readNpyLabels } from './npy.js';

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
    parts: [{ file, firstRow: 0, layout: LAYOUT }],
    labels: rows.map((row) => classes.ofLabel[classes.numbers.get(labels[row]!)!]!),
    classes: classes.names,
    indexes: rows,
    lines: new Uint32Array(labels.length),
    places: new Float64Array(labels.length),
    leftOut: [],
    notes: classes.notes.map((text) => ({ file, text })),
    withoutTexts: true,
    readTexts: (wanted) => textless(labels, wanted),
    ...writtenLabels(classes, classes.numbers),
    labelCells: null,
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
  for (const row of wanted) yield { label: labels[row]!, text: '', id: null };
}
