/** Plain, well-formed CSV, read many times faster than csv-parse reads it. */

import { TextCheck } from '../bytes/bytes.js';
import type { DataRecord } from '../record.js';
import { CsvParseReader, type CsvSource, type RecordReader } from './csv-parse-reader.js';
import { RecordScanner } from './record-scanner.js';

const [LF, CR] = [0x0a, 0x0d];
/** A longer record is not scanned again with each chunk: csv-parse remembers where it was. */
const LONGEST_SCANNED = 4 * 1024 * 1024;

/**
 * Reads records as csv-parse does, as long as they are plain. From the first one on that is not - ragged, oddly
 * quoted, not UTF-8, very long - csv-parse reads the file, and says what is wrong with it, if anything is.
 */
export class PlainCsvReader implements RecordReader {
  readonly #source: CsvSource;
  readonly #scanner: RecordScanner;
  readonly #check: TextCheck;
  /** Memory for a chunk behind what the chunks before it have left. */
  #memory = Buffer.allocUnsafe(512 * 1024);
  /** How many bytes of that come after the last record that was complete, and where that ended. */
  #rest = 0;
  #place: number;
  #line = 1;
  #width = 0;
  #csvParse: CsvParseReader | undefined;

  /** @param place where the first byte is in the file */
  constructor(source: CsvSource, place: number) {
    this.#source = source;
    this.#scanner = new RecordScanner(source.dialect);
    this.#check = new TextCheck(place);
    this.#place = place;
  }

  push(chunk: Buffer): DataRecord[] {
    if (this.#csvParse !== undefined) return this.#csvParse.push(chunk);
    const bytes = this.#append(chunk);
    const batch: DataRecord[] = [];
    if (this.#check.push(chunk) !== undefined) return this.#giveUp(batch);
    const end = this.#scan(bytes, batch);
    this.#memory.copyWithin(0, end.at, bytes.length);
    this.#rest = bytes.length - end.at;
    this.#place += end.at;
    return end.isPlain && this.#rest <= LONGEST_SCANNED ? batch : this.#giveUp(batch);
  }

  /** What was left, and the next chunk. */
  #append(chunk: Buffer): Buffer {
    const length = this.#rest + chunk.length;
    if (length > this.#memory.length) {
      const larger = Buffer.allocUnsafe(2 * length);
      this.#memory.copy(larger, 0, 0, this.#rest);
      this.#memory = larger;
    }
    chunk.copy(this.#memory, this.#rest);
    this.#rest = length;
    return this.#memory.subarray(0, length);
  }

  async end(): Promise<DataRecord[]> {
    // How a file may end is csv-parse's business.
    const batch = this.#csvParse === undefined ? this.#giveUp([]) : [];
    return [...batch, ...(await this.#csvParse!.end())];
  }

  /** Scans the records that some bytes complete; returns where the first one begins that they do not. */
  #scan(bytes: Buffer, into: DataRecord[]): { readonly at: number; readonly isPlain: boolean } {
    const scanner = this.#scanner;
    for (let at = 0; ; at = scanner.end) {
      const start = this.#skipLineEnds(bytes, at);
      if (start === undefined) return { at, isPlain: true };
      const found = scanner.scan(bytes, start.at, false);
      if (found === 'unfinished') return { at, isPlain: true };
      this.#width ||= found === 'record' ? scanner.width : 0;
      if (found === 'unusual' || scanner.width !== this.#width) return { at, isPlain: false };
      into.push({ cells: this.#cells(bytes), line: start.line, place: this.#place + start.at });
      this.#line = start.line + scanner.lineEnds + 1;
    }
  }

  /** Where the next record begins; undefined where that is not known yet. */
  #skipLineEnds(bytes: Buffer, from: number): { readonly at: number; readonly line: number } | undefined {
    let at = from;
    let line = this.#line;
    while (bytes[at] === LF || bytes[at] === CR) {
      if (at + 1 === bytes.length) return undefined;
      at += bytes[at] === CR && bytes[at + 1] === LF ? 2 : 1;
      line++;
    }
    return at < bytes.length ? { at, line } : undefined;
  }

  #cells(bytes: Buffer): string[] {
    const { columns } = this.#source;
    const scanner = this.#scanner;
    if (columns !== null) return columns.map((column) => scanner.cell(bytes, column));
    return Array.from({ length: scanner.width }, (_, column) => scanner.cell(bytes, column));
  }

  /** Lets csv-parse read from the end of the last record on. */
  #giveUp(batch: DataRecord[]): DataRecord[] {
    const rest = Buffer.from(this.#memory.subarray(0, this.#rest)); // it keeps what it is given
    const start = { place: this.#place, line: this.#line, width: this.#width };
    this.#csvParse = new CsvParseReader(this.#source, start);
    this.#rest = 0;
    this.#memory = Buffer.alloc(0);
    return rest.length === 0 ? batch : [...batch, ...this.#csvParse.push(rest)];
  }
}
