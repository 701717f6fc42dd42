/** One pass over a data file: its texts are handed on, its labels and places kept. */

import * as errors from '../errors.js';
import type { Column, Layout, LeftOutRows, Places } from '../types.js';
import type { LabelNumbers } from './classes.js';
import { type ColumnOptions, describeRoles, findRoles, optionsThatFit, type Roles } from './columns.js';
import { type Growing, growingFloat64, growingUint32 } from './growing.js';
import { cleanLabel, LabelCheck } from './labels.js';
import { type FormatOptions, openTable, type Table } from './open-table.js';
import type { DataRecord, TableReader } from './record.js';
import type { StoredBytes } from './stored-bytes.js';

/** What the user says about a file. */
export interface FileOptions extends ColumnOptions, FormatOptions {}

/** Who gets the texts of a file, and how the options apply to it. */
export interface FileReading {
  /** Gets the joined text of each row that is kept, in row order. */
  readonly onText: (text: string) => void;
  /** Is told now and then which share of the file was read. */
  readonly onBatch?: (share: number) => void;
  /**
   * Whether the options about columns must fit this file. Where not, they hold as far as the file has such
   * columns, and the rest is found out, as for a training file of another layout. Default true.
   */
  readonly mustFit?: boolean;
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

const FIRST_LINES = 5;
const MOST_UINT32 = 2 ** 32;

/**
 * Reads all rows of a file.
 *
 * @param labels gets the labels that are new
 * @throws UserError if the file can't be read as a labelled data set
 */
export async function readRows(
  path: string,
  reading: FileReading,
  options: FileOptions,
  labels: LabelNumbers,
): Promise<Rows> {
  const strict = reading.mustFit !== false;
  const wanted = [...(options.text ?? []), options.label, options.id].filter((name) => name !== undefined);
  const table = await openTable(path, options, wanted, strict);
  const { file, reader } = table;
  const sample = { file, names: reader.names, shape: table.shape, rows: await reader.sample() };
  if (sample.rows[0] === undefined) throw errors.fileIsEmpty(file);
  if (strict && reader.names !== null && options.header !== undefined)
    throw errors.headerIgnored(file, options.header);
  const roles = findRoles(sample, strict ? options : optionsThatFit(sample, options));
  const columns = [...roles.text, roles.label, ...(roles.id === null ? [] : [roles.id])];
  const classNames = reader.classNames(roles.label);
  const collector = new RowCollector(file, roles.text.length, {
    reading,
    labels,
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
    }),
    notes: [...table.notes, describeRoles(roles, sample), ...collector.notes()],
    classNames,
    ...collector.finish(),
  };
}

function layoutOf(
  { reader, storage, shape }: Table,
  { header, ...roles }: Roles,
  { names, count }: { readonly names: readonly string[] | null; readonly count: number },
): Layout {
  const column = (number: number): Column => ({
    number,
    name: names?.[number] ?? null,
    path: reader.path(number),
  });
  return {
    ...storage,
    header,
    text: roles.text.map(column),
    label: column(roles.label),
    id: roles.id === null ? null : column(roles.id),
    columns: Array.from({ length: count }, (_, number) => column(number)).filter(
      ({ number }) => shape === null || [roles.label, roles.id, ...roles.text].includes(number),
    ),
  };
}

/** What a collector hands on, and to whom. */
interface Receivers {
  readonly reading: FileReading;
  readonly labels: LabelNumbers;
  /** A label that stands for none. */
  readonly unlabelled: string | null;
  /** Whether rows without a text are kept. */
  readonly keepsBlank: boolean;
  /** No place of a row is above this one. */
  readonly end: number;
}

/** Takes records one by one, and leaves out those without text or label. */
class RowCollector {
  readonly #file: string;
  readonly #textCount: number;
  readonly #to: Receivers;
  readonly #check = new LabelCheck();
  readonly #labelNumbers = growingUint32();
  readonly #indexes = growingUint32();
  readonly #lines = growingUint32();
  readonly #places: Growing<Places>;
  readonly #blankText = { reason: 'blank text' as const, count: 0, firstLines: [] as number[] };
  readonly #blankLabel = { reason: 'blank label' as const, count: 0, firstLines: [] as number[] };
  #index = 0;
  #trimmed = 0;
  #composed = 0;

  constructor(file: string, textCount: number, to: Receivers) {
    this.#file = file;
    this.#textCount = textCount;
    this.#to = to;
    this.#places = to.end < MOST_UINT32 ? growingUint32() : growingFloat64();
  }

  add({ cells, kinds, line, place }: DataRecord): void {
    const index = this.#index++;
    const text = joinedText(cells, this.#textCount);
    const written = cells[this.#textCount]!;
    const where = () => (line > 0 ? `${this.#file}:${line}` : `${this.#file}: row ${index} (counted from 0)`);
    this.#check.check(written, kinds?.[this.#textCount], where);
    if (kinds !== undefined) this.#refuseNested(kinds, where);
    const label = cleanLabel(written);
    const unlabelled = label === '' || label === this.#to.unlabelled;
    const lacksText = !this.#to.keepsBlank && isBlank(text);
    const lacking = lacksText ? this.#blankText : unlabelled ? this.#blankLabel : undefined;
    if (lacking !== undefined) {
      if (lacking.count++ < FIRST_LINES) lacking.firstLines.push(line > 0 ? line : index);
      return;
    }
    if (label !== written) {
      if (written.trim() !== written) this.#trimmed++;
      if (label !== written.trim()) this.#composed++;
    }
    this.#labelNumbers.push(this.#to.labels.add(label, this.#file, line));
    this.#indexes.push(index);
    this.#lines.push(line);
    this.#places.push(place);
    this.#to.reading.onText(text);
  }

  #refuseNested(kinds: NonNullable<DataRecord['kinds']>, where: () => string): void {
    const nested = kinds.slice(0, this.#textCount).find((kind) => kind === 'list' || kind === 'object');
    if (nested !== undefined) throw errors.textIsNested(where(), nested);
  }

  /** What was cleaned, each a line for people. */
  notes(): string[] {
    const of = (count: number) => `${errors.withCommas(count)} ${count === 1 ? 'label' : 'labels'}`;
    return [
      ...(this.#trimmed === 0 ? [] : [`${of(this.#trimmed)} read without the white space around`]),
      ...(this.#composed === 0 ? [] : [`${of(this.#composed)} read in Unicode's composed form (NFC)`]),
    ];
  }

  finish() {
    if (this.#indexes.length === 0) throw errors.noRowsKept(this.#file, this.#index);
    return {
      labelNumbers: this.#labelNumbers.finish(),
      indexes: this.#indexes.finish(),
      lines: this.#lines.finish(),
      places: this.#places.finish(),
      leftOut: [this.#blankText, this.#blankLabel]
        .filter(({ count }) => count > 0)
        .map((rows) => ({ file: this.#file, ...rows })),
    };
  }
}

/** The text of a row: its first cells joined by one space, each as it is written. */
export function joinedText(cells: readonly string[], textCount: number): string {
  return textCount === 1 ? cells[0]! : cells.slice(0, textCount).join(' ');
}

function isBlank(text: string): boolean {
  return !/\S/.test(text);
}
