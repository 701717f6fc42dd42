/** The corrected Parquet file: the same schema, metadata and row groups, and every other value as it was. */
import { isDeepStrictEqual } from 'node:util';
import { isDate } from 'node:util/types';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { CompressionCodec, FileMetaData, SchemaElement } from 'hyparquet';
import type { ParquetWriter } from 'hyparquet-writer';
import { spool } from '../dataset/bytes/spool.js';
import { loadZstdEncoder } from '../dataset/bytes/zstd.js';
import { parquetCutOff } from '../dataset/errors.js';
import {
  isStumble,
  openRawParquet,
  type RawParquet,
  type RawRow,
} from '../dataset/parquet/parquet-library.js';
import { UserError } from '../errors/user-error.js';
import type { Column, Dataset } from '../types.js';
import { parquetLabelUnwritable, parquetNotKept, parquetNotWritable } from './errors.js';
import type { Edit } from './plan.js';

type Compressors = NonNullable<ConstructorParameters<typeof ParquetWriter>[0]['compressors']>;

/** The codecs that can be written; the writer brings Snappy, which replaces all others. */
const CODECS: readonly CompressionCodec[] = ['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'BROTLI', 'ZSTD'];

async function loadCompressors(): Promise<Compressors> {
  return {
    GZIP: (bytes) => gzipSync(bytes),
    BROTLI: (bytes) => brotliCompressSync(bytes),
    ZSTD: await loadZstdEncoder(),
  };
}

/** Nested in ways that the reader and the writer do not agree upon. */
const NOT_KEPT: readonly unknown[] = ['MAP', 'MAP_KEY_VALUE', 'VARIANT'];

/**
 * The whole corrected file, piece by piece. It is made in a temporary file first, read again, and compared with
 * the data row by row.
 *
 * @param edits ascending by row
 * @throws UserError if a value cannot be kept as it was, or a label not be written
 */
export async function* correctedParquet(
  dataset: Dataset,
  edits: readonly Edit[],
): AsyncGenerator<Uint8Array> {
  const { source } = dataset;
  const before = await openRawParquet(dataset.plainBytes!);
  const strange = before.metadata.schema.find(({ type, converted_type, logical_type }) =>
    type === 'INT96' ? true : NOT_KEPT.includes(converted_type) || NOT_KEPT.includes(logical_type?.type),
  );
  if (strange !== undefined) throw parquetNotKept(source, strange.name);
  const corrected = () => correctedGroups(before, dataset, edits);
  const written = await spool(source, writeGroups(before, corrected())).catch((cause: Error) => {
    if (cause instanceof UserError) throw cause;
    throw isStumble(cause) ? parquetCutOff(source) : parquetNotWritable(source, cause.message);
  });
  await requireSame(await openRawParquet(written), before, corrected(), source);
  const open = await written.open();
  try {
    yield* open.chunks();
  } finally {
    await open.close();
  }
}

/** The rows of each row group with their new labels, deleted rows and empty groups left out. */
async function* correctedGroups(
  { groups }: RawParquet,
  { source, places, parts }: Dataset,
  edits: readonly Edit[],
): AsyncGenerator<RawRow[]> {
  const { label: column } = parts[0]!.layout;
  const labelAt = new Map(edits.map(({ row, label }) => [places[row]!, label]));
  let place = 0;
  for await (const rows of groups()) {
    const kept: RawRow[] = [];
    for (const row of rows) {
      const label = labelAt.get(place++);
      if (label === null) continue;
      if (label !== undefined) setLabel(row, column, label, source);
      kept.push(row);
    }
    if (kept.length > 0) yield kept;
  }
}

/** Writes a label over the one in a row, as the same kind of value. */
function setLabel(row: RawRow, { path, place }: Column, label: string, source: string): void {
  const steps = (place === undefined ? path : place.locate(withTexts(row) as object)) ?? [];
  if (steps.length === 0 || place?.write !== undefined) throw parquetLabelUnwritable(source, label, 'object');
  let holder: Record<string | number, unknown> = row;
  for (const step of steps.slice(0, -1)) holder = holder[step] as typeof holder;
  const last = steps.at(-1)!;
  const old = holder[last];
  const isWhole = /^-?\d+$/.test(label);
  if (old instanceof Uint8Array) holder[last] = new TextEncoder().encode(label);
  else if (typeof old === 'bigint' && isWhole) holder[last] = BigInt(label);
  else if (typeof old === 'number' && label.trim() !== '' && Number.isFinite(Number(label)))
    holder[last] = Number(label);
  else if (typeof old === 'boolean' && /^(true|false)$/.test(label)) holder[last] = label === 'true';
  else throw parquetLabelUnwritable(source, label, typeof old);
}

/** A value as it is read elsewhere, its bytes as texts: what finds labels looks at these. */
function withTexts(value: unknown): unknown {
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (Array.isArray(value)) return value.map(withTexts);
  if (typeof value !== 'object' || value === null || isDate(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withTexts(part)]));
}

