/** The files of rows of a published data set. */

import type { SchemaElement } from 'hyparquet';
import type { ByteWriter, ColumnSource } from 'hyparquet-writer';
import type { Dataset } from '../../types.js';
import type { CorrectedRows } from '../corrected-rows.js';
import type { DataFormat, ExportFile } from '../targets.js';
import {
  type ColumnType,
  cellValue,
  featuresJson,
  type PublishedColumn,
  type PublishedRow,
} from './features.js';
import { type PublishedShape, partFinder } from './published-shape.js';

/** `datasets` splits files at this size, measured in memory. */
const SHARD_BYTES = 500_000_000;

/** Input of the data files. */
export interface PublishedSource {
  readonly dataset: Dataset;
  readonly corrected: CorrectedRows;
  /** Row numbers, in the order in which they are published. */
  readonly rows: Uint32Array;
  readonly shape: PublishedShape;
  readonly split: string;
  readonly format: Extract<DataFormat, 'parquet' | 'jsonl'>;
  /** Size at which a new file begins; for tests. */
  readonly shardBytes?: number;
}

/** The data files, named as `datasets` names them. */
export function* dataFiles(source: PublishedSource): Generator<ExportFile> {
  const { rows, shape, split, format, dataset } = source;
  const wanted = Math.ceil(shape.bytes / (source.shardBytes ?? SHARD_BYTES));
  const shards = Math.min(rows.length, Math.max(1, wanted));
  const number = (value: number) => String(value).padStart(5, '0');
  for (let shard = 0; shard < shards; shard++) {
    const part = rows.subarray(
      Math.floor((shard * rows.length) / shards),
      Math.floor(((shard + 1) * rows.length) / shards),
    );
    const published = publishedRows(source, part);
    const pieces =
      format === 'parquet'
        ? parquetPieces(published, shape.columns, featuresJson(shape.columns, dataset.classes))
        : jsonLines(published, shape.columns, dataset.classes);
    yield { name: `data/${split}-${number(shard)}-of-${number(shards)}.${format}`, pieces };
  }
}

/** Whether a file has rows of a split: named as by `dataFiles`, or with a hash, as by older versions of `datasets`. */
export function isDataFile(name: string, split: string): boolean {
  const [, found] = /^data\/(.+)-\d{5}-of-\d{5}(?:-[0-9a-f]{16})?\.(?:parquet|jsonl)$/.exec(name) ?? [];
  return found === split;
}

async function* publishedRows(
  { dataset, corrected }: PublishedSource,
  rows: Uint32Array,
): AsyncGenerator<PublishedRow> {
  const partOf = partFinder(dataset);
  let place = 0;
  for await (const { cells, kinds } of dataset.readCells(rows)) {
    const row = rows[place++]!;
    const label = corrected.labels[row]!;
    const className = dataset.classes[label]!;
    yield { part: partOf(row), label, className, cells, ...(kinds === undefined ? {} : { kinds }) };
  }
}

/** Rows as JSON lines with the names of labels; the card declares that they are classes. */

/** A line for each row. */
export async function* jsonLines(
  rows: AsyncIterable<PublishedRow>,
  columns: readonly PublishedColumn[],
  classes: readonly string[],
): AsyncGenerator<string> {
  for await (const row of rows) {
    const cells = columns.map((column) => {
      const value = column.type === 'class_label' ? classes[row.label]! : cellValue(column, row);
      return `${JSON.stringify(column.name)}:${typeof value === 'bigint' ? value : JSON.stringify(value)}`;
    });
    yield `{${cells.join(',')}}\n`;
  }
}

/** Rows, and characters of text, in memory at a time. */
const GROUP_ROWS = 10_000;
const GROUP_CHARACTERS = 8_000_000;

const PHYSICAL: Readonly<Record<ColumnType, Omit<SchemaElement, 'name'>>> = {
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  int64: { type: 'INT64' },
  float64: { type: 'DOUBLE' },
  bool: { type: 'BOOLEAN' },
  class_label: { type: 'INT64' },
  label_number: { type: 'INT64' },
};

/**
 * The pieces of a Parquet file.
 *
 * @param features value of the key "huggingface"
 */
async function* parquetPieces(
  rows: AsyncIterable<PublishedRow>,
  columns: readonly PublishedColumn[],
  features: string,
): AsyncGenerator<Uint8Array> {
  const { ByteWriter, ParquetWriter } = await import('hyparquet-writer');
  const bytes = new ByteWriter();
  const schema: SchemaElement[] = [
    { name: 'schema', num_children: columns.length },
    ...columns.map(({ name, type }) => ({
      name,
      repetition_type: 'OPTIONAL' as const,
      ...PHYSICAL[type],
    })),
  ];
  const writer = new ParquetWriter({
    writer: bytes,
    schema,
    kvMetadata: [{ key: 'huggingface', value: features }],
    createdBy: 'find-label-errors',
  });
  for await (const columnData of groups(rows, columns)) {
    writer.write({ columnData, rowGroupSize: GROUP_ROWS });
    yield taken(bytes);
  }
  writer.finish();
  yield taken(bytes);
}

/** Removes and returns the bytes written so far; the writer's offsets continue. */
function taken(bytes: ByteWriter): Uint8Array {
  const piece = bytes.getBytes().slice();
  bytes.index = 0;
  return piece;
}

type Value = ReturnType<typeof cellValue>;

/** Rows as columns, a group at a time. */
async function* groups(
  rows: AsyncIterable<PublishedRow>,
  columns: readonly PublishedColumn[],
): AsyncGenerator<ColumnSource[]> {
  let data: Value[][] = columns.map(() => []);
  let characters = 0;
  const group = () => columns.map(({ name }, at) => ({ name, data: data[at]! }));
  for await (const row of rows) {
    for (const [at, column] of columns.entries()) {
      data[at]!.push(column.type === 'class_label' ? BigInt(row.label) : cellValue(column, row));
    }
    for (const cell of row.cells) characters += cell.length;
    if (data[0]!.length < GROUP_ROWS && characters < GROUP_CHARACTERS) continue;
    yield group();
    data = columns.map(() => []);
    characters = 0;
  }
  if (data[0]!.length > 0) yield group();
}
