/** Random access: some rows of a file are read again, from their places. */

import type { RowCells, RowText } from '../types.js';
import * as errors from './errors.js';
import type { Rows } from './read-rows.js';
import type { DataRecord, Stretch } from './record.js';
import { joinedText } from './row-collector.js';

/** What must be known of a file to read rows of it again. */
export type RowPlaces = Pick<Rows, 'file' | 'reader' | 'columns' | 'textCount' | 'places' | 'layout'>;

/** So many rows, or so many bytes of them, are read at a time: what bounds the memory. */
const WINDOW_ROWS = 16_384;

/**
 * Reads the texts of some rows again, in the order asked for.
 *
 * @param table the rows as they were read the first time
 * @param hasLabel whether a label is (still) that of a row
 * @param wanted row numbers in 0 … n−1, in any order, also more than once
 * @throws UserError if the file has changed since; RangeError if there is no such row
 */
export async function* readTexts(
  table: RowPlaces,
  hasLabel: HasLabel,
  wanted: Iterable<number>,
): AsyncGenerator<RowText> {
  const { columns, textCount } = table;
  for await (const record of readAgain(table, { columns, labelAt: textCount }, hasLabel, wanted)) {
    yield rowText(record, table);
  }
}

/** Reads all columns of some rows again, as `readTexts` reads their texts. */
export async function* readCells(
  table: RowPlaces,
  hasLabel: HasLabel,
  wanted: Iterable<number>,
): AsyncGenerator<RowCells> {
  const columns = table.layout.columns.map(({ number }) => number);
  const labelAt = columns.indexOf(table.layout.label.number);
  yield* readAgain(table, { columns, labelAt }, hasLabel, wanted);
}

/** Whether a label is (still) that of a row. */
type HasLabel = (label: string, row: number) => boolean;

/** Columns to read, and which of them is the label. */
interface WantedColumns {
  readonly columns: readonly number[];
  readonly labelAt: number;
}

async function* readAgain(
  table: RowPlaces,
  columns: WantedColumns,
  hasLabel: HasLabel,
  wanted: Iterable<number>,
): AsyncGenerator<DataRecord> {
  for (const window of windows(table, wanted)) {
    const records = await readWindow(table, columns.columns, window);
    for (const row of window) {
      const record = records.get(row);
      if (record === undefined || !hasLabel(record.cells[columns.labelAt]!, row)) {
        throw errors.fileHasChanged(table.file);
      }
      yield record;
    }
  }
}

/** Cuts the wanted rows into windows, in the order asked for. */
function* windows(table: RowPlaces, wanted: Iterable<number>): Generator<number[]> {
  let window: number[] = [];
  let size = 0;
  for (const row of wanted) {
    if (!(row in table.places)) throw new RangeError(`there is no row ${row}`);
    window.push(row);
    const { start, end } = stretchOf(table, row);
    size += end - start;
    if (window.length === WINDOW_ROWS || size >= table.reader.window) {
      yield window;
      window = [];
      size = 0;
    }
  }
  if (window.length > 0) yield window;
}

/** From a row to the next one that was kept: between them may be blank lines and rows that were left out. */
function stretchOf({ places, reader }: RowPlaces, row: number): Stretch {
  return { start: places[row]!, end: places[row + 1] ?? reader.end };
}

/** Reads rows in the order of the file; returns them by row number. */
async function readWindow(
  table: RowPlaces,
  columns: readonly number[],
  window: readonly number[],
): Promise<Map<number, DataRecord>> {
  const rows = [...new Set(window)].sort((a, b) => a - b);
  const records = await table.reader.again(
    rows.map((row) => stretchOf(table, row)),
    columns,
  );
  return new Map(
    rows.flatMap((row, at) => {
      const record = records[at];
      return record === undefined ? [] : [[row, record] as const];
    }),
  );
}

function rowText({ cells, kinds, lineCount }: DataRecord, { textCount }: RowPlaces): RowText {
  const label = cells[textCount]!;
  const text = joinedText(cells, textCount);
  const id = idOf(cells[textCount + 1], kinds?.[textCount + 1]);
  return lineCount === undefined ? { label, text, id } : { label, text, id, lineCount };
}

/** An id as its file has it: a number stays one, unless doubles do not hold all its digits; then it is a text. */
function idOf(cell: string | undefined, kind: string | undefined): RowText['id'] {
  if (cell === undefined || kind === 'missing') return null;
  return kind === 'number' && String(Number(cell)) === cell ? Number(cell) : cell;
}
