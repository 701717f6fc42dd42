/** Parquet rows as they are stored, so that they can be written again without a loss. */
import type { AsyncBuffer, FileMetaData, SchemaElement } from 'hyparquet';
import type { PlainBytes } from '../../types.js';
import { asyncFile, withParquet } from './parquet-library.js';

/** A row: a value a column, nested ones as lists and objects. Leaves are numbers, bigints, booleans and bytes. */
export type RawRow = Record<string, unknown>;

/** A Parquet file whose rows are read without turning them into texts, dates and the like. */
export interface RawParquet {
  readonly metadata: FileMetaData;
  /** The schema, without what the leaves mean. */
  readonly rawSchema: SchemaElement[];
  /** The rows of each row group. */
  groups(): AsyncGenerator<RawRow[]>;
}

/**
 * Opens a Parquet file to read its rows as they are stored.
 *
 * @param bytes of a file that was read as Parquet before
 */
export async function openRawParquet(bytes: PlainBytes): Promise<RawParquet> {
  const { parquetMetadataAsync, parquetReadObjects } = await import('hyparquet');
  const { compressors } = await import('hyparquet-compressors');
  const withFile = async <T>(work: (file: AsyncBuffer) => Promise<T>): Promise<T> => {
    const open = await bytes.open();
    try {
      return await withParquet(asyncFile(open, bytes.size), work);
    } finally {
      await open.close();
    }
  };
  const metadata = await withFile((file) => parquetMetadataAsync(file, { geoparquet: false }));
  const rawSchema = metadata.schema.map(withoutMeaning);
  return {
    metadata,
    rawSchema,
    async *groups() {
      let rowStart = 0;
      for (const { num_rows } of metadata.row_groups) {
        const rowEnd = rowStart + Number(num_rows);
        const how = { rowStart, rowEnd, compressors, utf8: false, geoparquet: false };
        yield await withFile((file) =>
          parquetReadObjects({ file, metadata: { ...metadata, schema: rawSchema }, ...how }),
        );
        rowStart = rowEnd;
      }
    },
  };
}

function withoutMeaning(element: SchemaElement): SchemaElement {
  if (element.type === undefined) return element; // says how its children are nested
  const { converted_type, logical_type, scale, precision, ...stored } = element;
  return stored;
}
