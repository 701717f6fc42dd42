/** Columns that say the same as the label in other words, as `label_text` beside `label`. */
import type { DataRecord } from '../record.js';

/** More different labels than these are not compared. */
const MOST_LABELS = 1000;

/**
 * Finds the columns whose values stand for the labels one to one.
 *
 * @param rows some rows, all of their columns
 * @param label number of the label column
 * @returns numbers of other columns; none where the rows have fewer than two labels, or none occurs twice
 * @example
 * companionsOf([{ cells: ['x', '0', 'neg'] }, { cells: ['y', '1', 'pos'] }, { cells: ['z', '1', 'pos'] }], 1) // [2]
 */
export function companionsOf(rows: readonly Pick<DataRecord, 'cells'>[], label: number): number[] {
  const labelled = rows.filter(({ cells }) => cells[label]?.trim());
  const labels = new Set(labelled.map(({ cells }) => cells[label]!));
  if (labels.size < 2 || labels.size > MOST_LABELS || labels.size === labelled.length) return [];
  const { length = 0 } = labelled[0]?.cells ?? {};
  return [...Array(length).keys()].filter(
    (column) => column !== label && isOneToOne(labelled, label, column),
  );
}

function isOneToOne(rows: readonly Pick<DataRecord, 'cells'>[], label: number, column: number): boolean {
  const [valueFor, labelFor] = [new Map<string, string>(), new Map<string, string>()];
  for (const { cells } of rows) {
    const [name, value] = [cells[label]!, cells[column]!];
    if (value.trim() === '') return false;
    if ((valueFor.get(name) ?? value) !== value || (labelFor.get(value) ?? name) !== name) return false;
    valueFor.set(name, value);
    labelFor.set(value, name);
  }
  return true;
}
