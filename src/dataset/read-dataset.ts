/** Reading labelled data sets: one, or several that share their classes; each of one file or more. */

import { stat } from 'node:fs/promises';
import type { Dataset, Note } from '../types.js';
import { findNamesFiles, NO_NAMES_BESIDE } from './classes/class-names.js';
import { type Classes, type ClassOptions, resolveClasses } from './classes/classes.js';
import type { ProbabilityColumns } from './classes/classes-of-columns.js';
import { cleanLabel, LabelNumbers } from './classes/labels.js';
import { describeMarkers, MissingLabels, type MissingOptions } from './classes/missing.js';
import { writtenLabels } from './classes/written-labels.js';
import * as errors from './errors.js';
import { labelCellsOf } from './label-cells.js';
import { partsOf, placesOf, type ReadFiles, readParts } from './read-parts.js';
import { type FileOptions, type FileReading, type LabelsSoFar, type Rows, readRows } from './read-rows.js';
import { readCells, readTexts } from './read-texts.js';

/** What the user says about the data; the rest is detected, and said in `Dataset.notes`. */
export interface DataOptions extends FileOptions, ClassOptions, MissingOptions {
  /** Columns of a file of probabilities that the classes must fit; labels may then all be of one class. */
  readonly columns?: ProbabilityColumns | undefined;
}

/** The files of a data set, or a folder of them, and who gets their texts. */
export interface DatasetSource extends FileReading {
  readonly paths: readonly string[];
}

/**
 * Reads a labelled data set in one pass. No text is kept.
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
  const [dataset] = await readDatasets([{ paths: [path], onText }], options);
  return dataset!;
}

/** The files of a data set as they were read. */
interface RowsOfSource {
  readonly source: string;
  readonly files: readonly Rows[];
  readonly folderNames: readonly string[] | null;
}

/**
 * Reads data sets that share one list of classes, one after the other in the order given: what the labels
 * mean is decided over all of them. The notes about the classes are in the first data set that the options
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
  const missing = new MissingLabels(options);
  const read: RowsOfSource[] = [];
  for (const source of sources) read.push(await readSource(source, options, { labels, missing }));
  missing.requireFound(labels.known);
  // A list beside the file that the options speak of goes before one beside a training file.
  const order = [...read.keys()].sort(
    (a, b) => Number(sources[a]!.mustFit === false) - Number(sources[b]!.mustFit === false),
  );
  const files = order.flatMap((at) => read[at]!.files);
  const ownNames = order
    .map(
      (at) =>
        read[at]!.folderNames ?? read[at]!.files.find(({ classNames }) => classNames !== null)?.classNames,
    )
    .find((names) => names);
  const beside =
    options.classes === undefined && ownNames === undefined
      ? await findNamesFiles(files.map(({ file }) => file))
      : NO_NAMES_BESIDE;
  const classes =
    options.columns === undefined
      ? resolveClasses(labels.known, options, beside.lists, ownNames ?? null)
      : (await import('./classes/classes-of-columns.js')).classesOfColumns(
          labels.known,
          options.columns,
          { ...options, classes: options.classes ?? ownNames ?? undefined },
          beside.lists,
        );
  const markers = describeMarkers(labels.known, options.classes ?? ownNames ?? []);
  const classNotes = [...beside.notes, ...classes.notes, ...markers];
  return read.map((rows, at) => toDataset(rows, classes, labels, at === order[0] ? classNotes : []));
}

async function readSource(
  source: DatasetSource,
  options: DataOptions,
  labels: LabelsSoFar,
): Promise<RowsOfSource> {
  const twice = source.paths.find((path, at) => source.paths.indexOf(path) !== at);
  if (twice !== undefined) throw errors.fileNamedTwice(twice);
  const files: Rows[] = [];
  let folderNames: readonly string[] | null = null;
  for (const path of source.paths) {
    const folder = (await isFolder(path))
      ? await (await import('./classes/hugging-face.js')).readDatasetFolder(path)
      : null;
    for (const file of folder?.files ?? [path]) {
      const rows = await readRows(file, source, options, labels);
      requireSameColumns(files[0], rows);
      files.push(rows);
    }
    const label = files[0]!.layout.label.name;
    folderNames ??= label === null ? null : (folder?.classNames.get(label) ?? null);
  }
  return { source: source.paths.join(', '), files, folderNames };
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === true;
}

/** Files of one data set must mean the same by text and label. */
function requireSameColumns(first: Rows | undefined, { file, layout }: Rows): void {
  if (first === undefined) return;
  const named = (columns: Rows['layout']) => [...columns.text, columns.label].map(({ name }) => name);
  const [before, now] = [named(first.layout), named(layout)];
  if (before.includes(null) || now.includes(null)) return;
  if (before.join('\n') !== now.join('\n'))
    throw errors.filesDiffer(file, now as string[], first.file, before as string[]);
}

function toDataset(
  { source, files }: RowsOfSource,
  classes: Classes,
  labels: LabelNumbers,
  classNotes: readonly string[],
): Dataset {
  const meaning = (label: string) => classes.ofLabel[labels.get(cleanLabel(label)) ?? -1];
  const classIndexes = joined(files, 'labelNumbers').map((number) => classes.ofLabel[number]!);
  const parts = partsOf(files);
  const notes: Note[] = files.flatMap(({ file, notes: texts }) => texts.map((text) => ({ file, text })));
  const again: ReadFiles = {
    files: files.map(placesOf),
    parts,
    hasLabel: (label, row) => meaning(label) === classIndexes[row],
  };
  return {
    source,
    parts,
    labels: classIndexes,
    classes: classes.names,
    indexes: joined(files, 'indexes'),
    lines: joined(files, 'lines'),
    places: joined(files, 'places'),
    leftOut: files.flatMap(({ leftOut }) => leftOut),
    notes: [...notes, ...classNotes.map((text) => ({ file: source, text }))],
    ...(files[0]!.textCount === 0 ? { withoutTexts: true as const } : {}),
    readTexts: (wanted) => readParts(again, readTexts, wanted),
    readCells: (wanted) => readParts(again, readCells, wanted),
    ...writtenLabels(classes, labels),
    labelCells: parts.length === 1 ? labelCellsOf(parts[0]!, files[0]!.reader) : null,
    plainBytes: files.length === 1 ? files[0]!.bytes : null,
  };
}

/** What is said of the rows of all files, one after the other; of one file it is not copied. */
function joined<N extends 'labelNumbers' | 'indexes' | 'lines' | 'places'>(
  files: readonly Rows[],
  name: N,
): Rows[N] {
  const arrays = files.map((rows) => rows[name]);
  if (arrays.length === 1) return arrays[0]!;
  const length = arrays.reduce((sum, array) => sum + array.length, 0);
  const isWide = arrays.some((array) => array instanceof Float64Array);
  const all = isWide ? new Float64Array(length) : new Uint32Array(length);
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  return all as Rows[N];
}
