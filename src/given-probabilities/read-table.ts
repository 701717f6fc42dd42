/** Files of probabilities by the ending of their name. */
import { columnsNamedAlike, tableEmpty, tableFormatUnclear, tooFewColumns } from '../errors.js';
import { readCsvTable } from './csv-table.js';
import { readJsonlTable } from './jsonl-table.js';
import { readNpyTable } from './npy.js';
import type { NumberTable } from './number-table.js';
import { readParquetTable } from './parquet-table.js';

const READERS: Readonly<Record<string, (file: string) => Promise<NumberTable>>> = {
  '.csv': readCsvTable,
  '.jsonl': readJsonlTable,
  '.ndjson': readJsonlTable,
  '.npy': readNpyTable,
  // Its header says that it holds several arrays, in words for people.
  '.npz': readNpyTable,
  '.parquet': readParquetTable,
};

/**
 * Reads a file of probabilities; what the numbers are is not checked yet.
 *
 * @throws UserError if it can't be read, or has no rows, fewer than two columns, or two of one name
 */
export async function readTable(file: string): Promise<NumberTable> {
  const ending = /\.[^./\\]+$/.exec(file.toLowerCase())?.[0] ?? '';
  if (!Object.hasOwn(READERS, ending)) {
    throw tableFormatUnclear(file, ['.npy', '.csv', '.jsonl', '.parquet']);
  }
  const table = await READERS[ending]!(file);
  if (table.rowCount === 0) throw tableEmpty(file);
  if (table.columnCount < 2) throw tooFewColumns(file, table.columnCount);
  const twice = table.names?.find((name, at) => table.names!.indexOf(name) !== at);
  if (twice !== undefined) throw columnsNamedAlike(file, twice);
  return table;
}
