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

/** How delimiters are called in messages. */
const NAMES: Readonly<Record<string, string>> = { ',': 'comma', '\t': 'tab', ';': 'semicolon', '|': 'pipe' };

/**
 * Finds the delimiter under which most rows have as many cells as the first one, of which there must be two.
 *
 * @param head the beginning of the file
 * @param mostLikely what to take where several do as well: tab for a file that is called so, else comma
 * @param asked the delimiter that the user says
 */
export function detectDialect(head: Buffer, mostLikely: ',' | '\t', asked: string | undefined): CsvDialect {
  const lines = wholeLines(head);
  const candidates =
    asked === undefined
      ? [...CANDIDATES].sort(
          (a, b) => Number(b.delimiter === mostLikely) - Number(a.delimiter === mostLikely),
        )
      : [
          { delimiter: asked, quotes: true },
          ...(asked === '\t' ? [{ delimiter: asked, quotes: false }] : []),
        ];
  // Unquoted tabs only where quoting fails: a quoted cell may have a line end in it.
  const scored = candidates.map((dialect) => ({ dialect, fit: fitOf(lines, dialect) }));
  const best = Math.max(...scored.map(({ fit }) => fit));
  const found = scored.filter(({ fit }) => fit === best && best > 0);
  return (found.find(({ dialect }) => dialect.quotes) ?? found[0] ?? scored[0]!).dialect;
}

/** Share of the rows that are as wide as the first; 0 where that has one cell only, or quotes are broken. */
function fitOf(lines: Buffer, dialect: CsvDialect): number {
  const widths = scannedWidths(lines, dialect) ?? parsedWidths(lines.toString('utf8'), dialect);
  const [first = 0] = widths;
  return first < 2 ? 0 : widths.filter((width) => width === first).length / widths.length;
}

function parsedWidths(text: string, { delimiter, quotes }: CsvDialect): number[] {
  let rows: string[][];
  try {
    rows = parse(text, {
      delimiter,
      quote: quotes ? '"' : null,
      bom: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      skip_empty_lines: true,
      relax_column_count: true,
    });
  } catch (cause) {
    // The last row of the head may be cut in a quoted cell; what was read before it counts.
    rows = (cause as { code?: string }).code === 'CSV_QUOTE_NOT_CLOSED' ? firstRows(text, delimiter) : [];
  }
  return rows.map((row) => row.length);
}

/** The rows before one that is never closed. */
function firstRows(text: string, delimiter: string): string[][] {
  try {
    return parse(text, {
      delimiter,
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
export function describeDialect({ delimiter, quotes }: CsvDialect): string | null {
  if (delimiter === ',' && quotes) return null;
  const name = NAMES[delimiter] ?? `"${delimiter}"`;
  return `cells are separated by ${name}${quotes ? '' : '; quotes are read as they are'}`;
}
