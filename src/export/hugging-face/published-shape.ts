/** The columns of a published data set: names, types, and the places of their cells. */
import { counted } from '../../errors/wording.js';
import { indexOfPart } from '../../types/dataset.js';
import type { CellKind, Dataset, Layout, RowCells } from '../../types.js';
import { wellFormed } from '../storable.js';
import type { ColumnType, PublishedColumn } from './features.js';

/** Properties of all rows together. */
export interface PublishedShape {
  readonly columns: readonly PublishedColumn[];
  /** Size of the rows in memory as Arrow stores them, in bytes. */
  readonly bytes: number;
  readonly rowCount: number;
  /** Columns that are changed or left out; each a line for people. */
  readonly notes: readonly string[];
  /** Columns of texts that are all dates or times. */
  readonly times: readonly string[];
}

/** What was observed of a column. */
interface Seen {
  readonly name: string;
  /** The name in the data, where it differs. */
  readonly source: string | null;
  readonly cellAt: readonly number[];
  readonly isLabel: boolean;
  readonly kinds: Set<CellKind>;
  allWhole: boolean;
  /** Whether JSON readers would take every text for a time. */
  allTimes: boolean;
  isBinary: boolean;
  /** Whether there are whole numbers that doubles do not hold exactly. */
  hasLarge: boolean;
  /** Labels that are numbers, and are written as other ones: the indexes of their classes. */
  readonly renumbered: Map<string, number>;
  textBytes: number;
}

/** A date, or a date and a time. */
const TIME = /^\d{4}-\d{2}-\d{2}([ T]\d{2}(:\d{2}){0,2}(\.\d+)?(Z|[+-]\d{2}(:?\d{2})?)?)?$/;

/** The text of a binary cell. */
const BINARY = '(binary)';

/**
 * Determines the columns of a data set by reading all rows that will be published.
 *
 * @param rows row numbers
 */
export async function publishedShape(dataset: Dataset, rows: Uint32Array): Promise<PublishedShape> {
  const layouts = dataset.parts.map(({ layout }) => layout);
  const seen = findColumns(layouts);
  const partOf = partFinder(dataset);
  let [place, damaged] = [0, 0];
  for await (const row of dataset.readCells(rows)) {
    const rowNumber = rows[place++]!;
    const part = partOf(rowNumber);
    look(seen, { ...row, part, label: dataset.labels[rowNumber]! });
    if (row.cells.some((cell) => wellFormed(cell) !== cell)) damaged++;
  }
  const kept = seen.filter(({ isBinary }) => !isBinary);
  const columns = kept.map((column) => ({
    name: column.name,
    type: typeOf(column, dataset.classes),
    cellAt: column.cellAt,
  }));
  const times = kept.filter(({ kinds, allTimes }) => allTimes && kinds.has('text')).map(({ name }) => name);
  const notes = [
    ...seen.flatMap(notesOn),
    ...kept.flatMap((column, at) => (column.isLabel ? notesOnLabel(column, columns[at]!.type) : [])),
    ...(damaged === 0
      ? []
      : [`in ${counted(damaged, 'row')} there are halves of surrogate pairs: U+FFFD replaces them`]),
  ];
  const bytes = kept.reduce((sum, column, at) => sum + sizeOf(columns[at]!.type, column, rows.length), 0);
  return { columns, bytes, rowCount: rows.length, notes, times };
}

/** Returns a function from a row to the number of its file. */
export function partFinder({ parts }: Pick<Dataset, 'parts'>): (row: number) => number {
  return (row) => indexOfPart(parts, row);
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
    allTimes: true,
    isBinary: false,
    hasLarge: false,
    renumbered: new Map<string, number>(),
    textBytes: 0,
  }));
}

function sourceName({ columns }: Layout, at: number): string | null {
  return columns[at]?.name?.trim() || null;
}

