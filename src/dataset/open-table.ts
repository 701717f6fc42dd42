/** Opens a file of whatever format as a table. */

import type { Layout } from '../types.js';
import { type Input, openInput } from './bytes/input.js';
import type { StoredBytes } from './bytes/stored-bytes.js';
import type { NestedOptions } from './columns/nested-columns.js';
import { openCsv } from './csv/csv.js';
import { describeDialect, detectDialect } from './csv/csv-dialect.js';
import { COMMAS, type CsvDialect } from './csv/record-parser.js';
import { detectFormat } from './detect-format.js';
import * as errors from './errors.js';
import type { InputFormat } from './format.js';
import { isLineFormat, loadLineFormat } from './lines/line-formats.js';
import type { TableReader } from './record.js';
import { questionIgnored } from './shapes/errors.js';
import type { KnownShape } from './shapes/shape.js';

/** What the user says about how a file is stored; what is not said is found out. */
export interface FormatOptions {
  readonly inputFormat?: InputFormat | undefined;
  /** One character. */
  readonly delimiter?: string | undefined;
  readonly encoding?: string | undefined;
  /** In exports of annotation tools: the question whose answers are the labels. */
  readonly question?: string | undefined;
  /** In a JSON file with several lists: the one that holds the rows. */
  readonly list?: string | undefined;
}

/** The columns that the user names. */
export interface WantedColumns {
  readonly names: readonly string[];
  readonly label: string | undefined;
}

/** A file that is ready to be read. */
export interface Table {
  /** What to call it in messages. */
  readonly file: string;
  readonly reader: TableReader;
  /** What it is read from: unpacked, and in UTF-8. */
  readonly bytes: StoredBytes;
  readonly shape: KnownShape | null;
  readonly storage: Pick<
    Layout,
    'format' | 'compression' | 'encoding' | 'isMarked' | 'delimiter' | 'quotes' | 'quoteEscape' | 'rowNames'
  >;
  /** What was detected, each a line for people. */
  readonly notes: readonly string[];
}

/**
 * Opens a file.
 *
 * @param file as the user names it; `-` is standard input
 * @param strict whether an option that would be ignored is an error
 * @throws UserError if it can't be read, or is not what it should be
 */
export async function openTable(
  file: string,
  options: FormatOptions,
  wanted: WantedColumns,
  strict: boolean,
): Promise<Table> {
  const input = await openInput(file, strict ? options.encoding : undefined);
  const name = input.bytes.file;
  if (input.bytes.size === 0) throw errors.fileIsEmpty(name);
  const { format, note } = detectFormat(
    { file: name, name: input.name, head: input.head, isWhole: input.head.length === input.bytes.size },
    strict ? options.inputFormat : undefined,
  );
  const isCsv = format === 'csv' || format === 'tsv';
  if (strict && !isCsv && options.delimiter !== undefined) throw errors.delimiterIgnored(name, format);
  const dialect = isCsv
    ? detectDialect(input.head, format === 'tsv' ? '\t' : ',', options.delimiter)
    : COMMAS;
  if (strict && isCsv && options.question !== undefined) throw questionIgnored(name);
  if (strict && options.list !== undefined && !format.startsWith('json')) throw errors.listIgnored(name);
  const nested = {
    file: name,
    question: options.question,
    list: options.list,
    label: wanted.label,
    mustFit: strict,
  };
  const { reader, shape, ...opened } = await openFormat(input, format, dialect, {
    ...nested,
    wanted: wanted.names,
  });
  return {
    file: name,
    reader,
    bytes: input.bytes,
    shape,
    storage: {
      format: opened.format ?? format,
      compression: input.compression,
      encoding: input.encoding,
      isMarked: input.isMarked,
      delimiter: isCsv ? dialect.delimiter : null,
      quotes: isCsv && dialect.quotes,
      ...(dialect.quoteEscape === undefined ? {} : { quoteEscape: dialect.quoteEscape }),
      ...(dialect.rowNames === undefined ? {} : { rowNames: dialect.rowNames }),
    },
    notes: [
      opened.format === undefined || opened.format === format ? note : null,
      storageNote(input),
      isCsv ? describeDialect(dialect) : null,
      ...reader.notes,
    ].filter((line) => line !== null),
  };
}

/** A reader, and what was found out by opening it. */
interface OpenFormat {
  readonly reader: TableReader;
  readonly shape: KnownShape | null;
  /** Set where the bytes of the rows are in another format than it seemed. */
  readonly format?: InputFormat;
}

async function openFormat(
  { bytes, head }: Input,
  format: InputFormat,
  dialect: CsvDialect,
  nested: NestedOptions,
): Promise<OpenFormat> {
  if (format === 'csv' || format === 'tsv') return { reader: openCsv(bytes, dialect), shape: null };
  // Loaded only where it is needed, so that a small file is read at once.
  if (isLineFormat(format)) {
    if (nested.mustFit && nested.question !== undefined) throw questionIgnored(nested.file);
    const [{ openLines }, lineFormat] = await Promise.all([
      import('./lines/lines.js'),
      loadLineFormat(format),
    ]);
    return { reader: openLines(bytes, lineFormat), shape: null };
  }
  if (format === 'parquet') {
    const reader = await (await import('./parquet/parquet.js')).openParquet(bytes, nested);
    return { reader, shape: reader.shape };
  }
  const [{ openJson }, { findRowList, mayBeOneObject }] = await Promise.all([
    import('./json/json.js'),
    import('./json/json-document.js'),
  ]);
  const list = mayBeOneObject(head, head.length === bytes.size) ? await findRowList(bytes, nested) : null;
  if (list === null && nested.list !== undefined && nested.mustFit) throw errors.listIgnored(nested.file);
  const layout = list === null ? format : 'json';
  const reader = await openJson(bytes, layout, nested, list);
  return { reader, shape: reader.shape, format: layout };
}

function storageNote({ encoding }: Input): string | null {
  return encoding === 'utf-8' ? null : `read as ${encoding}`;
}
