/** Finds the cells of one record of plain CSV in its bytes, many times faster than csv-parse. */

import { UTF8_BOM } from '../bytes/bytes.js';
import type { CsvDialect } from './record-parser.js';

const [LF, CR, QUOTE] = [0x0a, 0x0d, 0x22];
/** Above every byte of one-byte characters: no character is cut by it. */
const ASCII_END = 0x80;
/** csv-parse completes a record once it has seen so many bytes after the first one of its line end. */
const BYTES_AFTER = 3;

/** What `scan` found: a whole record, the beginning of one, or something that only csv-parse may judge. */
export type Scanned = 'record' | 'unfinished' | 'unusual';

/** Whether a dialect can be scanned at all: its delimiter is one byte, and none that means something else. */
export function isScannable({ delimiter, quoteEscape, rowNames }: CsvDialect): boolean {
  if (quoteEscape !== undefined || rowNames !== undefined) return false;
  const byte = delimiter.charCodeAt(0);
  return delimiter.length === 1 && byte < ASCII_END && ![LF, CR, QUOTE].includes(byte);
}

/**
 * Scans records one by one; what it says of the latest is valid until the next.
 *
 * What csv-parse would refuse it never judges itself: it says `unusual`, and csv-parse decides.
 *
 * @example
 * const scanner = new RecordScanner(COMMAS);
 * scanner.scan(Buffer.from('"a, b",c\n'), 0, true); // 'record'
 * scanner.cell(Buffer.from('"a, b",c\n'), 0); // 'a, b'
 */
export class RecordScanner {
  readonly #delimiter: number;
  readonly #quotes: boolean;
  /** 1 for the bytes that end a cell without quotes, or may not be in it. */
  readonly #special = new Uint8Array(256);
  /** 1 for the bytes that mean something between quotes. */
  readonly #specialInQuotes = new Uint8Array(256);
  /** First byte of each cell, quotes not included, and the first one after it. */
  #starts = new Int32Array(16);
  #ends = new Int32Array(16);
  /** All bytes of each cell joined by or, and 256 more where it has doubled quotes. */
  #traits = new Int32Array(16);
  /** Cells of the record. */
  width = 0;
  /** First byte after the record, its line end included. */
  end = 0;
  /** Line ends inside of its cells. */
  lineEnds = 0;

  constructor({ delimiter, quotes }: CsvDialect) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#quotes = quotes;
    for (const byte of [LF, CR, this.#delimiter, ...(quotes ? [QUOTE] : [])]) this.#special[byte] = 1;
    for (const byte of [LF, CR, QUOTE]) this.#specialInQuotes[byte] = 1;
  }

  /**
   * Scans the record that begins at `from`, where there is no line end.
   *
   * @param whole whether nothing comes after these bytes
   */
  scan(bytes: Uint8Array, from: number, whole: boolean): Scanned {
    this.width = 0;
    this.lineEnds = 0;
    for (let at = from; ; at++) {
      const quoted = this.#quotes && bytes[at] === QUOTE;
      at = quoted ? this.#scanQuoted(bytes, at + 1) : this.#scanPlain(bytes, at);
      this.width++;
      const byte = bytes[at];
      if (byte === undefined) {
        // Whether a quote is closed by its last byte or still open, csv-parse knows.
        if (!whole) return 'unfinished';
        this.end = at;
        return at > bytes.length ? 'unusual' : 'record';
      }
      if (byte === this.#delimiter) continue;
      if (byte !== LF && byte !== CR) return 'unusual';
      if (!whole && at + BYTES_AFTER >= bytes.length) return 'unfinished';
      this.end = at + (byte === CR && bytes[at + 1] === LF ? 2 : 1);
      return 'record';
    }
  }

  /** The text of a cell of the record that was scanned last; empty where it has no such cell. */
  cell(bytes: Buffer, column: number): string {
    if (column >= this.width) return '';
    const traits = this.#traits[column]!;
    const start = this.#starts[column]!;
    const end = this.#ends[column]!;
    // ASCII is Latin-1, which is faster to decode.
    const text = bytes.toString((traits & 0xff) < ASCII_END ? 'latin1' : 'utf8', start, end);
    return traits > 0xff ? text.replaceAll('""', '"') : text;
  }

  /** Scans up to what ends the cell; returns where that is. */
  #scanPlain(bytes: Uint8Array, start: number): number {
    const special = this.#special;
    const { length } = bytes;
    let traits = 0;
    let at = start;
    for (; at < length; at++) {
      const byte = bytes[at]!;
      if (special[byte] === 1) break;
      traits |= byte;
    }
    this.#add(start, at, traits);
    return at;
  }

  /** Scans up to the closing quote; returns where the byte after it is: beyond the end where it is not closed. */
  #scanQuoted(bytes: Uint8Array, start: number): number {
    const special = this.#specialInQuotes;
    const { length } = bytes;
    let traits = 0;
    let at = start;
    for (; at < length; at++) {
      const byte = bytes[at]!;
      traits |= byte;
      if (special[byte] === 0) continue;
      if (byte === QUOTE) {
        if (bytes[at + 1] !== QUOTE) {
          this.#add(start, at, traits);
          return at + 1;
        }
        traits |= 0x100;
        at++;
      } else {
        // The LF of a CRLF ends the line that its CR has ended already.
        if (byte === CR || (byte === LF && bytes[at - 1] !== CR)) this.lineEnds++;
      }
    }
    return length + 1;
  }

  #add(start: number, end: number, traits: number): void {
    const cell = this.width;
    if (cell === this.#starts.length) {
      this.#starts = doubled(this.#starts);
      this.#ends = doubled(this.#ends);
      this.#traits = doubled(this.#traits);
    }
    this.#starts[cell] = start;
    this.#ends[cell] = end;
    this.#traits[cell] = traits;
  }
}

/** Cells of each record of some whole lines; null where not all of them are plain. */
export function scannedWidths(lines: Buffer, dialect: CsvDialect): number[] | null {
  if (!isScannable(dialect)) return null;
  const scanner = new RecordScanner(dialect);
  const widths: number[] = [];
  const isMarked = lines.subarray(0, UTF8_BOM.length).equals(UTF8_BOM);
  for (let at = isMarked ? UTF8_BOM.length : 0; at < lines.length; ) {
    if (lines[at] === LF || lines[at] === CR) {
      at++;
      continue;
    }
    if (scanner.scan(lines, at, true) !== 'record') return null;
    widths.push(scanner.width);
    at = scanner.end;
  }
  return widths;
}

function doubled(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * array.length);
  larger.set(array);
  return larger;
}
