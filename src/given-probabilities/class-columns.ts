/** Which columns of a table are those of classes, and which go along with them: texts, labels, ids, row numbers. */
import { isLabelName, isTextName, normalName } from '../dataset/columns/usual-names.js';
import { notAProbability, rowNumbersOutOfOrder } from './errors.js';

/** Names of columns that number rows: of pandas, R and DuckDB; blank is pandas' index. */
const ROW_NUMBERS = new Set(['', 'unnamed:_0', 'index', 'idx', 'row', 'row_number', 'rowid', '...1']);
const IDS = /^(id|key|uid|uuid|guid|.*_id)$/;
/** What is put before the names of classes, by people and by transformers. */
const PREFIX = /^(prob|probs|proba|probability|p|score|pred_proba|label)[_.: -]+/i;

/** A column that is left out, as its file has it. */
export interface OtherColumn {
  readonly name: string;
  readonly cells: readonly string[];
}

/** Whether a column might be left out, by its name. */
export function mayBeOther(name: string): boolean {
  const normal = normalName(name);
  return ROW_NUMBERS.has(normal) || IDS.test(normal) || isTextName(name) || isLabelName(name);
}

/** Whether a column of whole numbers is one of ids, row numbers or labels by its name. */
export function isIdName(name: string): boolean {
  return IDS.test(normalName(name)) || ROW_NUMBERS.has(normalName(name)) || isLabelName(name);
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Whether a column that might be left out is no class: its cells are texts, or numbers that no probability is.
 *
 * @throws UserError if it numbers the rows, and not in their order: then it is not clear which row is which
 */
export function isOther(file: string, { name, cells }: OtherColumn): boolean {
  const normal = normalName(name);
  const isWhole = cells.every((cell) => /^-?\d+(\.0+)?$/.test(cell.trim()));
  if (ROW_NUMBERS.has(normal) && isWhole) {
    const base = Number(cells[0] ?? 0);
    const at = cells.findIndex((cell, row) => Number(cell) !== base + row);
    if (at !== -1 || base > 1)
      throw rowNumbersOutOfOrder(file, name, at === -1 ? 0 : at, cells[Math.max(at, 0)]!);
    return true;
  }
  if (isWhole && (IDS.test(normal) || isLabelName(name))) return true;
  return !cells.every((cell) => NUMBER.test(cell.trim()));
}

/** @throws UserError if the cell is no number */
export function toNumber(cell: string, where: () => string): number {
  if (NUMBER.test(cell)) return Number(cell);
  throw notAProbability(where(), cell === '' ? 'a blank cell' : JSON.stringify(cell.slice(0, 40)));
}

/**
 * Names of classes without their common prefix.
 *
 * @example
 * withoutPrefix(['prob_pos', 'prob_neg']) // ['pos', 'neg']
 */
export function withoutPrefix(names: readonly string[]): readonly string[] {
  const prefix = PREFIX.exec(names[0] ?? '')?.[0];
  if (prefix === undefined || names.length < 2) return names;
  const bare = names.map((name) => name.slice(prefix.length));
  const isWhole = names.every((name) => name.startsWith(prefix)) && bare.every((name) => name !== '');
  return isWhole ? bare : names;
}

/** What is to be said of the columns of a table, each a line for people. */
export function notesOnColumns(
  file: string,
  left: readonly string[],
  names: { readonly written: readonly string[]; readonly read: readonly string[] },
): string[] {
  const shown = (name: string) => (name === '' ? 'without a name' : JSON.stringify(name));
  const [written, read] = [names.written[0], names.read[0]];
  return [
    ...(left.length === 0
      ? []
      : [
          `${file}: left out ${left.length === 1 ? 'the column' : 'the columns'} ${left.map(shown).join(', ')}: no class`,
        ]),
    ...(written === read
      ? []
      : [`${file}: columns read without what is before their names: ${shown(written!)} is ${shown(read!)}`]),
  ];
}
