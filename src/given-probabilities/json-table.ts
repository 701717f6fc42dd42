/** Probabilities in one JSON value: a list with a row each, or an object with a column each, as pandas writes them. */

import { readFile } from 'node:fs/promises';
import { fileProblem } from '../dataset/bytes/stored-bytes.js';
import { fileIsEmpty } from '../dataset/errors.js';
import { jsonTableBroken } from './errors.js';
import { LineCollector } from './jsonl-table.js';
import type { NumberTable } from './number-table.js';

/**
 * Reads a table of numbers. Rows are arrays, objects by class name, or lists of {"label", "score"}, as `pipeline` of
 * transformers returns them. They have no lines: messages call the first row 1.
 *
 * @throws UserError if it can't be read, or with the row of the first thing that is wrong
 */
export async function readJsonTable(file: string): Promise<NumberTable> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw fileProblem(file, cause);
  });
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw jsonTableBroken(file, 'this is not valid JSON');
  }
  const rows = Array.isArray(value) ? value : rowsOfColumns(file, value);
  if (rows.length === 0) throw fileIsEmpty(file);
  const collector = new LineCollector(file);
  for (const [at, row] of rows.entries()) collector.addValue(row, at + 1);
  return { ...collector.finish(), lines: null };
}

/** The rows of {"pos": {"0": 0.9, "1": 0.2}, "neg": {…}}, or of the same with arrays. */
function rowsOfColumns(file: string, value: unknown): object[] {
  const isObject = typeof value === 'object' && value !== null;
  const columns = isObject ? Object.entries(value) : [];
  const [first] = columns;
  if (first === undefined || !columns.every(([, column]) => typeof column === 'object' && column !== null)) {
    throw jsonTableBroken(file, 'this is neither a list of rows nor an object of columns');
  }
  const keys = Object.keys(first[1] as object);
  const odd = columns.find(([, column]) => Object.keys(column as object).join() !== keys.join());
  if (odd !== undefined)
    throw jsonTableBroken(file, `the columns "${first[0]}" and "${odd[0]}" have other rows`);
  if (keys.some((key, at) => key !== String(at)))
    throw jsonTableBroken(file, 'the rows of its columns are not numbered 0, 1, 2 and so on');
  return keys.map((key) =>
    Object.fromEntries(columns.map(([name, column]) => [name, (column as Record<string, unknown>)[key]])),
  );
}