/** Writes row groups; what is written goes out after each of them. */
async function* writeGroups(
  { metadata, rawSchema }: RawParquet,
  groups: AsyncIterable<RawRow[]>,
): AsyncGenerator<Uint8Array> {
  const { ByteWriter, ParquetWriter } = await import('hyparquet-writer');
  const bytes = new ByteWriter();
  const taken = () => {
    const piece = bytes.getBytes().slice();
    bytes.index = 0;
    return piece;
  };
  const writer = new ParquetWriter({
    writer: bytes,
    schema: rawSchema,
    compressors: await loadCompressors(),
    // The writer would compare stored values, not what they mean; no reader needs these.
    statistics: false,
    kvMetadata: metadata.key_value_metadata ?? [],
    ...(metadata.created_by === undefined ? {} : { createdBy: metadata.created_by }),
  });
  const names = columnNames(metadata);
  for await (const rows of groups) {
    const columnData = names.map((name) => ({
      name,
      data: rows.map((row) => row[name]),
      codec: codecOf(metadata, name),
    }));
    await writer.write({ columnData, rowGroupSize: rows.length });
    yield taken();
  }
  writer.schema = metadata.schema.map(asConvertedType);
  await writer.finish();
  yield taken();
}

/**
 * The same type in its older and shorter form, which says all of it: hyparquet-writer 0.17 writes the newer form
 * of whole numbers in a way that other readers refuse.
 */
function asConvertedType(element: SchemaElement): SchemaElement {
  const { logical_type: type, ...rest } = element;
  if (type?.type !== 'INTEGER') return element;
  const name = `${type.isSigned ? 'INT' : 'UINT'}_${type.bitWidth}`;
  return { ...rest, converted_type: name as NonNullable<SchemaElement['converted_type']> };
}

/** Names of the columns on the first level. */
function columnNames({ schema }: FileMetaData): string[] {
  const names: string[] = [];
  const skip = (at: number): number => {
    let next = at + 1;
    for (let child = 0; child < (schema[at]!.num_children ?? 0); child++) next = skip(next);
    return next;
  };
  for (let at = 1; at < schema.length; at = skip(at)) names.push(schema[at]!.name);
  return names;
}

/** How a column was compressed, as far as that can be done again. */
function codecOf({ row_groups }: FileMetaData, name: string): CompressionCodec {
  const chunk = row_groups[0]?.columns.find(({ meta_data }) => meta_data?.path_in_schema[0] === name);
  const codec = chunk?.meta_data?.codec ?? 'SNAPPY';
  return CODECS.includes(codec) ? codec : 'SNAPPY';
}

/** Makes sure that what was written is read as what was to be written. */
async function requireSame(
  written: RawParquet,
  before: RawParquet,
  expected: AsyncIterable<RawRow[]>,
  source: string,
): Promise<void> {
  const { schema, key_value_metadata = [] } = before.metadata;
  const found = written.metadata;
  if (!isDeepStrictEqual(plain(found.schema), plain(schema.map(asConvertedType))))
    throw parquetNotKept(source, 'schema');
  if (!isDeepStrictEqual(found.key_value_metadata ?? [], key_value_metadata))
    throw parquetNotKept(source, 'metadata');
  const groups = written.groups();
  for await (const rows of expected) {
    const { value: again = [] } = (await groups.next()) as { value?: RawRow[] };
    if (isDeepStrictEqual(again, rows)) continue;
    const name = columnNames(before.metadata).find(
      (column) => !rows.every((row, at) => isDeepStrictEqual(row[column], again[at]?.[column])),
    );
    throw parquetNotKept(source, name ?? 'rows');
  }
}

/** Without the fields that are not set. */
function plain(schema: readonly SchemaElement[]): unknown {
  return JSON.parse(JSON.stringify(schema));
}
