/** Which columns of a file are the text and the label: as the user says, by usual names, or by shape. */

import * as errors from '../errors.js';
import {
  type ColumnShape,
  columnShapes,
  looksLikeLabel,
  looksLikeText,
  type Shapes,
} from './column-shape.js';
import { detectHeader } from './header.js';
import type { KnownShape } from './known-shapes.js';
import type { DataRecord } from './record.js';
import { isTextName, labelColumnsByName, textColumnsByName } from './usual-names.js';

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
  /** Names of the columns, where they do not stand in the first row. */
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
    throw errors.oneColumn(sample.file, first.line, heads[0] ?? '');
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
  return shape === null ? undefined : [shape.text];
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

function isNumeral(value: string): boolean {
  return /^\d+$/.test(value.trim());
}

function nameKey(name: string): string {
  return name.trim().toLowerCase();
}

/** The columns of one file while their roles are being found. */
class Columns {
  readonly #file: string;
  readonly #first: readonly string[];
  readonly #names: readonly string[] | undefined;
  readonly #shapes: Shapes;

  constructor(file: string, first: readonly string[], header: boolean, shapes: Shapes) {
    this.#file = file;
    this.#first = first;
    this.#names = header ? first : undefined;
    this.#shapes = shapes;
  }

  /** The column that the user means by a value of an option. */
  resolve(value: string, option: string): number {
    const found = this.#named(value);
    if (found.length > 1) throw errors.columnNamedTwice(this.#file, option, value, found);
    if (found.length === 1) return found[0]!;
    if (!isNumeral(value) && this.#names === undefined) {
      throw errors.columnNameWithoutHeader(this.#file, option, value);
    }
    const number = Number(value);
    if (isNumeral(value) && number >= 1 && number <= this.#first.length) return number - 1;
    throw errors.columnUnknown(this.#file, option, value, this.#first);
  }

  has(value: string): boolean {
    const number = isNumeral(value) ? Number(value) : 0;
    return this.#named(value).length === 1 || (number >= 1 && number <= this.#first.length);
  }

  #named(value: string): number[] {
    return (this.#names ?? []).flatMap((name, column) => (nameKey(name) === nameKey(value) ? [column] : []));
  }

  /** Finds the roles that the user has not given. */
  complete(
    text: readonly number[] | undefined,
    label: number | undefined,
    textOptional: boolean,
  ): Pick<Roles, 'text' | 'label'> {
    const repeated = text?.find((column, at) => text.indexOf(column) !== at);
    if (repeated !== undefined) throw errors.columnTwice(this.#file, repeated, this.#first);
    const labelColumn = label ?? this.#findLabel(text ?? []);
    if (text?.includes(labelColumn)) throw errors.labelIsText(this.#file, labelColumn, this.#first);
    const found = text ?? this.#findText(labelColumn);
    if (found instanceof errors.UserError && !textOptional) throw found;
    return { text: found instanceof errors.UserError ? [] : found, label: labelColumn };
  }

  #findLabel(text: readonly number[]): number {
    const names = this.#names ?? [];
    const free = (column: number) => !text.includes(column);
    const named = labelColumnsByName(names).filter(free);
    const mayBeLabel = (column: number) => free(column) && !isTextName(names[column] ?? '');
    if (this.#first.length === 1) return 0;
    const likely = named.length > 0 ? named : this.#shaped(looksLikeLabel).filter(mayBeLabel);
    if (likely.length !== 1) throw errors.labelUnclear(this.#file, likely, this.#first);
    return likely[0]!;
  }

  /** The text columns, or why they are not clear. */
  #findText(label: number): readonly number[] | errors.UserError {
    const names = this.#names?.map((name, column) => (column === label ? '' : name)) ?? [];
    const named = textColumnsByName(names);
    if ('unclear' in named) return errors.textUnclear(this.#file, named.unclear, this.#first);
    if (named.columns.length > 0) return named.columns;
    const shaped = this.#shaped(looksLikeText).filter((column) => column !== label);
    if (shaped.length === 1) return shaped;
    // Files without header, as ag_news, Yelp or DBpedia ship them: the label and texts, nothing else.
    const onlyTexts = shaped.length === this.#first.length - 1;
    if (this.#names === undefined && onlyTexts) return shaped;
    const left = this.#first.length === 2 ? 1 - label : -1;
    if (left >= 0 && this.#shapes(left).hasLetters) return [left];
    return errors.textUnclear(this.#file, shaped, this.#first);
  }

  #shaped(looksRight: (shape: ColumnShape) => boolean): number[] {
    return [...this.#first.keys()].filter((column) => looksRight(this.#shapes(column)));
  }
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
