/** What hyparquet throws at damaged files, and rows that are read as they are stored. */
import type { FileMetaData, SchemaElement } from 'hyparquet';
import type { PlainBytes } from '../../types.js';
import { type Readable, ThreadedParquet } from './parquet-thread.js';
import { withoutMeaning } from './stored-schema.js';

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
  const parquet = new ThreadedParquet(bytes.size);
  const withFile = async <T>(work: (open: Readable) => Promise<T>): Promise<T> => {
    const open = await bytes.open();
    try {
      return await work(open);
    } finally {
      await open.close();
    }
  };
  const metadata = await withFile((open) => parquet.metadata(open));
  return {
    metadata,
    rawSchema: metadata.schema.map(withoutMeaning),
    async *groups() {
      let rowStart = 0;
      for (const { num_rows } of metadata.row_groups) {
        const rowEnd = rowStart + Number(num_rows);
        const rows: RawRow[] = [];
        for await (const some of parquet.objects<RawRow>({ rowStart, rowEnd, values: 'stored' }, withFile)) {
          rows.push(...some);
        }
        yield rows;
        rowStart = rowEnd;
      }
    },
  };
}