/** The names of a file's columns; an unnamed one gets the name of its role, or its number. */
function columnNames({ columns, text, label, id }: Layout): string[] {
  return columns.map(({ name, number }) => {
    // `datasets` takes a dot for a path into a column.
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

function look(
  columns: readonly Seen[],
  { part, label, cells, kinds }: RowCells & { readonly part: number; readonly label: number },
): void {
  for (const column of columns) {
    if (column.isLabel) {
      const written = cells[column.cellAt[part]!]?.trim() ?? '';
      if (/^-?\d+$/.test(written) && Number(written) !== label) column.renumbered.set(written, label);
      continue;
    }
    const at = column.cellAt[part]!;
    const cell = cells[at];
    if (cell === undefined) continue;
    const kind = kinds?.[at] ?? 'text';
    column.kinds.add(kind);
    if (kind === 'number' && !isWhole(cell)) column.allWhole = false;
    if (kind === 'number' && /^-?\d+$/.test(cell) && !Number.isSafeInteger(Number(cell)))
      column.hasLarge = true;
    if (kind === 'text' && column.allTimes && !TIME.test(cell)) column.allTimes = false;
    if (kind === 'object' && cell === BINARY) column.isBinary = true;
    column.textBytes += Buffer.byteLength(cell);
  }
}

/** Whether a number fits into a 64-bit integer. */
function isWhole(cell: string): boolean {
  if (!/^-?\d+$/.test(cell)) return false;
  const value = BigInt(cell);
  return value === BigInt.asIntN(64, value);
}

function typeOf({ isLabel, kinds, allWhole, hasLarge }: Seen, classes: readonly string[]): ColumnType {
  if (isLabel) return areOtherNumbers(classes) ? 'label_number' : 'class_label';
  const [kind, ...others] = [...kinds].filter((one) => one !== 'missing');
  if (others.length > 0) return 'string';
  if (kind === 'number') return allWhole ? 'int64' : hasLarge ? 'string' : 'float64';
  return kind === 'boolean' ? 'bool' : 'string';
}

/** Whether classes are called by whole numbers that are not their indexes, as 0, 2, 5: as indexes these would be others. */
function areOtherNumbers(classes: readonly string[]): boolean {
  const areWhole = classes.every((name) => String(Number(name)) === name && isWhole(name));
  return areWhole && classes.some((name, k) => Number(name) !== k);
}

/** How labels are written that are numbers, where that is not what a user of the data expects. */
function notesOnLabel({ name, renumbered }: Seen, type: ColumnType): string[] {
  if (type === 'label_number')
    return [`column ${name} holds the labels as numbers, not as classes: they are not 0, 1, 2 and so on`];
  if (renumbered.size === 0) return [];
  const pairs = [...renumbered].sort(([, a], [, b]) => a - b).map(([from, to]) => `${from} is ${to} there`);
  const more = pairs.length > PAIRS_SHOWN ? ', …' : '';
  return [`column ${name} holds class indexes from 0: ${pairs.slice(0, PAIRS_SHOWN).join(', ')}${more}`];
}

const PAIRS_SHOWN = 5;

function sizeOf(type: ColumnType, { textBytes }: Seen, rowCount: number): number {
  if (type === 'string') return textBytes + 4 * rowCount;
  return type === 'bool' ? Math.ceil(rowCount / 8) : 8 * rowCount;
}

function notesOn({ name, source, isBinary, hasLarge, allWhole, kinds }: Seen): string[] {
  if (isBinary) return [`column ${source ?? name} holds bytes, and is left out`];
  return [
    ...(source === null || source === name ? [] : [`column ${source} is called ${name}`]),
    ...(hasLarge && !allWhole
      ? [`column ${name} holds numbers that neither 64 bits nor doubles hold, and is written as text`]
      : []),
    ...(kinds.has('list') || kinds.has('object')
      ? [`column ${name} holds lists or objects, and is written as text in JSON`]
      : []),
  ];
}
