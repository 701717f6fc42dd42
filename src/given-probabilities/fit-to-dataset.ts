/** A table of probabilities becomes that of a data set: its columns in class order, its rows those of the data. */

import type { Dataset, Probabilities } from '../types.js';
import { columnNotAClass, rowsDiffer, rowsDifferByHeader } from './errors.js';
import type { NumberTable } from './number-table.js';

/** More class names than these are not listed. */
const LISTED = 8;

/** Data rows of the file, rows that were left out included. */
export function dataRows({ labels, leftOut }: Dataset): number {
  return leftOut.reduce((sum, { count }) => sum + count, labels.length);
}

/**
 * Takes the rows of a data set from a table, with columns in the order of its classes.
 *
 * @param table a row for each data row, or for each row of the data set
 * @returns the probabilities, and a line for people on how columns were matched
 * @throws UserError if rows or columns do not match
 */
export function fitToDataset(
  table: NumberTable,
  dataset: Dataset,
): { probabilities: Probabilities; note: string } {
  const { file, rowCount, columnCount: K, values } = table;
  const { classes, indexes, labels, source } = dataset;
  const all = dataRows(dataset);
  if (rowCount !== all && rowCount !== labels.length) {
    const maybeHeader = table.names !== null && rowCount === all - 1 && table.names.every(isNumber);
    throw (maybeHeader ? rowsDifferByHeader : rowsDiffer)(file, rowCount, source, all);
  }
  const { columns, note } = matchColumns(table, classes);
  const inOrder = columns.every((column, k) => column === k);
  if (inOrder && rowCount === labels.length) return { probabilities: { classCount: K, values }, note };
  const fitted = new Float64Array(labels.length * K);
  for (let row = 0, at = 0; row < labels.length; row++) {
    const start = (rowCount === labels.length ? row : indexes[row]!) * K;
    for (let k = 0; k < K; k++) fitted[at++] = values[start + columns[k]!]!;
  }
  return { probabilities: { classCount: K, values: fitted }, note };
}

/** The column of each class: by name where the names are those of the classes, else by class order. */
function matchColumns(
  { file, names, columnCount }: NumberTable,
  classes: readonly string[],
): { columns: readonly number[]; note: string } {
  const stranger = names?.find((name) => !classes.includes(name));
  if (names !== null && stranger === undefined) {
    return {
      columns: classes.map((name) => names.indexOf(name)),
      note: `${file}: columns matched to classes by name`,
    };
  }
  if (stranger !== undefined && names!.some((name) => classes.includes(name))) {
    throw columnNotAClass(file, stranger, classes);
  }
  const pairs = classes.slice(0, LISTED).map((name, k) => (names === null ? name : `${names[k]} = ${name}`));
  const more = classes.length > LISTED ? ', …' : '';
  return {
    columns: Array.from({ length: columnCount }, (_, k) => k),
    note: `${file}: columns matched to classes in class order: ${pairs.join(', ')}${more}`,
  };
}

function isNumber(name: string): boolean {
  return name.trim() !== '' && Number.isFinite(Number(name));
}
