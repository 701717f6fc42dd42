/** CSV: bytes to records, each with its physical line and its place in the file. */

import type { CsvError } from 'csv-parse';
import * as errors from '../errors.js';
import { badByteProblem, skipBom, TextCheck } from './bytes.js';
import { COMMAS, type CsvDialect } from './csv-dialect.js';
import { LineWalker } from './line-walker.js';
import { type DataRecord, type Stretch, type TableReader, takeSample } from './record.js';
import { RecordParser } from './record-parser.js';
import { type StoredBytes, whileOpen } from './stored-bytes.js';
import { readStretches } from './stretches.js';

/** A longer record is an unclosed quote that swallows the file, not a text. */
const MAX_RECORD_BYTES = 64 * 1024 * 1024;

/**
 * Reads the records of a CSV file, blank lines between them left out. They come in batches, one a chunk
 * that completes any, since handing them on one by one costs more than parsing them.
 *
 * @param file its name, for messages
 * @param source its bytes, in chunks of any size
 * @throws UserError at the first thing that is wrong, with its line
 */
export async function* readCsv(
  file: string,
  source: AsyncIterable<Buffer>,
  dialect: CsvDialect = COMMAS,
): AsyncGenerator<DataRecord[]> {
  const { start, chunks } = await skipBom(file, source);
  const reader = new CsvReader(file, start, dialect);
  for await (const chunk of chunks) {
    const batch = reader.push(chunk);
    if (batch.length > 0) yield batch;
  }
  const rest = await reader.end();
  if (rest.length > 0) yield rest;
}

/** The state between two chunks of a file. */
class CsvReader {
  readonly #file: string;
  readonly #walker: LineWalker;
  readonly #check: TextCheck;
  readonly #parser: RecordParser;
  #width = 0;
  #batch: DataRecord[] = [];
  #ragged: errors.UserError | undefined;

  constructor(file: string, start: number, dialect: CsvDialect) {
    this.#file = file;
    this.#walker = new LineWalker(start);
    this.#check = new TextCheck(start);
    this.#parser = new RecordParser(dialect, (cells, bytes) => this.#add(cells, start + bytes));
  }

  /** Parses the next bytes; returns the records that they complete. */
  push(chunk: Buffer): DataRecord[] {
    this.#walker.push(chunk);
    const bad = this.#check.push(chunk);
    if (bad !== undefined) throw badByteProblem(this.#file, this.#walker.lineAt(bad.place), bad);
    this.#parser.write(chunk);
    return this.#takeBatch();
  }

  /** Says that the file ends here; returns its last record, unless a line end has completed it already. */
  async end(): Promise<DataRecord[]> {
    const bad = this.#check.end();
    if (bad !== undefined) throw badByteProblem(this.#file, this.#walker.lineAt(bad.place), bad);
    await this.#parser.finish();
    return this.#takeBatch();
  }

  #add(cells: string[], end: number): void {
    const { line, place } = this.#walker.take(end);
    this.#width ||= cells.length;
    if (cells.length !== this.#width) {
      this.#ragged ??= errors.raggedRow(this.#file, line, cells.length, this.#width);
    }
    this.#batch.push({ cells, line, place });
  }

  #takeBatch(): DataRecord[] {
    if (this.#ragged !== undefined) throw this.#ragged;
    if (this.#parser.problem !== null) throw this.#quoteProblem(this.#parser.problem);
    if (this.#walker.waiting > MAX_RECORD_BYTES) {
      throw errors.recordTooLong(this.#file, this.#walker.skipLineEnds().line, MAX_RECORD_BYTES);
    }
    const batch = this.#batch;
    this.#batch = [];
    return batch;
  }

  /** All of these name the line on which the record starts: the quote that is wrong often stands there. */
  #quoteProblem(error: CsvError): errors.UserError {
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

/** Opens CSV of some dialect as a table. */
export function openCsv(bytes: StoredBytes, dialect: CsvDialect): TableReader {
  async function* records() {
    const open = await bytes.open();
    try {
      yield* readCsv(bytes.file, open.chunks(), dialect);
    } finally {
      await open.close();
    }
  }
  return {
    names: null,
    notes: [],
    classNames: () => null,
    path: () => null,
    sample: () => takeSample(records()),
    async *records(columns) {
      for await (const batch of records()) yield batch.map((record) => choose(record, columns));
    },
    again: (rows, columns) =>
      whileOpen(bytes, async (open) => {
        const found = await parseSlices(await readStretches(open, rows), rows, dialect);
        return found.map((record) => record && choose(record, columns));
      }),
    end: bytes.size,
    window: 8 * 1024 * 1024,
  };
}

function choose(record: DataRecord, columns: readonly number[]): DataRecord {
  return { ...record, cells: columns.map((column) => record.cells[column] ?? '') };
}

/** Parses slices that lie one after the other; of each, the first record is the row. */
async function parseSlices(
  slices: Buffer,
  rows: readonly Stretch[],
  dialect: CsvDialect,
): Promise<(DataRecord | undefined)[]> {
  const found: (DataRecord | undefined)[] = [];
  let start = 0;
  const parser = new RecordParser(dialect, (cells, end) => {
    const row = rows[found.length];
    // A record that ends before the next slice starts is one that was left out.
    if (row === undefined || end <= start) return;
    found.push({ cells, line: 0, place: row.start, lineCount: countLines(slices, start, end) });
    start += row.end - row.start;
  });
  parser.write(slices);
  if (parser.problem === null) await parser.finish();
  return rows.map((_, at) => (parser.problem === null ? found[at] : undefined));
}

const [LF, CR] = [0x0a, 0x0d];

/** Lines of the bytes from `start` to `end`, a line end at the very end not counted as the start of another. */
function countLines(bytes: Buffer, start: number, end: number): number {
  let ends = 0;
  for (let at = start; at < end; at++) {
    if (bytes[at] === LF || (bytes[at] === CR && !(at + 1 < end && bytes[at + 1] === LF))) ends++;
  }
  return bytes[end - 1] === LF || bytes[end - 1] === CR ? ends : ends + 1;
}
