import type { OtherColumn } from './class-columns.js';

/** A file of numbers, a row for each row of data and a column for each class, whatever its format. */
export interface NumberTable {
  /** Its name as the user gave it. */
  readonly file: string;
  /** Names of the columns; null where the format has none. */
  readonly names: readonly string[] | null;
  readonly rowCount: number;
  readonly columnCount: number;
  /** Row-major, unchecked: NaN and infinity may be in it; length rowCount · columnCount. */
  readonly values: Float64Array;
  /** Physical line of each row, from 1; null where the format has no lines. */
  readonly lines: Uint32Array | null;
  /** Columns that are no class, and were left out; length of each rowCount. */
  readonly others?: readonly OtherColumn[];
  /** What was found out about the file, each a line for people. */
  readonly notes?: readonly string[];
}

/** Gets how many of a table's first rows are read, where they come one after the other; others are 0 until then. */
export type OnRows = (table: NumberTable, rowCount: number) => void;

/** Where a row, or a cell of it, is, as messages say it. */
export function placeOf({ file, names, lines }: NumberTable, row: number, column?: number): string {
  const place = lines === null ? `${file}: row ${row}` : `${file}:${lines[row]}`;
  const from0 = lines === null ? ' (counted from 0)' : '';
  if (column === undefined) return place + from0;
  if (names !== null) return `${place}${from0}: column ${JSON.stringify(names[column])}`;
  return lines === null ? `${place}, column ${column}${from0}` : `${place}: number ${column + 1}`;
}
