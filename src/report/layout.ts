/** Text measured in terminal columns, which differ from its length in code units. */
import stringWidth from 'string-width';
import { visible } from './escape.js';

let segmenter: Intl.Segmenter | undefined;

/** User-perceived characters (grapheme clusters). */
function graphemes(text: string): Iterable<{ readonly segment: string }> {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter.segment(text);
}

/**
 * Cuts text to a display width, between grapheme clusters.
 *
 * @example
 * cutTo('漢字仮名', 5) // '漢字…'
 */
export function cutTo(text: string, width: number): string {
  // More code units than this never fit. Cutting them first avoids segmenting a long text.
  const head = text.slice(0, width * 8);
  if (head.length === text.length && stringWidth(text) <= width) return text;
  return `${beginOf(head, width - 1).trimEnd()}…`;
}

/** The part of a name's width that its end gets where the middle is cut out. */
const END_SHARE = 0.4;
/** Names that are cut to less than this are cut at the end. */
const LEAST_FOR_BOTH_ENDS = 9;

/**
 * Cuts a name to a display width in its middle: names of classes often differ only at their ends.
 *
 * @example
 * cutMiddle('declined_card_withdrawal', 16) // 'declined_…drawal'
 */
export function cutMiddle(name: string, width: number): string {
  if (width < LEAST_FOR_BOTH_ENDS || name.length > width * 8 || stringWidth(name) <= width)
    return cutTo(name, width);
  const ending = Math.floor((width - 1) * END_SHARE);
  const end = [...graphemes(name)].map(({ segment }) => segment).reverse();
  let [shown, used] = ['', 0];
  for (const segment of end) {
    used += stringWidth(segment);
    if (used > ending) break;
    shown = segment + shown;
  }
  return `${beginOf(name, width - 1 - ending)}…${shown}`;
}

/** The longest prefix of a text that is no wider than this. */
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

/** Splits a text without spaces into pieces of a display width, each of at least one character. */
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

/** Lines are never narrower than this, so that most words fit. */
const NARROWEST = 20;

/** Wraps a text to a display width: at spaces, and inside words that are wider than a line. */
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
/** Names are first cut to this width; then columns are left out; then names are cut to NARROWEST_NAME. */
const NARROW_NAME = 10;
const NARROWEST_NAME = 4;
const GAP = 2;

/** How cells are fitted into lines. */
export interface ColumnOptions {
  /** Widest line; default no limit. */
  readonly width?: number | undefined;
  /** Heads of the columns to leave out in a narrow terminal, in this order. */
  readonly goFirst?: readonly string[];
}

/**
 * Aligns cells, the first row being heads: the first column to the left, numbers to the right. Where the lines would
 * be too wide, names are cut, then columns are left out.
 *
 * @example
 * columns([['class', 'rows'], ['pos', '12']]) // ['  class  rows', '  pos      12']
 */
export function columns(
  rows: readonly (readonly string[])[],
  { width = Number.POSITIVE_INFINITY, goFirst = [] }: ColumnOptions = {},
): string[] {
  let cells = rows.map((row) => row.map((cell) => cutMiddle(visible(cell), WIDEST_NAME)));
  const widthsOf = () => cells[0]!.map((_, at) => Math.max(...cells.map((row) => stringWidth(row[at]!))));
  const excess = () => widthsOf().reduce((sum, cell) => sum + cell + GAP, 0) - width;
  const cutNames = (least: number) => {
    if (excess() <= 0) return;
    const most = Math.max(least, widthsOf()[0]! - excess());
    cells = cells.map(([name, ...numbers]) => [cutMiddle(name!, most), ...numbers]);
  };
  cutNames(NARROW_NAME);
  for (const head of goFirst) {
    if (excess() <= 0) break;
    const left = rows[0]!.indexOf(head);
    const at = cells[0]!.indexOf(cutMiddle(visible(rows[0]![left] ?? ''), WIDEST_NAME));
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
