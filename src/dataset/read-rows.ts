/** One pass over a data file: its texts are handed on, its labels and places kept. */

import type { Column, LabelPlace, Layout, LeftOutRows, Places } from '../types.js';
import type { StoredBytes } from './bytes/stored-bytes.js';
import type { LabelNumbers } from './classes/labels.js';
import type { MissingLabels } from './classes/missing.js';
import {
  type ColumnOptions,
  describeRoles,
  findRoles,
  optionsThatFit,
  type Roles,
} from './columns/columns.js';
import * as errors from './errors.js';
import { type FormatOptions, openTable, type Table, type WantedColumns } from './open-table.js';
import type { DataRecord, TableReader } from './record.js';
import { RowCollector } from './row-collector.js';

/** What the user says about a file. */
export interface FileOptions extends ColumnOptions, FormatOptions {}

/** Who gets the texts of a file, and how the options apply to it. */
export interface FileReading {
  /** Gets the joined text of each row that is kept, in row order. */
  readonly onText: (text: string) => void;
  /** Gets now and then which share of the file was read. */
  readonly onBatch?: (share: number) => void;
  /**
   * Whether the options about columns must fit this file. Where not, they hold as far as the file has such
   * columns, and the rest is found out, as for a training file of another layout. Default true.
   */
  readonly mustFit?: boolean;
}

/** The labels of all files that are read together. */
export interface LabelsSoFar {
  readonly labels: LabelNumbers;
  readonly missing: MissingLabels;
}

/** The rows of one file; labels are not classes yet, since other files may have a say in that. */
export interface Rows {
  /** What the file is called in messages. */
  readonly file: string;
  readonly reader: TableReader;
  /** What the places are in. */
  readonly bytes: StoredBytes;
  /** The columns that are read: the texts, the label, and the id where there is one. */
  readonly columns: readonly number[];
  readonly textCount: number;
  readonly layout: Layout;
  /** What was detected, each a line for people. */
  readonly notes: readonly string[];
  /** Names of the classes that the file tells itself. */
  readonly classNames: readonly string[] | null;
  /** Number of each row's label in the `LabelNumbers` that were given; length n. */
  readonly labelNumbers: Uint32Array;
  /** As in `Dataset`. */
  readonly indexes: Uint32Array;
  readonly lines: Uint32Array;
  readonly places: Places;
  readonly leftOut: readonly LeftOutRows[];
}

/**
 * Reads all rows of a file.
 *
 * @param labels gets the labels that are new; `missing` says which count as missing
 * @throws UserError if the file can't be read as a labelled data set
 */
export async function readRows(
  path: string,
  reading: FileReading,
  options: FileOptions,
  { labels, missing }: LabelsSoFar,
): Promise<Rows> {
  const strict = reading.mustFit !== false;
  const table = await openTable(path, options, wantedColumns(options), strict);
  const { file, reader } = table;
  const sample = { file, names: reader.names, shape: table.shape, rows: await reader.sample() };
  if (sample.rows[0] === undefined) throw errors.fileIsEmpty(file);
  if (strict && reader.names !== null && options.header !== undefined)
    throw errors.headerIgnored(file, options.header);
  const roles = findRoles(sample, strict ? options : optionsThatFit(sample, options));
  const columns = [...roles.text, roles.label, ...(roles.id === null ? [] : [roles.id])];
  const classNames = reader.classNames(roles.label);
  const collector = new RowCollector(file, roles.text.length, {
    onText: reading.onText,
    labels,
    missing,
    unlabelled: classNames === null ? null : '-1',
    keepsBlank: options.textOptional ?? false,
    end: reader.end,
  });
  let skip = roles.header ? 1 : 0;
  for await (const batch of reader.records(columns)) {
    for (const record of skip > 0 ? batch.slice(skip) : batch) collector.add(record);
    skip = Math.max(0, skip - batch.length);
    reading.onBatch?.((batch.at(-1)?.place ?? 0) / reader.end);
  }
  return {
    file,
    reader,
    bytes: table.bytes,
    columns,
    textCount: roles.text.length,
    layout: layoutOf(table, roles, {
      names: sample.names ?? (roles.header ? sample.rows[0].cells : null),
      count: sample.rows[0].cells.length,
      companions: companionsOf(sample.rows.slice(roles.header ? 1 : 0), roles.label).filter(
        (column) => !holds(reader.path(column), reader.path(roles.label)),
      ),
    }),
    notes: [...table.notes, describeRoles(roles, sample), ...collector.notes()],
    classNames,
    ...collector.finish(),
  };
}

/** The columns that options name. */
export function wantedColumns({ text = [], label, id }: ColumnOptions): WantedColumns {
  return { names: [...text, label, id].filter((name) => name !== undefined), label };
}

function placeOf(place: LabelPlace | undefined): Pick<Column, 'place'> {
  return place === undefined ? {} : { place };
}

/** Whether the value at one path is the list or object that the value at another one is in. */
function holds(outer: Column['path'], inner: Column['path']): boolean {
  return outer !== null && inner !== null && outer.every((step, at) => step === inner[at]);
}

function layoutOf(
  { reader, storage, shape }: Table,
  { header, ...roles }: Roles,
  {
    names,
    count,
    companions,
  }: {
    readonly names: readonly string[] | null;
    readonly count: number;
    readonly companions: readonly number[];
  },
): Layout {
  const column = (number: number): Column => ({
    number,
    name: names?.[number] ?? null,
    path: reader.path(number),
    ...(number === roles.label ? placeOf(reader.place(number)) : {}),
  });
  return {
    ...storage,
    header,
    text: roles.text.map(column),
    label: column(roles.label),
    id: roles.id === null ? null : column(roles.id),
    ...(companions.length === 0 ? {} : { companions: companions.map(column) }),
    columns: Array.from({ length: count }, (_, number) => column(number)).filter(
      ({ number }) => shape === null || [roles.label, roles.id, ...roles.text].includes(number),
    ),
  };
}

/** More different labels than these are not compared. */
const MOST_LABELS = 1000;

/**
 * Finds the columns whose values correspond to the labels one to one.
 *
 * @param rows some rows, all of their columns
 * @param label number of the label column
 * @returns numbers of other columns; none where the rows have fewer than two labels, or none occurs twice
 * @example
 * companionsOf([{ cells: ['x', '0', 'neg'] }, { cells: ['y', '1', 'pos'] }, { cells: ['z', '1', 'pos'] }], 1) // [2]
 */
export function companionsOf(rows: readonly Pick<DataRecord, 'cells'>[], label: number): number[] {
  const labelled = rows.filter(({ cells }) => cells[label]?.trim());
  const labels = new Set(labelled.map(({ cells }) => cells[label]!));
  if (labels.size < 2 || labels.size > MOST_LABELS || labels.size === labelled.length) return [];
  const { length = 0 } = labelled[0]?.cells ?? {};
  return [...Array(length).keys()].filter(
    (column) => column !== label && isOneToOne(labelled, label, column),
  );
}

function isOneToOne(rows: readonly Pick<DataRecord, 'cells'>[], label: number, column: number): boolean {
  const [valueFor, labelFor] = [new Map<string, string>(), new Map<string, string>()];
  for (const { cells } of rows) {
    const [name, value] = [cells[label]!, cells[column]!];
    if (value.trim() === '') return false;
    if ((valueFor.get(name) ?? value) !== value || (labelFor.get(value) ?? name) !== name) return false;
    valueFor.set(name, value);
    labelFor.set(value, name);
  }
  return true;
}
