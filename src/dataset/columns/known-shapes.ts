/** The shapes of files that annotation tools write: where the text and the label stand in them. */

import type { DataRecord } from '../record.js';
import { type Field, fieldsOf, type Path, parsePath, toCell, valueAt } from './fields.js';

/** Where text and label stand in a file of a known tool. */
export interface KnownShape {
  readonly tool: string;
  readonly text: string;
  readonly label: string;
}

/**
 * Recognises the exports of Label Studio and Argilla.
 *
 * @param rows some rows of a file
 * @returns null where it is none of them, or has more texts or questions than one
 */
export function recognise(rows: readonly object[]): KnownShape | null {
  return labelStudio(rows) ?? argilla(rows);
}

function labelStudio(rows: readonly object[]): KnownShape | null {
  const label = 'annotations[0].result[0].value.choices[0]';
  if (!rows.some((row) => valueAt(row, parsePath('annotations[0].result[0].value.choices')) !== undefined))
    return null;
  const text = onlyText(rows, ['data']);
  return text === null ? null : { tool: 'Label Studio', text, label };
}

function argilla(rows: readonly object[]): KnownShape | null {
  const questions = new Set(rows.flatMap((row) => Object.keys(objectAt(row, ['responses']))));
  if (questions.size !== 1) return null;
  const text = onlyText(rows, ['fields']);
  return text === null ? null : { tool: 'Argilla', text, label: `responses.${[...questions][0]}[0].value` };
}

/** The field named text under a path, or the only one that holds text. */
function onlyText(rows: readonly object[], parent: Path): string | null {
  const names = new Set(
    rows.flatMap((row) =>
      Object.entries(objectAt(row, parent)).flatMap(([key, value]) =>
        typeof value === 'string' ? [key] : [],
      ),
    ),
  );
  const name = names.has('text') ? 'text' : names.size === 1 ? [...names][0]! : null;
  return name === null ? null : [...parent, name].join('.');
}

function objectAt(row: object, path: Path): object {
  const value = valueAt(row, path);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

/** The columns of files whose rows are objects (JSON, Parquet), found over their first rows. */

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
