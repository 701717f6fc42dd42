/** What the thread that decodes Parquet is asked for, and how it answers. */

/** Something to read of a file. */
export type Job =
  | { readonly kind: 'metadata' }
  | ObjectsJob
  | HeldJob
  /** All columns, each in pieces. */
  | { readonly kind: 'columns' };

/** Decodes rows, and holds them under a number; the result is how many they are. */
export interface ObjectsJob {
  readonly kind: 'objects';
  readonly held: number;
  readonly rowStart: number;
  readonly rowEnd: number;
  /** undefined: all. */
  readonly columns?: readonly string[] | undefined;
  /**
   * What bytes of text become: texts; texts where they are UTF-8; or, with `stored`, no value is turned into
   * anything, so that it can be written again without a loss.
   */
  readonly values: 'texts' | 'texts or bytes' | 'stored';
}

/** Some of the rows that are held, as `RowsByColumn`; with the last of them, or none, they are forgotten. */
export interface HeldJob {
  readonly kind: 'held';
  readonly held: number;
  readonly from: number;
  readonly to: number;
}

/** Files are identified by number, so that the thread keeps what it knows of one. */
export interface JobOnFile {
  readonly file: number;
  readonly byteLength: number;
  readonly job: Job;
}

export type ToThread =
  | ({ readonly id: number } & JobOnFile)
  | { readonly piece: number; readonly bytes: ArrayBuffer }
  /** No caller waits any more for a job. */
  | { readonly forget: number };

export type FromThread =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: { name: string; message: string; code: unknown } }
  /** Bytes of the file that are needed. */
  | { readonly id: number; readonly piece: number; readonly start: number; readonly end: number };

/**
 * Rows, as `Job` of kind `held` gives them, column by column: the names of columns are passed on once then, and not
 * with every row, which takes half of the time.
 */
export interface RowsByColumn {
  readonly rowCount: number;
  readonly columns: readonly (readonly [name: string, values: readonly unknown[]])[];
}

/** The columns of a file, as `Job` of kind `columns` gives them. */
export type ColumnPieces = readonly {
  readonly name: string;
  readonly pieces: readonly ArrayLike<unknown>[];
}[];
