/** CSV by csv-parse: bytes to records, each with its physical line and its place in the file. */

import type { CsvError } from 'csv-parse';
import type { UserError } from '../../errors/user-error.js';
import { badByteProblem, TextCheck } from '../bytes/bytes.js';
import { LineWalker } from '../bytes/line-walker.js';
import { recordTooLong } from '../errors.js';
import type { DataRecord } from '../record.js';
import * as errors from './errors.js';
import type { CsvDialect } from './record-parser.js';
import { RecordParser } from './record-parser.js';

/** A longer record is an unclosed quote that swallows the file, not a text. */
const MAX_RECORD_BYTES = 64 * 1024 * 1024;

/** Where reading begins, and how many cells the first record of the file has; 0 where it is not read yet. */
export interface CsvStart {
  readonly place: number;
  readonly line: number;
  readonly width: number;
}

/** What is read of a file, and how. */
export interface CsvSource {
  /** Its name, for messages. */
  readonly file: string;
  readonly dialect: CsvDialect;
  /** The columns that are wanted, in the order wanted; all where there is none. */
  readonly columns: readonly number[] | null;
}

/** Turns the bytes of a file into records, chunk by chunk. */
export interface RecordReader {
  /** Parses the next bytes; returns the records that they complete. */
  push(chunk: Buffer): DataRecord[];
  /** Says that the file ends here; returns its last record, unless a line end has completed it already. */
  end(): Promise<DataRecord[]>;
}

/** Reads by csv-parse, which defines what is right and what is wrong with a file. */
export class CsvParseReader implements RecordReader {
  readonly #file: string;
  readonly #columns: readonly number[] | null;
  readonly #walker: LineWalker;
  readonly #check: TextCheck;
  readonly #parser: RecordParser;
  readonly #rowNames: boolean;
  #width: number;
  #batch: DataRecord[] = [];
  #ragged: UserError | undefined;

  constructor({ file, dialect, columns }: CsvSource, { place, line, width }: CsvStart) {
    this.#file = file;
    this.#columns = columns;
    this.#width = width;
    this.#rowNames = dialect.rowNames === true;
    this.#walker = new LineWalker(place, line);
    this.#check = new TextCheck(place);
    this.#parser = new RecordParser(dialect, (cells, bytes) => this.#add(cells, place + bytes));
  }

  push(chunk: Buffer): DataRecord[] {
    this.#walker.push(chunk);
    const bad = this.#check.push(chunk);
    if (bad !== undefined) throw badByteProblem(this.#file, this.#walker.lineAt(bad.place), bad);
    this.#parser.write(chunk);
    return this.#takeBatch();
  }

  async end(): Promise<DataRecord[]> {
    const bad = this.#check.end();
    if (bad !== undefined) throw badByteProblem(this.#file, this.#walker.lineAt(bad.place), bad);
    await this.#parser.finish();
    return this.#takeBatch();
  }

  #add(written: string[], end: number): void {
    const { line, place } = this.#walker.take(end);
    // The header of a table of R has no cell above the names of the rows.
    const cells = this.#rowNames && this.#width === 0 ? ['', ...written] : written;
    this.#width ||= cells.length;
    if (cells.length !== this.#width) {
      this.#ragged ??= errors.raggedRow(this.#file, line, cells.length, this.#width);
    }
    this.#batch.push({ cells: chosen(cells, this.#columns), line, place });
  }

  #takeBatch(): DataRecord[] {
    if (this.#ragged !== undefined) throw this.#ragged;
    if (this.#parser.problem !== null) throw this.#quoteProblem(this.#parser.problem);
    if (this.#walker.waiting > MAX_RECORD_BYTES) {
      throw recordTooLong(this.#file, this.#walker.skipLineEnds().line, MAX_RECORD_BYTES);
    }
    const batch = this.#batch;
    this.#batch = [];
    return batch;
  }

  /** All of these name the line on which the record starts: the quote that is wrong is often there. */
  #quoteProblem(error: CsvError): UserError {
    const { line } = this.#walker.skipLineEnds();
    const column = Number(error.column) + 1;
    switch (error.code) {
      case 'CSV_QUOTE_NOT_CLOSED':
        return errors.quoteNotClosed(this.#file, line, column);
      case 'CSV_INVALID_CLOSING_QUOTE':
        return errors.textAfterQuote(this.#file, line, column);
      case 'INVALID_OPENING_QUOTE':
        return errors.quoteInsideCell(this.#file, line, column);
      default:
        return errors.csvBroken(this.#file, line, error.message);
    }
  }
}

/** The wanted cells of a record. */
export function chosen(cells: string[], columns: readonly number[] | null): string[] {
  return columns === null ? cells : columns.map((column) => cells[column] ?? '');
}
