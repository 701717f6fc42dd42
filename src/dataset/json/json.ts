/** JSON lines and JSON arrays of objects as tables. */

import { type StoredBytes, whileOpen } from '../bytes/stored-bytes.js';
import { readStretches } from '../bytes/stretches.js';
import { NestedColumns, type NestedOptions, type ObjectRow } from '../columns/nested-columns.js';
import { type DataRecord, SAMPLE_BYTES, SAMPLE_ROWS, type Stretch, type TableReader } from '../record.js';
import * as errors from './errors.js';
import { chunksOfList, type RowList } from './json-document.js';
import { cutJson, objectLength, parseJson, type RawRecord } from './json-records.js';
import { ListRows } from './list-rows.js';

/**
 * Opens JSON as a table.
 *
 * @param options what the user says about the columns
 * @param list where the rows are in a file that is one object; null in others
 * @throws UserError at the first record that is no JSON object, with its line
 */
export async function openJson(
  bytes: StoredBytes,
  layout: 'jsonl' | 'json',
  options: NestedOptions,
  list: RowList | null,
): Promise<TableReader & { readonly shape: NestedColumns['shape'] }> {
  const source: JsonSource = { file: bytes.file, layout, list, rows: undefined };
  const sample = await whileOpen(bytes, async (open) => {
    const rows: ObjectRow[] = [];
    for await (const batch of objects(source, open.chunks())) {
      for (const row of batch) rows.push(row);
      if (rows.length >= SAMPLE_ROWS || rows.at(-1)!.place >= SAMPLE_BYTES) break;
    }
    return rows;
  });
  const columns = new NestedColumns(
    sample.map(({ object }) => object),
    options,
  );
  return {
    names: columns.names,
    notes: list === null ? columns.notes : [list.note, ...columns.notes],
    shape: columns.shape,
    ...formOf(source),
    classNames: (column) => list?.classNames.get(columns.names[column]!) ?? null,
    path: (column) => {
      const path = columns.pathOf(column);
      return path === null ? null : (source.rows?.toPath(path) ?? path);
    },
    place: (column) => {
      const { place } = columns.fields[column]!;
      return place === undefined ? undefined : (source.rows?.toPlace(place) ?? place);
    },
    sample: async () => sample.map((row) => columns.toRecord(row)),
    async *records(chosen) {
      const open = await bytes.open();
      try {
        for await (const batch of objects(source, open.chunks())) {
          yield batch.map((row) => columns.toRecord(row, chosen));
        }
      } finally {
        await open.close();
      }
    },
    again: (wanted, chosen) =>
      whileOpen(bytes, async (open) =>
        parseAgain(readStretches(open, wanted), wanted, columns, { chosen, source }),
      ),
    end: bytes.size,
    window: 8 * 1024 * 1024,
  };
}

/** Where the rows of a file are, and how they are cut. */
interface JsonSource {
  readonly file: string;
  readonly layout: 'jsonl' | 'json';
  readonly list: RowList | null;
  /** Set once a row was a list. */
  rows: ListRows | undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function formOf({ list, rows }: JsonSource): Pick<TableReader, 'form'> {
  if (list !== null) return { form: 'a JSON object with the rows in a list' };
  return rows === undefined ? {} : { form: 'rows that are JSON lists' };
}

async function* objects(source: JsonSource, chunks: AsyncIterable<Buffer>): AsyncGenerator<ObjectRow[]> {
  const { file, layout, list } = source;
  const batches =
    list === null ? cutJson(file, layout, chunks) : cutJson(file, layout, chunksOfList(chunks, list), list);
  for await (const batch of batches) yield batch.map((record) => parse(source, record));
}

function parse(source: JsonSource, { text, line, place }: RawRecord): ObjectRow {
  const { file, layout } = source;
  let value: unknown;
  try {
    value = parseJson(text);
  } catch {
    throw errors.jsonBroken(file, line, text, layout);
  }
  const object = toObject(source, value);
  if (object === undefined) throw errors.jsonNotObject(file, line, text);
  if (isDeeper(object, DEEPEST)) throw errors.jsonTooDeep(file, line, DEEPEST);
  return { object, line, place };
}

/** A row as an object; undefined where it is neither one nor a list of at least two values. */
function toObject(source: JsonSource, value: unknown): object | undefined {
  if (!Array.isArray(value)) return isObject(value) ? value : undefined;
  if (value.length < 2) return undefined;
  source.rows ??= new ListRows(source.list?.names ?? null, value.length);
  return source.rows.toObject(value);
}

/** Values within values deeper than this are no data set; what walks over them would run out of stack. */
const DEEPEST = 500;

function isDeeper(value: object, levels: number): boolean {
  if (levels === 0) return true;
  for (const part of Object.values(value)) {
    if (typeof part === 'object' && part !== null && isDeeper(part, levels - 1)) return true;
  }
  return false;
}

function parseAgain(
  slices: Buffer,
  rows: readonly Stretch[],
  columns: NestedColumns,
  { chosen, source }: { readonly chosen: readonly number[]; readonly source: JsonSource },
): (DataRecord | undefined)[] {
  let start = 0;
  return rows.map(({ start: place, end }) => {
    const slice = slices.subarray(start, start + end - place);
    start += end - place;
    try {
      const object = toObject(source, parseJson(slice.toString('utf8', 0, objectLength(slice))))!;
      return columns.toRecord({ object, line: 0, place }, chosen);
    } catch {
      return undefined;
    }
  });
}
