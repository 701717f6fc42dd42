/** JSON lines and JSON arrays of objects as tables. */

import { type StoredBytes, whileOpen } from '../bytes/stored-bytes.js';
import { readStretches } from '../bytes/stretches.js';
import { NestedColumns, type NestedOptions, type ObjectRow } from '../columns/nested-columns.js';
import { type DataRecord, SAMPLE_BYTES, SAMPLE_ROWS, type Stretch, type TableReader } from '../record.js';
import * as errors from './errors.js';
import { cutJson, objectLength, parseJson, type RawRecord } from './json-records.js';

/**
 * Opens JSON as a table.
 *
 * @param options what the user says about the columns
 * @throws UserError at the first record that is no JSON object, with its line
 */
export async function openJson(
  bytes: StoredBytes,
  layout: 'jsonl' | 'json',
  options: NestedOptions,
): Promise<TableReader & { readonly shape: NestedColumns['shape'] }> {
  const sample = await whileOpen(bytes, async (open) => {
    const rows: ObjectRow[] = [];
    for await (const batch of objects(bytes.file, layout, open.chunks())) {
      for (const row of batch) rows.push(row);
      if (rows.length >= SAMPLE_ROWS || rows.at(-1)!.place >= SAMPLE_BYTES) break;
    }
    return rows;
  });
  const columns = new NestedColumns(
    sample.map(({ object }) => object),
    options,
  );
  if (sample.length === 1 && columns.shape === null && options.wanted.length === 0)
    refuseWrapper(bytes.file, sample[0]!);
  return {
    names: columns.names,
    notes: columns.notes,
    shape: columns.shape,
    classNames: () => null,
    path: (column) => columns.pathOf(column),
    place: (column) => columns.fields[column]!.place,
    sample: async () => sample.map((row) => columns.toRecord(row)),
    async *records(chosen) {
      const open = await bytes.open();
      try {
        for await (const batch of objects(bytes.file, layout, open.chunks())) {
          yield batch.map((row) => columns.toRecord(row, chosen));
        }
      } finally {
        await open.close();
      }
    },
    again: (rows, chosen) =>
      whileOpen(bytes, async (open) => parseAgain(readStretches(open, rows), rows, columns, chosen)),
    end: bytes.size,
    window: 8 * 1024 * 1024,
  };
}

/** An only object that has no text and label itself, but rows in a list, such as {"data": [{…}, …]}. */
function refuseWrapper(file: string, { object, line }: ObjectRow): void {
  const entries = Object.entries(object);
  const lists = entries.filter(([, value]) => Array.isArray(value) && isObject(value[0]));
  const plain = entries.filter(([, value]) => typeof value !== 'object');
  if (lists.length > 0 && plain.length < 2) throw errors.jsonIsOneObject(file, line, lists[0]![0]);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function* objects(
  file: string,
  layout: 'jsonl' | 'json',
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<ObjectRow[]> {
  for await (const batch of cutJson(file, layout, chunks))
    yield batch.map((record) => parse(file, layout, record));
}

function parse(file: string, layout: 'jsonl' | 'json', { text, line, place }: RawRecord): ObjectRow {
  let object: unknown;
  try {
    object = parseJson(text);
  } catch {
    throw errors.jsonBroken(file, line, text, layout);
  }
  if (!isObject(object)) throw errors.jsonNotObject(file, line, text);
  if (isDeeper(object, DEEPEST)) throw errors.jsonTooDeep(file, line, DEEPEST);
  return { object, line, place };
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
  chosen: readonly number[],
): (DataRecord | undefined)[] {
  let start = 0;
  return rows.map(({ start: place, end }) => {
    const slice = slices.subarray(start, start + end - place);
    start += end - place;
    try {
      const object = parseJson(slice.toString('utf8', 0, objectLength(slice))) as object;
      return columns.toRecord({ object, line: 0, place }, chosen);
    } catch {
      return undefined;
    }
  });
}
