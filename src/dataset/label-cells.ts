/** Where the label of a record is in the bytes of a text file, and how another is written there. */

import type { DatasetPart, LabelCell, LabelCells } from '../types.js';
import { encoderOf } from './bytes/encoding.js';
import { COMMAS, type CsvDialect } from './csv/record-parser.js';
import { labelUnwritable } from './errors.js';
import { jsonLineLabelCells, jsonListLabelCells } from './json/json-label-cells.js';
import type { TableReader } from './record.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LF = 0x0a;
const CR = 0x0d;

/** How labels of a file are found and written; null where its bytes are not those of rows of text. */
export function labelCellsOf({ layout }: DatasetPart, reader: TableReader): LabelCells | null {
  const { format, encoding, delimiter, label } = layout;
  if (encoding !== 'utf-8' && encoderOf(encoding) === null) return null;
  if (reader.labelCells !== undefined) return reader.labelCells;
  const place = label.place ?? { locate: () => label.path ?? undefined };
  if (format === 'json') return jsonListLabelCells(place);
  if (format === 'jsonl') return jsonLineLabelCells(place);
  return delimiter === null ? null : delimitedLabelCells(label.number, { ...layout, delimiter });
}

/**
 * Labels of a file of delimited cells: CSV, TSV and their like. Only records that the reader has accepted are
 * looked at, so that every quote that opens a cell is known to be closed.
 *
 * @param column number of the label column, from 0
 * @param dialect its delimiter is one ASCII character
 */
export function delimitedLabelCells(
  column: number,
  { delimiter, quotes, quoteEscape }: CsvDialect = COMMAS,
): LabelCells {
  const separator = delimiter.charCodeAt(0);
  const needsQuotes = (label: string) => label.includes(delimiter) || /["\r\n]/.test(label);
  const isPlain = (label: string) => !label.includes(delimiter) && !/[\r\n]/.test(label);

  const find = (bytes: Uint8Array, whole: boolean): LabelCell | undefined => {
    let cell = { start: 0, end: 0 };
    for (let at = 0, number = 0; ; number++) {
      const start = at;
      if (quotes && bytes[at] === QUOTE) at = afterQuotes(bytes, at, quoteEscape !== undefined);
      while (at < bytes.length && bytes[at] !== separator && bytes[at] !== LF && bytes[at] !== CR) at++;
      if (number === column) cell = { start, end: at };
      if (at >= bytes.length) return whole ? { ...cell, recordEnd: bytes.length } : undefined;
      if (bytes[at++] === separator) continue;
      if (bytes[at - 1] === LF) return { ...cell, recordEnd: at };
      // A CR is a line end by itself, or the first half of one.
      if (at === bytes.length && !whole) return undefined;
      return { ...cell, recordEnd: bytes[at] === LF ? at + 1 : at };
    }
  };

  const write = (label: string, old: Uint8Array): Uint8Array => {
    if (!quotes) {
      if (!isPlain(label)) throw labelUnwritable(label);
      return Buffer.from(label);
    }
    const quoted = old[0] === QUOTE || needsQuotes(label);
    return Buffer.from(
      quoted ? `"${label.replaceAll('"', quoteEscape === undefined ? '""' : '\\"')}"` : label,
    );
  };

  return { find, write };
}

/** The offset after the quote that closes a cell; inside, a quote is written twice, or behind a backslash. */
function afterQuotes(bytes: Uint8Array, opening: number, isEscaped: boolean): number {
  if (isEscaped) {
    for (let at = opening + 1; at < bytes.length; at++) {
      if (bytes[at] === BACKSLASH && (bytes[at + 1] === BACKSLASH || bytes[at + 1] === QUOTE)) at++;
      else if (bytes[at] === QUOTE) return at + 1;
    }
    return bytes.length;
  }
  for (let at = opening + 1; ; at++) {
    at = bytes.indexOf(QUOTE, at);
    if (at === -1) return bytes.length;
    if (bytes[at + 1] !== QUOTE) return at + 1;
    at++;
  }
}
