import stringWidth from 'string-width';
import { visible } from './escape.js';

/** Names are cut to this width in a table of classes. */
const WIDEST_NAME = 24;

/** Lines up cells: the first column to the left, numbers to the right. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const cells = rows.map((row) => row.map((cell) => shorten(visible(cell))));
  const widths = cells[0]!.map((_, at) => Math.max(...cells.map((row) => stringWidth(row[at]!))));
  return cells.map((row) =>
    row
      .map((cell, at) => {
        const padding = ' '.repeat(widths[at]! - stringWidth(cell));
        return at === 0 ? `  ${cell}${padding}` : `  ${padding}${cell}`;
      })
      .join('')
      .trimEnd(),
  );
}

function shorten(name: string): string {
  return stringWidth(name) <= WIDEST_NAME ? name : `${[...name].slice(0, WIDEST_NAME - 1).join('')}…`;
}
