/** Writing probabilities so that NumPy, pandas and this program read the same numbers back. */

import { guarded } from '../dataset/csv/spreadsheet-cell.js';
import type { Probabilities } from '../types.js';

/** The formats, by the ending of the name. */
export const SAVED_ENDINGS = ['.npy', '.csv', '.parquet'] as const;
type Ending = (typeof SAVED_ENDINGS)[number];

/** The ending of a file's name, where it is one that can be written. */
export function savedEnding(file: string): Ending | undefined {
  return SAVED_ENDINGS.find((ending) => file.toLowerCase().endsWith(ending));
}

/**
 * The pieces of a file of probabilities.
 *
 * @param classes names of the columns, in class order; .npy has no room for them
 */
export async function* writeTable(
  ending: Ending,
  probabilities: Probabilities,
  classes: readonly string[],
): AsyncGenerator<string | Uint8Array> {
  if (ending === '.npy') yield* npyPieces(probabilities);
  else if (ending === '.csv') yield* csvPieces(probabilities, classes);
  else yield await parquetBytes(probabilities, classes);
}

const VALUES_A_PIECE = 1 << 17;

function* npyPieces({ classCount, values }: Probabilities): Generator<Uint8Array> {
  const text = `{'descr': '<f8', 'fortran_order': False, 'shape': (${values.length / classCount}, ${classCount}), }`;
  // The items begin at a multiple of 64 bytes, as NumPy has it.
  const length = Math.ceil((10 + text.length + 1) / 64) * 64 - 10;
  const head = Buffer.from(`\x93NUMPY\x01\x00..${text.padEnd(length - 1)}\n`, 'latin1');
  head.writeUInt16LE(length, 8);
  yield head;
  for (let from = 0; from < values.length; from += VALUES_A_PIECE) {
    const part = values.subarray(from, from + VALUES_A_PIECE);
    const bytes = Buffer.alloc(part.length * 8);
    part.forEach((value, i) => {
      bytes.writeDoubleLE(value, i * 8);
    });
    yield bytes;
  }
}

function* csvPieces({ classCount, values }: Probabilities, classes: readonly string[]): Generator<string> {
  yield `${classes.map(toCell).join(',')}\n`;
  const rows = Math.max(1, Math.floor(VALUES_A_PIECE / classCount)) * classCount;
  for (let from = 0; from < values.length; from += rows) {
    let piece = '';
    for (let at = from; at < Math.min(from + rows, values.length); at += classCount) {
      piece += `${values.subarray(at, at + classCount).join(',')}\n`;
    }
    yield piece;
  }
}

function toCell(name: string): string {
  const cell = guarded(name);
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

async function parquetBytes(
  { classCount, values }: Probabilities,
  classes: readonly string[],
): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  const rows = values.length / classCount;
  const columnData = classes.map((name, k) => ({
    name,
    data: Float64Array.from({ length: rows }, (_, row) => values[row * classCount + k]!),
    type: 'DOUBLE' as const,
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}
