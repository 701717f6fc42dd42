/** Which columns of a file are the text and the label: as the user says, by usual names, or by shape. */
import type { DataRecord } from '../record.js';
import type { KnownShape } from '../shapes/shape.js';
import {
  type ColumnShape,
  columnShapes,
  isNumber,
  looksLikeLabel,
  looksLikeText,
  type Shapes,
  wordCount,
} from './column-shape.js';
import * as errors from './errors.js';
import { Columns, isNumeral } from './unassigned-columns.js';
import { isLabelName, isTextName } from './usual-names.js';

/** What the user says about the columns; what is not said is found out. */
export interface ColumnOptions {
  /** Names or 1-based numbers of the columns that make the text, in the order in which they are joined. */
  readonly text?: readonly string[] | undefined;
  /** Name or 1-based number of the label column. */
  readonly label?: string | undefined;
  /** Name or 1-based number of the column whose values name the rows. */
  readonly id?: string | undefined;
  /** Whether the first row holds names. */
  readonly header?: boolean | undefined;
  /**
   * Whether rows may be without a text, as where the probabilities are given: blank texts are kept then, and there
   * need be no text column. Default false.
   */
  readonly textOptional?: boolean | undefined;
}

/** What the columns of a file are; numbers from 0. */
export interface Roles {
  readonly header: boolean;
  readonly text: readonly number[];
  readonly label: number;
  readonly id: number | null;
}

/** The beginning of a file, and what it is called. */
export interface Sample {
  readonly file: string;
  /** Names of the columns, where they are not in the first row. */
  readonly names: readonly string[] | null;
  /** Where a known tool keeps text and label. */
  readonly shape: KnownShape | null;
  /** At least one record. */
  readonly rows: readonly DataRecord[];
}

/**
 * Finds out the roles of the columns. Nothing is guessed: what is not clear is an error that names the
 * columns and the option which says it.
 *
 * @throws UserError if the options do not fit the file, or if it is not clear what is what
 */
export function findRoles(sample: Sample, options: ColumnOptions): Roles {
  const first = sample.rows[0]!;
  const heads = sample.names ?? first.cells;
  if (heads.length < 2 && !options.textOptional)
    throw sample.names === null
      ? errors.oneColumn(sample.file, first.line, heads[0] ?? '')
      : errors.oneNamedColumn(sample.file, first.line, heads[0]);
  const header = sample.names === null && (options.header ?? findHeader(sample, options));
  const data = sample.rows.slice(header ? 1 : 0);
  if (data.length === 0) throw errors.onlyHeader(sample.file);
  const columns = new Columns(sample.file, heads, header || sample.names !== null, columnShapes(data));
  const { text = textOf(sample.shape), label = sample.shape?.label, id } = options;
  const given = text?.map((value) => columns.resolve(value, '--text'));
  const givenLabel = label === undefined ? undefined : columns.resolve(label, '--label');
  return {
    header,
    ...columns.complete(given, givenLabel, options.textOptional ?? false),
    id: id === undefined ? null : columns.resolve(id, '--id'),
  };
}

function textOf(shape: KnownShape | null): readonly string[] | undefined {
  return shape === null || shape.text === null ? undefined : [shape.text];
}

/**
 * What the options say about a second file, which may have another layout. They hold as a whole where it
 * has all of the columns. Else names still mean what they say where they occur, but numbers do not, nor does
 * the word about the header.
 */
export function optionsThatFit(sample: Sample, options: ColumnOptions): ColumnOptions {
  const { text, label } = options;
  const columns = new Columns(
    sample.file,
    sample.names ?? sample.rows[0]!.cells,
    sample.names !== null || options.header !== false,
    columnShapes([]),
  );
  const given = [...(text ?? []), ...(label === undefined ? [] : [label])];
  if (given.every((value) => columns.has(value))) return options;
  const holds = (value: string) => !isNumeral(value) && columns.has(value);
  return {
    id: undefined,
    text: text?.every(holds) ? text : undefined,
    label: label !== undefined && holds(label) ? label : undefined,
  };
}

function findHeader({ file, rows }: Sample, { text = [], label }: ColumnOptions): boolean {
  // A column can only be called by a name where there are names.
  if ([...text, ...(label === undefined ? [] : [label])].some((value) => !isNumeral(value))) return true;
  const { cells, line } = rows[0]!;
  const found = detectHeader(cells, columnShapes(rows.slice(1)));
  if (found === undefined) throw errors.headerUnclear(file, line, cells);
  return found;
}

/** Says in one line what was chosen, e.g. `text = columns 2 + 3 (title, description), label = column 1 (class); header on line 1`. */
export function describeRoles({ header, text, label, id }: Roles, { names, rows }: Sample): string {
  const first = rows[0]!;
  if (names !== null) {
    const named = [
      ['text', text.map((column) => names[column]).join(' + ') || undefined],
      ['label', names[label]],
      ['id', id === null ? undefined : names[id]],
    ];
    return named.flatMap(([role, name]) => (name === undefined ? [] : [`${role} = ${name}`])).join(', ');
  }
  const column = (columns: readonly number[]) => {
    const heads = header ? ` (${columns.map((at) => first.cells[at]!.trim() || 'no name').join(', ')})` : '';
    return `column${columns.length > 1 ? 's' : ''} ${columns.map((at) => at + 1).join(' + ')}${heads}`;
  };
  const idPart = id === null ? '' : `, id = ${column([id])}`;
  const textPart = text.length === 0 ? 'no text column' : `text = ${column(text)}`;
  return `${textPart}, label = ${column([label])}${idPart}; ${header ? `header on line ${first.line}` : 'no header'}`;
}

/** Whether the first row of a file holds the names of the columns. */

/** A cell of at least this many words is a text, not the name of a column. */
const WORDS_OF_A_TEXT = 5;

/**
 * Weighs the first row against the rows below it. A usual name for the label together with one for the text
 * settles it; else every column is a witness, and they must agree.
 *
 * @param first cells of the first row
 * @param below shapes of the columns over the rows after the first
 * @returns undefined where it is not clear
 */
export function detectHeader(first: readonly string[], below: Shapes): boolean | undefined {
  if (first.some(isLabelName) && first.some(isTextName)) return true;
  const witnesses = new Set(first.map((cell, column) => columnSaysHeader(cell.trim(), below(column))));
  const [forHeader, forData] = [witnesses.has(true), witnesses.has(false)];
  return forHeader === forData ? undefined : forHeader;
}

/** What one column says: true for a header, false for data, undefined where it could be either. */
function columnSaysHeader(cell: string, below: ColumnShape): boolean | undefined {
  if (cell === '') return undefined;
  if (isLabelName(cell) || isTextName(cell)) return !below.values.has(cell);
  if (looksLikeLabel(below)) return labelSaysHeader(cell, below);
  if (below.isNumeric) return !isNumber(cell);
  if (looksLikeText(below) && wordCount(cell) >= WORDS_OF_A_TEXT) return false;
  return undefined;
}

/** A cell that is no label below it is a name, unless other labels are on one row only as well. */
function labelSaysHeader(cell: string, below: ColumnShape): boolean | undefined {
  if (below.values.has(cell)) return false;
  return Math.min(...below.values.values()) > 1 ? true : undefined;
}
