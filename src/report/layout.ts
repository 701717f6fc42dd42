/** Text as wide as a terminal shows it, which is not as long as it is. */
import stringWidth from 'string-width';
import { visible } from './escape.js';

let segmenter: Intl.Segmenter | undefined;

/** Characters as people see them. */
function graphemes(text: string): Iterable<{ readonly segment: string }> {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter.segment(text);
}

/**
 * Cuts text to a display width, at the border of a character as people see it.
 *
 * @example
 * cutTo('漢字仮名', 5) // '漢字…'
 */
export function cutTo(text: string, width: number): string {
  // More code units than this do not fit, and cutting them first keeps a long text from being segmented whole.
  const head = text.slice(0, width * 8);
  if (head.length === text.length && stringWidth(text) <= width) return text;
  return `${beginOf(head, width - 1).trimEnd()}…`;
}

/** The longest begin of a text that is no wider than this. */
function beginOf(text: string, width: number): string {
  let shown = '';
  let used = 0;
  for (const { segment } of graphemes(text)) {
    used += stringWidth(segment);
    if (used > width) break;
    shown += segment;
  }
  return shown;
}

/** Parts a text without spaces into pieces of a display width, each with at least one character. */
export function partsOf(text: string, width: number): string[] {
  const parts: string[] = [];
  let part = '';
  let used = 0;
  for (const { segment } of graphemes(text)) {
    const wide = stringWidth(segment);
    if (part !== '' && used + wide > width) {
      parts.push(part);
      [part, used] = ['', 0];
    }
    part += segment;
    used += wide;
  }
  return [...parts, part];
}

/** Lines are never made narrower than this, since a word has to fit somewhere. */
const NARROWEST = 20;

/** Breaks a text into lines of a display width: at its spaces, and words that are wider anywhere. */
export function wrap(text: string, width: number): string[] {
  const most = Math.max(width, NARROWEST);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (stringWidth(longer) <= most) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const parts = stringWidth(word) <= most ? [word] : partsOf(word, most);
    lines.push(...parts.slice(0, -1));
    line = parts.at(-1)!;
  }
  return [...lines, line];
}

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
