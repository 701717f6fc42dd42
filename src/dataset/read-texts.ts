/** Random access: some rows of a file are read again, from their places. */

import type { FileHandle } from 'node:fs/promises';
import * as errors from '../errors.js';
import type { RowText } from '../types.js';
import { fileProblem, openFile } from './bytes.js';
import { joinedText, type Rows } from './read-rows.js';
import { RecordParser } from './record-parser.js';

/** So many rows, or so many bytes of them, are read at a time: what bounds the memory. */
const WINDOW_ROWS = 16_384;
const WINDOW_BYTES = 8 * 1024 * 1024;
/** Reading over a gap of this size costs less than another call to the system. */
const GAP_BYTES = 64 * 1024;
const READ_BYTES = 1024 * 1024;

/**
 * Reads the texts of some rows again, in the order asked for.
 *
 * @param table the rows as they were read the first time
 * @param hasLabel whether a label is (still) that of a row
 * @param wanted row numbers in 0 … n−1, in any order, also more than once
 * @throws UserError if the file has changed since; RangeError if there is no such row
 */
export async function* readTexts(
  table: Rows,
  hasLabel: (label: string, row: number) => boolean,
  wanted: Iterable<number>,
): AsyncGenerator<RowText> {
  const { handle, stats } = await openFile(table.path);
  try {
    if (stats.size !== table.bytes || stats.mtimeMs !== table.changed)
      throw errors.fileHasChanged(table.path);
    for (const window of windows(table, wanted)) {
      const texts = await readWindow(handle, table, window);
      for (const row of window) {
        const text = texts.get(row);
        if (text === undefined || !hasLabel(text.label, row)) throw errors.fileHasChanged(table.path);
        yield text;
      }
    }
  } finally {
    await handle.close();
  }
}

/** Cuts the wanted rows into windows, in the order asked for. */
function* windows(table: Rows, wanted: Iterable<number>): Generator<number[]> {
  let window: number[] = [];
  let bytes = 0;
  for (const row of wanted) {
    if (!(row in table.places)) throw new RangeError(`there is no row ${row}`);
    window.push(row);
    bytes += endOf(table, row) - table.places[row]!;
    if (window.length === WINDOW_ROWS || bytes >= WINDOW_BYTES) {
      yield window;
      window = [];
      bytes = 0;
    }
  }
  if (window.length > 0) yield window;
}

/** Where the next row starts that was kept: between them may be blank lines and rows that were left out. */
function endOf(table: Rows, row: number): number {
  return table.places[row + 1] ?? table.bytes;
}

/** Reads rows in the order of the file; returns their texts by row number. */
async function readWindow(
  handle: FileHandle,
  table: Rows,
  window: readonly number[],
): Promise<Map<number, RowText>> {
  const rows = [...new Set(window)].sort((a, b) => a - b);
  const sizes = rows.map((row) => endOf(table, row) - table.places[row]!);
  const slices = Buffer.allocUnsafe(sizes.reduce((sum, size) => sum + size, 0));
  let filled = 0;
  for (const run of neighbours(table, rows)) {
    const start = table.places[run[0]!]!;
    const bytes = await readBytes(handle, table.path, start, endOf(table, run.at(-1)!));
    for (const row of run) {
      filled += bytes.copy(slices, filled, table.places[row]! - start, endOf(table, row) - start);
    }
  }
  return parseSlices(table, rows, sizes, slices);
}

/** Groups ascending rows that are close enough to be read at once. */
function* neighbours(table: Rows, rows: readonly number[]): Generator<number[]> {
  let run: number[] = [];
  for (const row of rows) {
    const last = run.at(-1);
    const far = last !== undefined && table.places[row]! - endOf(table, last) > GAP_BYTES;
    const full = run.length > 0 && endOf(table, row) - table.places[run[0]!]! > READ_BYTES;
    if (far || full) {
      yield run;
      run = [];
    }
    run.push(row);
  }
  yield run;
}

async function readBytes(handle: FileHandle, file: string, start: number, end: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(end - start);
  for (let filled = 0; filled < bytes.length; ) {
    const part = await handle
      .read(bytes, filled, bytes.length - filled, start + filled)
      .catch((cause: unknown) => {
        throw fileProblem(file, cause);
      });
    if (part.bytesRead === 0) throw errors.fileHasChanged(file);
    filled += part.bytesRead;
  }
  return bytes;
}

/** Parses slices that lie one after the other; of each, the first record is the row. */
async function parseSlices(
  table: Rows,
  rows: readonly number[],
  sizes: readonly number[],
  slices: Buffer,
): Promise<Map<number, RowText>> {
  const texts = new Map<number, RowText>();
  let [at, start] = [0, 0];
  const parser = new RecordParser((cells, end) => {
    // A record that ends before the next slice starts is one that was left out.
    if (at === rows.length || end <= start) return;
    texts.set(rows[at]!, { label: cells[table.roles.label] ?? '', text: joinedText(cells, table.roles) });
    start += sizes[at++]!;
  });
  parser.write(slices);
  if (parser.problem === null) await parser.finish();
  if (parser.problem !== null) throw errors.fileHasChanged(table.path);
  return texts;
}
