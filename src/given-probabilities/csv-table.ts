/** Probabilities in CSV: class names in the first row, a number for each class in the others. */

import { growingFloat64, growingUint32 } from '../dataset/bytes/growing.js';
import { openFile, readChunks } from '../dataset/bytes/stored-bytes.js';
import { readCsv } from '../dataset/csv/csv.js';
import { fileIsEmpty } from '../dataset/errors.js';
import type { DataRecord } from '../dataset/record.js';
import { columnNameless, notAProbability } from './errors.js';
import { unguarded } from './guarded-name.js';
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
    const values = growingFloat64();
    const lines = growingUint32();
    let names: readonly string[] | null | undefined;
    let columnCount = 0;
    const add = ({ cells, line }: DataRecord) => {
      lines.push(line);
      cells.forEach((cell, column) => {
        const label = names == null ? `number ${column + 1}` : `column ${JSON.stringify(names[column])}`;
        values.push(toNumber(cell.trim(), () => `${file}:${line}: ${label}`));
      });
    };
    for await (const batch of readCsv(file, readChunks(file, handle))) {
      for (const record of batch) {
        if (names === undefined) {
          columnCount = record.cells.length;
          names = namesIn(record.cells);
          const nameless = names?.indexOf('') ?? -1;
          if (nameless !== -1) throw columnNameless(file, record.line, nameless + 1);
          if (names !== null) continue;
        }
        add(record);
      }
    }
    if (names === undefined) throw fileIsEmpty(file);
    return {
      file,
      names,
      rowCount: lines.length,
      columnCount,
      values: values.finish(),
      lines: lines.finish(),
    };
  } finally {
    await handle.close();
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

function toNumber(cell: string, where: () => string): number {
  if (NUMBER.test(cell)) return Number(cell);
  throw notAProbability(where(), cell === '' ? 'a blank cell' : JSON.stringify(cell.slice(0, 40)));
}
