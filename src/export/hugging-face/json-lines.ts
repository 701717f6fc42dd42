/** Rows as JSON lines, labels by their names; the card says that they are classes. */
import { cellValue, type PublishedColumn, type PublishedRow } from './cells.js';

/** A line for each row. */
export async function* jsonLines(
  rows: AsyncIterable<PublishedRow>,
  columns: readonly PublishedColumn[],
  classes: readonly string[],
): AsyncGenerator<string> {
  for await (const row of rows) {
    const cells = columns.map((column) => {
      const value = column.type === 'class_label' ? classes[row.label]! : cellValue(column, row);
      return `${JSON.stringify(column.name)}:${typeof value === 'bigint' ? value : JSON.stringify(value)}`;
    });
    yield `{${cells.join(',')}}\n`;
  }
}
