/** The columns of files whose rows are objects (JSON, Parquet), found over their first rows. */

import type { LabelPlace } from '../../types.js';
import type { DataRecord } from '../record.js';
import { type Asked, type KnownShape, onlyItem } from '../shapes/shape.js';
import { recogniseShape } from '../shapes/shapes.js';
import { type Field, fieldsOf, resolvePath, toCell, valueAlong, valueAt } from './fields.js';
import { isLabelName, sameName } from './usual-names.js';

/** An object and where it is in its file. */
export interface ObjectRow {
  readonly object: object;
  readonly line: number;
  readonly place: number;
}

/** What the user says about the columns of such a file. */
export interface NestedOptions extends Asked {
  /** The columns that the user names; those that lead into lists are columns too. */
  readonly wanted: readonly string[];
  /** Of several lists in a file that is one object, the one that holds the rows. */
  readonly list?: string | undefined;
}

/** Columns, and how rows are cut into them. */
export class NestedColumns {
  readonly fields: readonly Field[];
  readonly names: readonly string[];
  readonly notes: readonly string[];
  /** Where a known tool keeps text and label; null where the file is of none. */
  readonly shape: KnownShape | null;

  /**
   * @param rows the first rows
   * @throws UserError if the file is of a known tool, and it is not clear where its labels are
   */
  constructor(rows: readonly object[], options: NestedOptions) {
    const shape = recogniseShape(rows, options);
    const fields = fieldsOf(rows).filter(({ name }) => name !== shape?.label);
    if (shape?.textPlace !== undefined) fields.push({ name: shape.text!, path: [], place: shape.textPlace });
    if (shape !== null) fields.push({ name: shape.label, path: [], place: shape.place });
    for (const name of options.wanted) {
      if (!/[.[]/.test(name) || fields.some((field) => field.name === name)) continue;
      const path = resolvePath(name, rows);
      if (path !== undefined) fields.push({ name, path });
    }
    this.shape = shape;
    this.fields = fields.map((field) => {
      const isLabel =
        options.label === undefined ? isLabelName(field.name) : sameName(field.name, options.label);
      return isLabel && field.place === undefined ? withOnlyItems(field, rows) : field;
    });
    this.names = fields.map(({ name }) => name);
    this.notes = shape === null ? [] : describeShape(shape);
  }

  /** The path that a column has in every row; null where it has none. */
  pathOf(column: number): Field['path'] | null {
    const { path, place } = this.fields[column]!;
    return place === undefined ? path : null;
  }

  /** The keys of rows under which some columns are; undefined where that can be any. */
  rootsOf(columns: readonly number[]): string[] | undefined {
    const fields = columns.map((column) => this.fields[column]!);
    if (fields.some(({ path }) => path.length === 0)) return undefined;
    return [...new Set(fields.map(({ path }) => String(path[0])))];
  }

  toRecord({ object, line, place }: ObjectRow, columns: Iterable<number> = this.fields.keys()): DataRecord {
    const cells: string[] = [];
    const kinds: NonNullable<DataRecord['kinds']>[number][] = [];
    for (const column of columns) {
      const { cell, kind } = toCell(cellValue(object, this.fields[column]!));
      cells.push(cell);
      kinds.push(kind);
    }
    return { cells, kinds, line, place };
  }
}

function cellValue(row: object, { path, place }: Field): unknown {
  return place === undefined ? valueAt(row, path) : labelAt(row, place);
}

/** What a row has for a label that has its place in each row; undefined where it has none. */
export function labelAt(row: object, place: LabelPlace): unknown {
  const path = place.locate(row);
  if (path === undefined) return undefined;
  const value = valueAlong(row, path);
  return place.read === undefined ? value : place.read(value);
}

/** A column of lists of which most have one item, and few have more, is a column of these items: that is how many tools write one label. */
function withOnlyItems(field: Field, rows: readonly object[]): Field {
  const lists = rows.map((row) => valueAlong(row, field.path)).filter((value) => value != null);
  const single = lists.filter((value) => Array.isArray(value) && value.length === 1).length;
  const several = lists.filter((value) => Array.isArray(value) && value.length > 1).length;
  if (!lists.every(Array.isArray) || single <= several) return field;
  const locate = (row: object) => {
    const value = valueAlong(row, field.path);
    return Array.isArray(value) ? onlyItem(value, field.path) : field.path;
  };
  return { ...field, place: { locate } };
}

function describeShape({ tool, text, label, notes }: KnownShape): string[] {
  const found = `${text === null ? '' : `text in ${text}, `}label in ${label}`;
  return [`looks like an export of ${tool}: ${found}`, ...notes];
}
