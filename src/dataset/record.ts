/** What every format hands on: rows as cells, and where they are. */

import type { LabelCells, LabelPlace, RowCells } from '../types.js';

export type { CellKind } from '../types.js';

/** One row of a file. */
export interface DataRecord extends RowCells {
  /** Physical line on which it starts, from 1; 0 where the format has none. */
  readonly line: number;
  /** Physical lines that it takes; absent where this is not known. */
  readonly lineCount?: number;
  /** What finds it again: its byte offset, or its row number where the format has no offsets. */
  readonly place: number;
}

/** Where a row is, and where the next one starts that was kept. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A file of some format. Columns are numbered from 0. */
export interface TableReader {
  /** Names of the columns; null where only the first row could tell them. */
  readonly names: readonly string[] | null;
  /** What was found out about the file, each a line for people. */
  readonly notes: readonly string[];
  /** Names of the classes that the file itself tells for a column; null where it tells none. */
  classNames(column: number): readonly string[] | null;
  /** The path of a column for people who rewrite it: names and positions; null where columns have numbers only. */
  path(column: number): readonly (string | number)[] | null;
  /** How the label is found where a column has no path that is the same in all rows; else undefined. */
  place(column: number): LabelPlace | undefined;
  /** Set where rows are written in a form that engines do not know: what that is. */
  readonly form?: string;
  /** How labels are found and written in its bytes; absent where the layout determines it. */
  readonly labelCells?: LabelCells;
  /** The first few thousand rows, all of their columns. */
  sample(): Promise<DataRecord[]>;
  /** All rows from the first, with these columns in this order. */
  records(columns: readonly number[]): AsyncGenerator<DataRecord[]>;
  /** Reads some rows again, ascending; undefined for one that is not there any more. */
  again(rows: readonly Stretch[], columns: readonly number[]): Promise<(DataRecord | undefined)[]>;
  /** Where the last row ends at the latest. */
  readonly end: number;
  /** How large a stretch may be that is read at once, in the units of `place`. */
  readonly window: number;
}

/** Enough rows to see what is what, but no more than this much of a file with long texts. */
export const SAMPLE_ROWS = 4096;
export const SAMPLE_BYTES = 8 * 1024 * 1024;

/** Takes the first few thousand rows of batches, and no more. */
export async function takeSample(batches: AsyncIterable<DataRecord[]>): Promise<DataRecord[]> {
  const rows: DataRecord[] = [];
  for await (const batch of batches) {
    for (const record of batch) rows.push(record);
    if (rows.length >= SAMPLE_ROWS || (rows.at(-1)?.place ?? 0) >= SAMPLE_BYTES) break;
  }
  return rows;
}
