/** Rows as Parquet, with the features in the metadata of the schema; written a group of rows at a time. */
import type { SchemaElement } from 'hyparquet';
import type { ByteWriter, ColumnSource } from 'hyparquet-writer';
import { type ColumnType, cellValue, type PublishedColumn, type PublishedRow } from './features.js';

/** Rows, and characters of text, in memory at a time. */
const GROUP_ROWS = 50_000;
const GROUP_CHARACTERS = 32_000_000;

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
export async function* parquetPieces(
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
