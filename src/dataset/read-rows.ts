/** One pass over a data file: its texts are handed on, its labels and places kept. */

import type { FileHandle } from 'node:fs/promises';
import * as errors from '../errors.js';
import type { LeftOutRows } from '../types.js';
import { openFile, readChunks } from './bytes.js';
import type { LabelNumbers } from './classes.js';
import { type ColumnOptions, describeRoles, findRoles, optionsThatFit, type Roles } from './columns.js';
import { type DataRecord, readCsv } from './csv.js';
import { growingFloat64, growingUint32 } from './growing.js';

/** A file to read, and who gets its texts. */
export interface DatasetSource {
  readonly path: string;
  /** Gets the joined text of each row that is kept, in row order. */
  readonly onText: (text: string) => void;
  /**
   * Whether the options about columns must fit this file. Where not, they hold as far as the file has such
   * columns, and the rest is found out, as for a training file of another layout. Default true.
   */
  readonly mustFit?: boolean;
}

/** The rows of one file; labels are not classes yet, since other files may have a say in that. */
export interface Rows {
  readonly path: string;
  /** Of the file when it was opened. */
  readonly bytes: number;
  /** Time of the last change when it was opened, in ms. */
  readonly changed: number;
  readonly roles: Roles;
  /** What was chosen as text and label, for people. */
  readonly note: string;
  /** Number of each row's label in the `LabelNumbers` that were given; length n. */
  readonly labelNumbers: Uint32Array;
  /** As in `Dataset`. */
  readonly indexes: Uint32Array;
  readonly lines: Uint32Array;
  readonly places: Float64Array;
  readonly leftOut: readonly LeftOutRows[];
}

/** Enough rows to see what is what, but no more than this much of a file with long texts. */
const SAMPLE_ROWS = 4096;
const SAMPLE_BYTES = 8 * 1024 * 1024;
const FIRST_LINES = 5;

/**
 * Reads all rows of a file.
 *
 * @param labels gets the labels that are new
 * @throws UserError if the file can't be read as a labelled data set
 */
export async function readRows(
  source: DatasetSource,
  options: ColumnOptions,
  labels: LabelNumbers,
): Promise<Rows> {
  const { handle, stats } = await openFile(source.path);
  try {
    const rows = await collectRows(handle, source, options, labels);
    return { path: source.path, bytes: stats.size, changed: stats.mtimeMs, ...rows };
  } finally {
    await handle.close();
  }
}

async function collectRows(
  handle: FileHandle,
  source: DatasetSource,
  options: ColumnOptions,
  labels: LabelNumbers,
) {
  const file = source.path;
  const batches = readCsv(file, readChunks(file, handle));
  const sample = { file, rows: await takeSample(batches) };
  const [first] = sample.rows;
  if (first === undefined) throw errors.fileIsEmpty(file);
  const fitting = source.mustFit === false ? optionsThatFit(sample, options) : options;
  const roles = findRoles(sample, fitting);
  const collector = new RowCollector({ ...source, keepsBlank: options.textOptional ?? false }, roles, labels);
  for (const record of roles.header ? sample.rows.slice(1) : sample.rows) collector.add(record);
  for await (const batch of batches) {
    for (const record of batch) collector.add(record);
  }
  return { roles, note: describeRoles(roles, first), ...collector.finish() };
}

/** The first few thousand records; what remains stays in `batches`. */
async function takeSample(batches: AsyncGenerator<DataRecord[]>): Promise<DataRecord[]> {
  const rows: DataRecord[] = [];
  while (rows.length < SAMPLE_ROWS && (rows.at(-1)?.place ?? 0) < SAMPLE_BYTES) {
    // Not for await: leaving such a loop would close the generator.
    const next = await batches.next();
    if (next.done) break;
    for (const record of next.value) rows.push(record);
  }
  return rows;
}

/** Takes records one by one, and leaves out those without text or label. */
class RowCollector {
  readonly #source: DatasetSource & { readonly keepsBlank: boolean };
  readonly #roles: Roles;
  readonly #labels: LabelNumbers;
  readonly #labelNumbers = growingUint32();
  readonly #indexes = growingUint32();
  readonly #lines = growingUint32();
  readonly #places = growingFloat64();
  readonly #blankText = { reason: 'blank text' as const, count: 0, firstLines: [] as number[] };
  readonly #blankLabel = { reason: 'blank label' as const, count: 0, firstLines: [] as number[] };
  #index = 0;

  constructor(source: DatasetSource & { readonly keepsBlank: boolean }, roles: Roles, labels: LabelNumbers) {
    this.#source = source;
    this.#roles = roles;
    this.#labels = labels;
  }

  add({ cells, line, place }: DataRecord): void {
    const index = this.#index++;
    const text = joinedText(cells, this.#roles);
    const label = cells[this.#roles.label]!.trim();
    const lacksText = !this.#source.keepsBlank && isBlank(text);
    const lacking = lacksText ? this.#blankText : label === '' ? this.#blankLabel : undefined;
    if (lacking !== undefined) {
      if (lacking.count++ < FIRST_LINES) lacking.firstLines.push(line);
      return;
    }
    this.#labelNumbers.push(this.#labels.add(label, this.#source.path, line));
    this.#indexes.push(index);
    this.#lines.push(line);
    this.#places.push(place);
    this.#source.onText(text);
  }

  finish() {
    if (this.#indexes.length === 0) throw errors.noRowsKept(this.#source.path, this.#index);
    return {
      labelNumbers: this.#labelNumbers.finish(),
      indexes: this.#indexes.finish(),
      lines: this.#lines.finish(),
      places: this.#places.finish(),
      leftOut: [this.#blankText, this.#blankLabel].filter(({ count }) => count > 0),
    };
  }
}

/** The text of a row: its text columns joined by one space, each as it is written. */
export function joinedText(cells: readonly string[], { text }: Roles): string {
  return text.length === 1 ? cells[text[0]!]! : text.map((column) => cells[column]!).join(' ');
}

function isBlank(text: string): boolean {
  return !/\S/.test(text);
}
