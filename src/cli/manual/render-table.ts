import stringWidth from 'string-width';
import { wrap } from '../../report/layout.js';

const GAP = '  ';
const BELOW = '    ';

type Align = 'center' | 'left' | 'right' | null;

/**
 * Lays out a table for a terminal: in columns where they fit. Otherwise each row becomes a paragraph: its first cell, and
 * below it the other cells, with their headings where there are several.
 *
 * @param cells rows of cells, each on one line; the first row has the headings
 * @returns lines, none wider than `width` (where that is 24 or more)
 * @example
 * renderTable([['option', 'what it does'], ['--all', 'every row']], [null, null], 12)
 * // ['--all', '    every', '    row']
 */
export function renderTable(
  cells: readonly (readonly string[])[],
  align: readonly Align[],
  width: number,
): string[] {
  const widths = cells[0]!.map((_, column) =>
    Math.max(...cells.map((row) => stringWidth(row[column] ?? ''))),
  );
  const total = widths.reduce((sum, each) => sum + each, 0) + GAP.length * (widths.length - 1);
  return total <= width ? inColumns(cells, align, widths) : asList(cells, width);
}

function inColumns(
  cells: readonly (readonly string[])[],
  align: readonly Align[],
  widths: readonly number[],
): string[] {
  const lines = cells.map((row) =>
    row
      .map((cell, column) => {
        const space = ' '.repeat(widths[column]! - stringWidth(cell));
        return align[column] === 'right' ? space + cell : cell + space;
      })
      .join(GAP)
      .trimEnd(),
  );
  const rule = widths.map((each) => '─'.repeat(each)).join(GAP);
  return [lines[0]!, rule, ...lines.slice(1)];
}

/** An empty first cell repeats the one above it, as in tables that group rows. */
function asList([head, ...rows]: readonly (readonly string[])[], width: number): string[] {
  let first = '';
  return rows.flatMap((row) => {
    first = row[0] || first;
    const others = row.slice(1).map((cell, at) => {
      const named = row.length > 2 && cell !== '' && head![at + 1] !== '';
      return named ? `${head![at + 1]}: ${cell}` : cell;
    });
    return [
      ...wrap(first, width),
      ...others
        .filter((cell) => cell !== '')
        .flatMap((cell) => wrap(cell, width - BELOW.length).map((line) => BELOW + line)),
    ];
  });
}
