/** The columns of files whose rows are objects (JSON, Parquet), found over their first rows. */

import type { DataRecord } from '../record.js';
import { type Field, fieldsOf, parsePath, toCell, valueAt } from './fields.js';
import { recognise } from './known-shapes.js';

/** An object and where it stands. */
export interface ObjectRow {
  readonly object: object;
  readonly line: number;
  readonly place: number;
}

/** Columns, and how rows are cut into them. */
export class NestedColumns {
  readonly fields: readonly Field[];
  readonly names: readonly string[];
  readonly notes: readonly string[];

  /**
   * @param rows the first rows
   * @param wanted names that the user says; those that lead into lists are columns too
   */
  constructor(rows: readonly object[], wanted: readonly string[]) {
    const fields = fieldsOf(rows);
    const add = (name: string) => {
      const path = parsePath(name);
      if (fields.some((field) => field.name === name)) return;
      if (rows.some((row) => valueAt(row, path) !== undefined)) fields.push({ name, path });
    };
    for (const name of wanted) if (/[.[]/.test(name)) add(name);
    const shape = recognise(rows);
    this.notes = [];
    if (shape !== null) {
      add(shape.label);
      this.notes = [`looks like an export of ${shape.tool}: text in ${shape.text}, label in ${shape.label}`];
    }
    this.shape = shape;
    this.fields = fields;
    this.names = fields.map(({ name }) => name);
  }

  /** Where a known tool keeps text and label; null where the file is of none. */
  readonly shape: ReturnType<typeof recognise>;

  toRecord({ object, line, place }: ObjectRow, columns: Iterable<number> = this.fields.keys()): DataRecord {
    const cells: string[] = [];
    const kinds: NonNullable<DataRecord['kinds']>[number][] = [];
    for (const column of columns) {
      const { cell, kind } = toCell(valueAt(object, this.fields[column]!.path));
      cells.push(cell);
      kinds.push(kind);
    }
    return { cells, kinds, line, place };
  }
}
