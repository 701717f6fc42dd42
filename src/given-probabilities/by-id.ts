/** Rows of a table found by an id that the data have as well. */
import { sameName } from '../dataset/columns/usual-names.js';
import type { Dataset } from '../types.js';
import { idNotInTable, idTwiceInTable } from './errors.js';
import type { NumberTable } from './number-table.js';

/**
 * Puts the rows of a table into the order of a data set, where both have the column that names the rows.
 *
 * @returns the table itself where they have not
 * @throws UserError if an id is in the table twice, or a row of the data has none in it
 * @example
 * const table = await byId(await readTable('p.csv'), dataset); // row i is that of row i of the data set
 */
export async function byId(table: NumberTable, dataset: Dataset): Promise<NumberTable> {
  const name = dataset.parts[0]?.layout.id?.name ?? undefined;
  const column = table.others?.find((other) => sameName(other.name, name));
  if (column === undefined) return table;
  const { file, columnCount } = table;
  const rowOf = new Map<string, number>();
  for (const [row, id] of column.cells.entries()) {
    if (rowOf.has(id)) throw idTwiceInTable(file, id);
    rowOf.set(id, row);
  }
  const values = new Float64Array(dataset.labels.length * columnCount);
  const lines = table.lines === null ? null : new Uint32Array(dataset.labels.length);
  let at = 0;
  for await (const { id } of dataset.readTexts(dataset.labels.keys())) {
    const row = rowOf.get(String(id ?? ''));
    if (row === undefined) throw idNotInTable(file, String(id ?? ''), dataset.source);
    values.set(table.values.subarray(row * columnCount, (row + 1) * columnCount), at * columnCount);
    if (lines !== null) lines[at] = table.lines![row]!;
    at++;
  }
  const notes = [...(table.notes ?? []), `${file}: rows matched by the column ${column.name}`];
  return { ...table, rowCount: at, values, lines, notes };
}
