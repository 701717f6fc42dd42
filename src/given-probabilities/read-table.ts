/** Files of probabilities by the ending of their name. */
import { firstTwice } from '../dataset/classes/class-names.js';
import { columnsNamedAlike, tableEmpty, tableFormatUnclear, tooFewColumns } from './errors.js';
import type { NumberTable, OnRows } from './number-table.js';

type Read = (file: string, onRows: OnRows) => Promise<NumberTable>;

/** Readers by ending; each is loaded when it is used, since a run needs one of them. */
const READERS: Readonly<Record<string, () => Promise<Read>>> = {
  '.csv': async () => (await import('./csv-table.js')).readCsvTable,
  '.jsonl': async () => (await import('./jsonl-table.js')).readJsonlTable,
  '.ndjson': async () => (await import('./jsonl-table.js')).readJsonlTable,
  '.npy': async () => (await import('./npy.js')).readNpyTable,
  '.npz': async () => (await import('./npy.js')).readNpyTable,
  '.json': async () => (await import('./json-table.js')).readJsonTable,
  '.safetensors': async () => (await import('./safetensors.js')).readSafetensors,
  '.parquet': async () => (await import('./parquet-table.js')).readParquetTable,
};

/**
 * Reads a file of probabilities; what the numbers are is not checked yet.
 *
 * @param onRows may be called while rows are read
 * @throws UserError if it can't be read, or has no rows, fewer than two columns, or two of one name
 */
export async function readTable(file: string, onRows: OnRows = () => {}): Promise<NumberTable> {
  const ending = /\.[^./\\]+$/.exec(file.toLowerCase())?.[0] ?? '';
  if (!Object.hasOwn(READERS, ending)) {
    throw tableFormatUnclear(file, ['.npy', '.npz', '.csv', '.jsonl', '.json', '.parquet', '.safetensors']);
  }
  const read = await READERS[ending]!();
  const table = await read(file, (early, rowCount) => {
    if (early.columnCount > 1) onRows(early, rowCount);
  });
  if (table.rowCount === 0) throw tableEmpty(file);
  if (table.columnCount < 2) throw tooFewColumns(file, table.columnCount);
  const twice = firstTwice(table.names ?? []);
  if (twice !== -1) throw columnsNamedAlike(file, table.names![twice]!);
  return table;
}
