/** The columns of a published data set: their names, their types, and where their cells come from. */
import type { CellKind, Dataset, Layout, RowCells } from '../../types.js';

/** Types of `datasets`. */
export type ColumnType = 'string' | 'int64' | 'float64' | 'bool' | 'class_label';

/** A column of a published data set. */
export interface PublishedColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** Place of its cells in the rows of each file; −1 where a file has no such column. */
  readonly cellAt: readonly number[];
}

/** A row as it is published. */
export interface PublishedRow extends RowCells {
  /** Which of the files it stands in. */
  readonly part: number;
  /** Its class. */
  readonly label: number;
}

/** What all rows together look like. */
export interface PublishedShape {
  readonly columns: readonly PublishedColumn[];
  /** Size of the rows in memory as Arrow has it, in bytes. */
  readonly bytes: number;
  readonly rowCount: number;
  /** Columns that are written otherwise than they are, or not at all; each a line for people. */
  readonly notes: readonly string[];
}

/** What is seen of a column while all rows pass by. */
interface Seen {
  readonly name: string;
  /** The name in the data, where it is another. */
  readonly source: string | null;
  readonly cellAt: readonly number[];
  readonly isLabel: boolean;
  readonly kinds: Set<CellKind>;
  allWhole: boolean;
  isBinary: boolean;
  textBytes: number;
}

/** How a reader writes a cell of bytes. */
const BINARY = '(binary)';

/**
 * Finds out what the columns of a data set are, by reading all rows to be published.
 *
 * @param rows row numbers
 */
export async function publishedShape(dataset: Dataset, rows: Uint32Array): Promise<PublishedShape> {
  const layouts = dataset.parts.map(({ layout }) => layout);
  const seen = findColumns(layouts);
  const partOf = partFinder(dataset);
  let place = 0;
  for await (const row of dataset.readCells(rows)) look(seen, partOf(rows[place++]!), row);
  const kept = seen.filter(({ isBinary }) => !isBinary);
  const columns = kept.map((column) => ({
    name: column.name,
    type: typeOf(column),
    cellAt: column.cellAt,
  }));
  const bytes = kept.reduce((sum, column, at) => sum + sizeOf(columns[at]!.type, column, rows.length), 0);
  return { columns, bytes, rowCount: rows.length, notes: seen.flatMap(notesOn) };
}

/** Which file a row stands in. */
export function partFinder({ parts }: Pick<Dataset, 'parts'>): (row: number) => number {
  return (row) => parts.findLastIndex(({ firstRow }) => firstRow <= row);
}

/** The columns of all files by name, in order of first appearance; by their number where they have no names. */
function findColumns(layouts: readonly Layout[]): Seen[] {
  const columns = new Map<string, number[]>();
  for (const [part, layout] of layouts.entries()) {
    const taken = new Set<string>();
    for (const [at, name] of columnNames(layout).entries()) {
      let unique = name;
      for (let copy = 2; taken.has(unique); copy++) unique = `${name}_${copy}`;
      taken.add(unique);
      const cellAt = columns.get(unique) ?? layouts.map(() => -1);
      cellAt[part] = at;
      columns.set(unique, cellAt);
    }
  }
  const [first] = layouts;
  const label = first!.columns.findIndex(({ number }) => number === first!.label.number);
  return [...columns].map(([name, cellAt]) => ({
    name,
    source: sourceName(first!, cellAt[0]!),
    cellAt,
    isLabel: cellAt[0] === label,
    kinds: new Set<CellKind>(),
    allWhole: true,
    isBinary: false,
    textBytes: 0,
  }));
}

function sourceName({ columns }: Layout, at: number): string | null {
  return columns[at]?.name?.trim() || null;
}

/** The names of a file's columns; what has none is called by what it is, or by its number. */
function columnNames({ columns, text, label, id }: Layout): string[] {
  return columns.map(({ name, number }) => {
    // A dot would be taken for a path into a column.
    if (name !== null && name.trim() !== '')
      return name
        .trim()
        .replace(/[.[\]]+/g, '_')
        .replace(/_$/, '');
    if (number === label.number) return 'label';
    if (number === id?.number) return 'id';
    const place = text.findIndex((column) => column.number === number);
    if (place === -1) return `column_${number + 1}`;
    return text.length === 1 ? 'text' : `text_${place + 1}`;
  });
}

function look(columns: readonly Seen[], part: number, { cells, kinds }: RowCells): void {
  for (const column of columns) {
    if (column.isLabel) continue;
    const at = column.cellAt[part]!;
    const cell = cells[at];
    if (cell === undefined) continue;
    const kind = kinds?.[at] ?? 'text';
    column.kinds.add(kind);
    if (kind === 'number' && !isWhole(cell)) column.allWhole = false;
    if (kind === 'object' && cell === BINARY) column.isBinary = true;
    column.textBytes += Buffer.byteLength(cell);
  }
}

/** Whether a number is one that 64 bits hold as an integer. */
function isWhole(cell: string): boolean {
  if (!/^-?\d+$/.test(cell)) return false;
  const value = BigInt(cell);
  return value === BigInt.asIntN(64, value);
}

function typeOf({ isLabel, kinds, allWhole }: Seen): ColumnType {
  if (isLabel) return 'class_label';
  const [kind, ...others] = [...kinds].filter((one) => one !== 'missing');
  if (others.length > 0) return 'string';
  if (kind === 'number') return allWhole ? 'int64' : 'float64';
  return kind === 'boolean' ? 'bool' : 'string';
}

function sizeOf(type: ColumnType, { textBytes }: Seen, rowCount: number): number {
  if (type === 'string') return textBytes + 4 * rowCount;
  return type === 'bool' ? Math.ceil(rowCount / 8) : 8 * rowCount;
}

function notesOn({ name, source, isBinary, kinds }: Seen): string[] {
  if (isBinary) return [`column ${source ?? name} holds bytes, and is left out`];
  return [
    ...(source === null || source === name ? [] : [`column ${source} is called ${name}`]),
    ...(kinds.has('list') || kinds.has('object')
      ? [`column ${name} holds lists or objects, and is written as text in JSON`]
      : []),
  ];
}

/** A cell as a value of its column's type; null where there is nothing. */
export function cellValue(
  { type, cellAt }: PublishedColumn,
  { part, cells, kinds }: PublishedRow,
): string | number | bigint | boolean | null {
  const at = cellAt[part]!;
  const cell = cells[at];
  if (cell === undefined || kinds?.[at] === 'missing') return null;
  switch (type) {
    case 'int64':
      return BigInt(cell);
    case 'float64':
      return Number(cell);
    case 'bool':
      return cell === 'true';
    default:
      return cell;
  }
}
