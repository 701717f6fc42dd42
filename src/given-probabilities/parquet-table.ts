/** Probabilities in Parquet: a column of numbers for each class, or one column of lists. */
import { openFile, UserFile, whileOpen } from '../dataset/bytes/stored-bytes.js';
import { parquetCutOff } from '../dataset/errors.js';
import type { ColumnPieces } from '../dataset/parquet/parquet-job.js';
import { isStumble } from '../dataset/parquet/parquet-library.js';
import { ThreadedParquet } from '../dataset/parquet/parquet-thread.js';
import { UserError } from '../errors/user-error.js';
import { isOther, mayBeOther, notesOnColumns, withoutPrefix } from './class-columns.js';
import {
  notAProbability,
  parquetBroken,
  parquetListDiffers,
  parquetNotNumbers,
  tableEmpty,
} from './errors.js';
import type { NumberTable } from './number-table.js';

/** pandas keeps its row labels under such a name. */
const ROW_LABELS = /^__index_level_\d+__$/;

/**
 * Reads a table of numbers.
 *
 * @throws UserError if it can't be read, or if a column holds something else
 */
export async function readParquetTable(file: string): Promise<NumberTable> {
  const { handle, stats } = await openFile(file);
  await handle.close();
  try {
    if (stats.size === 0) throw parquetBroken(file, 'it is empty');
    const columns = await whileOpen(new UserFile(file, stats), (open) =>
      new ThreadedParquet(stats.size).run<ColumnPieces>({ kind: 'columns' }, open),
    );
    return toTable(file, new Map(columns.map(({ name, pieces }) => [name, joined(pieces)])));
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw isStumble(cause) ? parquetCutOff(file) : parquetBroken(file, (cause as Error).message);
  }
}

function joined(pieces: readonly ArrayLike<unknown>[]): unknown[] {
  const values: unknown[] = [];
  for (const piece of pieces) for (let at = 0; at < piece.length; at++) values.push(piece[at]);
  return values;
}

function toTable(file: string, columns: ReadonlyMap<string, unknown[]>): NumberTable {
  const all = [...columns].filter(([name]) => !ROW_LABELS.test(name));
  const others = all
    .filter(([name, column]) => mayBeOther(name) && !isList(column[0]))
    .map(([name, column]) => ({ name, cells: column.map((value) => String(value ?? '')) }))
    .filter((other) => isOther(file, other));
  const kept = all.filter(([name]) => !others.some((other) => other.name === name));
  const [first] = kept;
  if (first === undefined) throw tableEmpty(file);
  const left = others.map(({ name }) => name);
  const written = kept.map(([name]) => name);
  const read = withoutPrefix(written);
  const notes = notesOnColumns(file, left, { written, read });
  if (kept.length === 1 && isList(first[1][0])) return { ...fromLists(file, ...first), others, notes };
  const rowCount = first[1].length;
  const values = new Float64Array(rowCount * kept.length);
  kept.forEach(([name, column], k) => {
    column.forEach((value, row) => {
      values[row * kept.length + k] = toNumber({ file, row, column: name }, value);
    });
  });
  const table = { file, rowCount, columnCount: kept.length, values, lines: null };
  return { ...table, names: read, others, notes };
}

function fromLists(file: string, name: string, lists: readonly unknown[]): NumberTable {
  const columnCount = (lists[0] as ArrayLike<unknown>).length;
  const values = new Float64Array(lists.length * columnCount);
  lists.forEach((list, row) => {
    const place = { file, row, column: name };
    if (!isList(list)) throw parquetListDiffers(placeIn(place), 'a missing value', columnCount);
    if (list.length !== columnCount) {
      throw parquetListDiffers(placeIn(place), `a list of ${list.length}`, columnCount);
    }
    for (let k = 0; k < columnCount; k++) values[row * columnCount + k] = toNumber(place, list[k]);
  });
  return { file, names: null, rowCount: lists.length, columnCount, values, lines: null };
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof Uint8Array));
}

interface Place {
  readonly file: string;
  readonly row: number;
  readonly column: string;
}

function placeIn({ file, row, column }: Place): string {
  return `${file}: row ${row} (counted from 0): column ${JSON.stringify(column)}`;
}

function toNumber(place: Place, value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (value === null || value === undefined) throw notAProbability(placeIn(place), 'a missing value');
  throw parquetNotNumbers(place.file, place.column, kindOf(value));
}

function kindOf(value: unknown): string {
  if (typeof value === 'string') return 'texts';
  if (typeof value === 'boolean') return 'booleans';
  return isList(value) ? 'lists' : 'something else';
}
