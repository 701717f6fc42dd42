/** Probabilities in CSV: class names in the first row, a number for each class in the others. */

import { growingFloat64, growingUint32 } from '../dataset/bytes/bytes.js';
import { openFile, readChunks } from '../dataset/bytes/stored-bytes.js';
import { readCsv } from '../dataset/csv/csv.js';
import { unguarded } from '../dataset/csv/spreadsheet-cell.js';
import { fileIsEmpty } from '../dataset/errors.js';
import type { DataRecord } from '../dataset/record.js';
import { isOther, mayBeOther, notesOnColumns, toNumber, withoutPrefix } from './class-columns.js';
import { columnNameless } from './errors.js';
import type { NumberTable } from './number-table.js';

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const WHOLE = /^\d+$/;

/**
 * Reads a table of numbers.
 *
 * @throws UserError with the line and column of the first cell that is no number
 */
export async function readCsvTable(file: string): Promise<NumberTable> {
  const { handle } = await openFile(file);
  try {
    let collector: RowsOfCsv | undefined;
    for await (const batch of readCsv(file, readChunks(file, handle))) {
      for (const record of batch) {
        if (collector !== undefined) collector.add(record);
        else {
          const names = namesIn(record.cells);
          collector = new RowsOfCsv(file, names, record.cells.length);
          if (names === null) collector.add(record);
        }
      }
    }
    if (collector === undefined) throw fileIsEmpty(file);
    return collector.finish();
  } finally {
    await handle.close();
  }
}

/** Takes rows one by one; columns that may be no class are kept as texts until all of their cells are known. */
class RowsOfCsv {
  readonly #file: string;
  readonly #names: readonly string[] | null;
  readonly #values = growingFloat64();
  readonly #lines = growingUint32();
  readonly #doubtful: ReadonlyMap<number, string[]>;
  readonly #sure: readonly number[];

  constructor(file: string, names: readonly string[] | null, columnCount: number) {
    this.#file = file;
    this.#names = names;
    const doubtful = (names ?? []).flatMap((name, column) => (mayBeOther(name) ? [column] : []));
    this.#doubtful = new Map(doubtful.map((column) => [column, []]));
    this.#sure = Array.from({ length: columnCount }, (_, column) => column).filter(
      (column) => !doubtful.includes(column),
    );
  }

  add({ cells, line }: DataRecord): void {
    this.#lines.push(line);
    for (const column of this.#sure) {
      this.#values.push(toNumber(cells[column]!.trim(), () => this.#where(line, column)));
    }
    for (const [column, texts] of this.#doubtful) texts.push(cells[column]!.trim());
  }

  #where(line: number, column: number): string {
    const label =
      this.#names === null ? `number ${column + 1}` : `column ${JSON.stringify(this.#names[column])}`;
    return `${this.#file}:${line}: ${label}`;
  }

  finish(): NumberTable {
    const file = this.#file;
    const lines = this.#lines.finish();
    const table = { file, rowCount: lines.length, lines };
    const names = this.#names;
    if (names === null) {
      return { ...table, names, columnCount: this.#sure.length, values: this.#values.finish() };
    }
    const others = [...this.#doubtful]
      .map(([column, cells]) => ({ column, name: names[column]!, cells }))
      .filter((other) => isOther(file, other));
    const columns = [...names.keys()].filter((column) => !others.some((other) => other.column === column));
    const nameless = columns.find((column) => names[column] === '');
    if (nameless !== undefined) throw columnNameless(file, lines[0] ?? 1, nameless + 1);
    const written = columns.map((column) => names[column]!);
    const read = withoutPrefix(written);
    return {
      ...table,
      names: read,
      columnCount: columns.length,
      values: this.#valuesOf(columns, lines),
      others,
      notes: notesOnColumns(
        file,
        others.map(({ name }) => name),
        { written, read },
      ),
    };
  }

  /** The numbers of some columns, row by row. */
  #valuesOf(columns: readonly number[], lines: Uint32Array): Float64Array {
    const sure = this.#values.finish();
    if (columns.length === this.#sure.length) return sure;
    const values = new Float64Array(lines.length * columns.length);
    for (const [k, column] of columns.entries()) {
      const texts = this.#doubtful.get(column);
      const at = this.#sure.indexOf(column);
      for (let row = 0; row < lines.length; row++) {
        values[row * columns.length + k] =
          texts === undefined
            ? sure[row * this.#sure.length + at]!
            : toNumber(texts[row]!, () => this.#where(lines[row]!, column));
      }
    }
    return values;
  }
}

/** The class names in the first row; null where it is a row of probabilities already. */
function namesIn(cells: readonly string[]): readonly string[] | null {
  const trimmed = cells.map((cell) => cell.trim());
  const numbers = trimmed.every((cell) => NUMBER.test(cell));
  // Classes are often called 0, 1, 2; but no two alike, and never 0.25.
  const couldBeNames = trimmed.every((cell) => WHOLE.test(cell)) && new Set(trimmed).size === trimmed.length;
  return numbers && !couldBeNames ? null : trimmed.map(unguarded);
}
