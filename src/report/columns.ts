import stringWidth from 'string-width';
import { cutTo } from './cut.js';
import { visible } from './escape.js';

/** Names are cut to this width in a table of classes. */
const WIDEST_NAME = 24;
/** Where there is little room names are cut to this width before a column goes, and to the least one at last. */
const NARROW_NAME = 10;
const NARROWEST_NAME = 4;
const GAP = 2;

/** How cells are fitted into lines. */
export interface ColumnOptions {
  /** What a line may take; default no limit. */
  readonly width?: number | undefined;
  /** Heads of the columns that a narrow terminal does without, in that order. */
  readonly goFirst?: readonly string[];
}

/**
 * Lines up cells, the first row being heads: the first column to the left, numbers to the right. Where the lines would
 * be too wide, names are cut, then columns left out.
 *
 * @example
 * columns([['class', 'rows'], ['pos', '12']]) // ['  class  rows', '  pos      12']
 */
export function columns(
  rows: readonly (readonly string[])[],
  { width = Number.POSITIVE_INFINITY, goFirst = [] }: ColumnOptions = {},
): string[] {
  let cells = rows.map((row) => row.map((cell) => cutTo(visible(cell), WIDEST_NAME)));
  const widthsOf = () => cells[0]!.map((_, at) => Math.max(...cells.map((row) => stringWidth(row[at]!))));
  const excess = () => widthsOf().reduce((sum, cell) => sum + cell + GAP, 0) - width;
  const cutNames = (least: number) => {
    if (excess() <= 0) return;
    const most = Math.max(least, widthsOf()[0]! - excess());
    cells = cells.map(([name, ...numbers]) => [cutTo(name!, most), ...numbers]);
  };
  cutNames(NARROW_NAME);
  for (const head of goFirst) {
    if (excess() <= 0) break;
    const left = rows[0]!.indexOf(head);
    const at = cells[0]!.indexOf(cutTo(visible(rows[0]![left] ?? ''), WIDEST_NAME));
    if (at > 0) cells = cells.map((row) => row.toSpliced(at, 1));
  }
  cutNames(NARROWEST_NAME);
  const widths = widthsOf();
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
