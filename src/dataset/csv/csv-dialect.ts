/** Finds out how the cells of a CSV file are separated and quoted. */

import { parse } from 'csv-parse/sync';
import { COMMAS, type CsvDialect } from './record-parser.js';
import { scannedWidths } from './record-scanner.js';

const TABS: CsvDialect = { delimiter: '\t', quotes: true };
const CANDIDATES: readonly CsvDialect[] = [
  COMMAS,
  TABS,
  { delimiter: ';', quotes: true },
  { delimiter: '|', quotes: true },
  { delimiter: '\t', quotes: false },
];

/** Quoted cells between spaces, as R's write.table writes its header. */
const SPACES: CsvDialect = { delimiter: ' ', quotes: true };
const QUOTED_WORDS = /^(?:\xef\xbb\xbf)?"[^"\r\n]*"(?: "[^"\r\n]*")+\r?\n/;

/** How delimiters are called in messages. */
const NAMES: Readonly<Record<string, string>> = {
  ' ': 'space',
  ',': 'comma',
  '\t': 'tab',
  ';': 'semicolon',
  '|': 'pipe',
};

/**
 * Finds the delimiter under which most rows have as many cells as the first one, of which there must be two.
 *
 * @param head the beginning of the file
 * @param mostLikely what to take where several do as well: tab for a file that is called so, else comma
 * @param asked the delimiter that the user says
 */
export function detectDialect(head: Buffer, mostLikely: ',' | '\t', asked: string | undefined): CsvDialect {
  const lines = wholeLines(head);
  const text = lines.toString('latin1');
  const usual =
    asked === undefined
      ? [...CANDIDATES, ...(QUOTED_WORDS.test(text) ? [SPACES] : [])].sort(
          (a, b) => Number(b.delimiter === mostLikely) - Number(a.delimiter === mostLikely),
        )
      : [
          { delimiter: asked, quotes: true },
          ...(asked === '\t' ? [{ delimiter: asked, quotes: false }] : []),
        ];
  const escaped = text.includes('\\"') ? usual.filter(({ quotes }) => quotes).map(withEscape) : [];
  // Unquoted tabs only where quoting fails: a quoted cell may have a line end in it.
  const scored = [...usual, ...escaped].map((dialect) => fitOf(lines, dialect));
  const best = Math.max(...scored.map(({ fit }) => fit));
  const found = scored.filter(({ fit }) => fit === best && best > 0);
  return (found.find(({ dialect }) => dialect.quotes) ?? found[0] ?? scored[0]!).dialect;
}

function withEscape(dialect: CsvDialect): CsvDialect {
  return { ...dialect, quoteEscape: '\\' };
}

/** A dialect, and the share of the rows that are as wide as the first; 0 where quotes are broken. */
interface Fit {
  readonly dialect: CsvDialect;
  readonly fit: number;
}

/** Rows that are all one cell wider than the first have names, which the header of R's tables has no cell for. */
function fitOf(lines: Buffer, dialect: CsvDialect): Fit {
  const isPlain = dialect.quoteEscape === undefined;
  const widths =
    (isPlain ? scannedWidths(lines, dialect) : null) ?? parsedWidths(lines.toString('utf8'), dialect);
  const [first = 0, ...others] = widths;
  const wider = others.filter((width) => width === first + 1).length;
  if (first > 1 && wider > 0 && wider === others.length && lines[0] === QUOTE)
    return { dialect: { ...dialect, rowNames: true }, fit: 1 };
  return {
    dialect,
    fit: first < 2 ? 0 : widths.filter((width) => width === first).length / widths.length,
  };
}

const QUOTE = 0x22;

function parsedWidths(text: string, { delimiter, quotes, quoteEscape }: CsvDialect): number[] {
  const quoteMark = quoteEscape ?? '"';
  let rows: string[][];
  try {
    rows = parse(text, {
      delimiter,
      quote: quotes ? '"' : null,
      escape: quoteMark,
      bom: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      skip_empty_lines: true,
      relax_column_count: true,
    });
  } catch (cause) {
    // The last row of the head may be cut in a quoted cell; what was read before it counts.
    rows =
      (cause as { code?: string }).code === 'CSV_QUOTE_NOT_CLOSED'
        ? firstRows(text, delimiter, quoteMark)
        : [];
  }
  return rows.map((row) => row.length);
}

/** The rows before one that is never closed. */
function firstRows(text: string, delimiter: string, quoteMark: string): string[][] {
  try {
    return parse(text, {
      delimiter,
      escape: quoteMark,
      bom: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      skip_empty_lines: true,
      relax_column_count: true,
      to: 1,
    });
  } catch {
    return [];
  }
}

function wholeLines(head: Buffer): Buffer {
  const end = head.lastIndexOf(10);
  return head.subarray(0, end === -1 ? head.length : end + 1);
}

/** A dialect in words for people; null for commas, which is what everyone expects. */
export function describeDialect({ delimiter, quotes, quoteEscape, rowNames }: CsvDialect): string | null {
  const name = NAMES[delimiter] ?? `"${delimiter}"`;
  const parts = [
    ...(delimiter === ',' && quotes ? [] : [`cells are separated by ${name}`]),
    ...(quotes ? [] : ['quotes are read as they are']),
    ...(quoteEscape === undefined ? [] : ['a backslash precedes quotes inside cells']),
    ...(rowNames === undefined ? [] : ['rows begin with a name, which the header has no cell for']),
  ];
  return parts.length === 0 ? null : parts.join('; ');
}
