/** CSV: bytes to records, each with its physical line and its place in the file. */

import { skipBom } from '../bytes/bytes.js';
import { type StoredBytes, whileOpen } from '../bytes/stored-bytes.js';
import { readStretches } from '../bytes/stretches.js';
import { type DataRecord, type Stretch, type TableReader, takeSample } from '../record.js';
import { CsvParseReader, chosen, type RecordReader } from './csv-parse-reader.js';
import { PlainCsvReader } from './plain-csv-reader.js';
import { COMMAS, type CsvDialect, RecordParser } from './record-parser.js';
import { isScannable, RecordScanner } from './record-scanner.js';

/**
 * Reads the records of a CSV file, blank lines between them left out. They come in batches, one a chunk
 * that completes any, since handing them on one by one costs more than parsing them.
 *
 * @param file its name, for messages
 * @param source its bytes, in chunks of any size
 * @param columns the columns that are wanted, in the order wanted; all where there is none
 * @throws UserError at the first thing that is wrong, with its line
 */
export async function* readCsv(
  file: string,
  source: AsyncIterable<Buffer>,
  dialect: CsvDialect = COMMAS,
  columns: readonly number[] | null = null,
): AsyncGenerator<DataRecord[]> {
  const { start, chunks } = await skipBom(file, source);
  const what = { file, dialect, columns };
  yield* readBy(
    isScannable(dialect)
      ? new PlainCsvReader(what, start)
      : new CsvParseReader(what, { place: start, line: 1, width: 0 }),
    chunks,
  );
}

/** Reads the chunks of a file by a reader. */
export async function* readBy(
  reader: RecordReader,
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<DataRecord[]> {
  for await (const chunk of chunks) {
    const batch = reader.push(chunk);
    if (batch.length > 0) yield batch;
  }
  const rest = await reader.end();
  if (rest.length > 0) yield rest;
}

/** Opens CSV of some dialect as a table. */
export function openCsv(bytes: StoredBytes, dialect: CsvDialect): TableReader {
  async function* records(columns: readonly number[] | null) {
    const open = await bytes.open();
    try {
      yield* readCsv(bytes.file, open.chunks(), dialect, columns);
    } finally {
      await open.close();
    }
  }
  return {
    names: null,
    notes: [],
    classNames: () => null,
    path: () => null,
    place: () => undefined,
    sample: () => takeSample(records(null)),
    records,
    again: (rows, columns) =>
      whileOpen(bytes, async (open) => {
        const slices = readStretches(open, rows);
        return scanSlices(slices, rows, dialect, columns) ?? parseSlices(slices, rows, dialect, columns);
      }),
    end: bytes.size,
    window: 256 * 1024,
  };
}

/** Scans slices that lie one after the other; of each, the first record is the row. Null where one is not plain. */
function scanSlices(
  slices: Buffer,
  rows: readonly Stretch[],
  dialect: CsvDialect,
  columns: readonly number[],
): DataRecord[] | null {
  if (!isScannable(dialect)) return null;
  const scanner = new RecordScanner(dialect);
  const found: DataRecord[] = [];
  let start = 0;
  for (const row of rows) {
    const slice = slices.subarray(start, start + row.end - row.start);
    if (slice.length === 0 || slice[0] === LF || slice[0] === CR) return null;
    if (scanner.scan(slice, 0, true) !== 'record') return null;
    const cells = columns.map((column) => scanner.cell(slice, column));
    found.push({ cells, line: 0, place: row.start, lineCount: scanner.lineEnds + 1 });
    start += slice.length;
  }
  return found;
}

/** Parses slices that lie one after the other; of each, the first record is the row. */
async function parseSlices(
  slices: Buffer,
  rows: readonly Stretch[],
  dialect: CsvDialect,
  columns: readonly number[],
): Promise<(DataRecord | undefined)[]> {
  const found: (DataRecord | undefined)[] = [];
  let start = 0;
  const parser = new RecordParser(dialect, (cells, end) => {
    const row = rows[found.length];
    // A record that ends before the next slice starts is one that was left out.
    if (row === undefined || end <= start) return;
    const lineCount = countLines(slices, start, end);
    found.push({ cells: chosen(cells, columns), line: 0, place: row.start, lineCount });
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
