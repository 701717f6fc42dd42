/** Reading labelled data sets: one file, or several that share their classes. */

import * as errors from '../errors.js';
import type { Dataset } from '../types.js';
import { findNamesFiles } from './class-names.js';
import { type Classes, type ClassOptions, LabelNumbers, resolveClasses } from './classes.js';
import { classesOfColumns, type ProbabilityColumns } from './classes-of-columns.js';
import type { ColumnOptions } from './columns.js';
import { delimitedLabelCells } from './label-cells.js';
import { type DatasetSource, type Rows, readRows } from './read-rows.js';
import { readTexts } from './read-texts.js';
import { writtenLabels } from './written-labels.js';

/** What the user says about the data; what is not said is found out and told in `Dataset.notes`. */
export interface DataOptions extends ColumnOptions, ClassOptions {
  /** Columns of a file of probabilities that the classes must fit; labels may then all be of one class. */
  readonly columns?: ProbabilityColumns | undefined;
}

export type { DatasetSource };

/**
 * Reads a labelled data set from a CSV file in one pass. No text is kept.
 *
 * @param onText gets the joined text of each row that is kept, in row order: n calls
 * @throws UserError if the file can't be read as a labelled data set
 * @example
 * const texts = [];
 * const dataset = await readDataset('reviews.csv', { label: 'sentiment' }, (text) => texts.push(text));
 */
export async function readDataset(
  path: string,
  options: DataOptions,
  onText: (text: string) => void,
): Promise<Dataset> {
  const [dataset] = await readDatasets([{ path, onText }], options);
  return dataset!;
}

/**
 * Reads data sets that share one list of classes, one after the other in the order given: what the labels
 * mean is decided over all of them. The notes about the classes stand in the first data set that the options
 * must fit.
 *
 * @returns a data set for each source, in their order
 * @throws UserError if one of the files can't be read as a labelled data set
 */
export async function readDatasets(
  sources: readonly DatasetSource[],
  options: DataOptions,
): Promise<Dataset[]> {
  const labels = new LabelNumbers();
  const files: Rows[] = [];
  for (const source of sources) files.push(await readRows(source, options, labels));
  // A list beside the file that the options speak of goes before one beside a training file.
  const mustFitFirst = [...sources].sort((a, b) => Number(a.mustFit === false) - Number(b.mustFit === false));
  const beside =
    options.classes === undefined ? await findNamesFiles(mustFitFirst.map(({ path }) => path)) : [];
  const classes =
    options.columns === undefined
      ? resolveClasses(labels.known, options, beside)
      : classesOfColumns(labels.known, options.columns, options, beside);
  const told = sources.findIndex(({ mustFit }) => mustFit !== false);
  return files.map((rows, at) => toDataset(rows, classes, labels, at === told ? classes.notes : []));
}

function toDataset(
  rows: Rows,
  classes: Classes,
  labels: LabelNumbers,
  classNotes: readonly string[],
): Dataset {
  const meaning = (label: string) => classes.ofLabel[labels.get(label.trim()) ?? -1];
  const classIndexes = rows.labelNumbers.map((number) => classes.ofLabel[number]!);
  return {
    source: rows.path,
    labels: classIndexes,
    classes: classes.names,
    indexes: rows.indexes,
    lines: rows.lines,
    places: rows.places,
    leftOut: rows.leftOut,
    ...(rows.roles.text.length === 0 ? { withoutTexts: true as const } : {}),
    notes: [rows.note, ...classNotes],
    readTexts: (wanted) => readTexts(rows, (label, row) => meaning(label) === classIndexes[row], wanted),
    ...writtenLabels(classes, labels),
    labelCells: delimitedLabelCells(rows.roles.label),
  };
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
  throw errors.classNotTrained(data.source, data.lines[row]!, name, training.source);
}
