/** hyparquet: how it reads our bytes, and what it throws at damaged ones. */
import type { AsyncBuffer, FileMetaData, SchemaElement } from 'hyparquet';
import type { PlainBytes } from '../../types.js';
import { loadCodecs } from './codecs.js';

/** Bytes of ours as a file that hyparquet reads. */
export function asyncFile(
  open: Pick<Awaited<ReturnType<PlainBytes['open']>>, 'read'>,
  byteLength: number,
): AsyncBuffer {
  return {
    byteLength,
    async slice(start, end = byteLength) {
      const bytes = await open.read(start, Math.min(end, byteLength));
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
    },
  };
}

/**
 * Lets hyparquet work on a file. It asks for many pieces at once, and does not wait for all of them where it throws or
 * needs a piece no more; one that failed then would be told to nobody, which ends the process. So a piece that fails
 * never comes, and ends the work instead.
 */
export async function withParquet<T>(file: AsyncBuffer, work: (file: AsyncBuffer) => Promise<T>): Promise<T> {
  let isOver = false;
  let fail: (cause: unknown) => void;
  const failure = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const slice = (start: number, end?: number) =>
    new Promise<ArrayBuffer>((resolve) => {
      Promise.resolve(file.slice(start, end)).then((piece) => isOver || resolve(piece), fail);
    });
  try {
    return await Promise.race([work({ byteLength: file.byteLength, slice }), failure]);
  } finally {
    isOver = true;
  }
}

/**
 * Whether hyparquet has stumbled over damaged bytes without seeing that they are damaged: then JavaScript itself says
 * what went wrong in the program, as in "Cannot read properties of undefined", which tells people nothing.
 */
export function isStumble(cause: unknown): boolean {
  return !(cause instanceof Error) || cause.name !== 'Error' || /\bundefined$/.test(cause.message);
}

/** Parquet rows as they are stored, so that they can be written again without a loss. */

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
  const compressors = await loadCodecs();
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
