/** Nested values as columns: dotted paths to their leaves. */

import { isDate } from 'node:util/types';
import type { LabelPlace } from '../../types.js';
import { stringifyExactly } from '../json/exact-json.js';
import type { CellKind } from '../record.js';

export type Path = readonly (string | number)[];

/** A column of nested rows. */
export interface Field {
  /** As users write it: `meta.label`, `annotations[0].value`. */
  readonly name: string;
  readonly path: Path;
  /** Set for a label whose path is not the same in all rows. */
  readonly place?: LabelPlace;
}

/** Paths to what is neither an object nor inside a list, in order of first appearance over some rows. */
export function fieldsOf(rows: Iterable<object>): Field[] {
  const fields = new Map<string, Field>();
  const visit = (value: unknown, path: Path) => {
    if (isPlainObject(value) && Object.keys(value).length > 0) {
      for (const key of Object.keys(value)) visit(value[key], [...path, key]);
      return;
    }
    const key = JSON.stringify(path);
    if (!fields.has(key)) fields.set(key, { name: path.join('.'), path });
  };
  for (const row of rows) {
    for (const key of Object.keys(row)) visit((row as Record<string, unknown>)[key], [key]);
  }
  // Where a field is an object in some rows, and missing in others, its leaves are the columns.
  const parents = new Set(
    [...fields.values()].flatMap(({ path }) =>
      path.slice(1).map((_, at) => JSON.stringify(path.slice(0, at + 1))),
    ),
  );
  return [...fields].filter(([key]) => !parents.has(key)).map(([, field]) => field);
}

/**
 * The path that a name means in some rows: names between dots, positions in brackets or between dots. A key that has
 * dots or brackets in it is taken as a whole, the longest that fits.
 *
 * @returns undefined where no row has a value there
 * @example
 * resolvePath('topic.responses.0', [{ 'topic.responses': ['a'] }]) // ['topic.responses', 0]
 */
export function resolvePath(name: string, rows: Iterable<object>): Path | undefined {
  for (const row of rows) {
    const path = pathIn(row, name);
    if (path !== undefined) return path;
  }
  return undefined;
}

const POSITION = /^(?:\[(\d+)\]|(\d+))(?:$|\.|(?=\[))/;

function pathIn(value: unknown, name: string): (string | number)[] | undefined {
  if (name === '') return value === undefined ? undefined : [];
  if (Array.isArray(value)) {
    const [step, bracketed, dotted] = POSITION.exec(name) ?? [];
    if (step === undefined) return undefined;
    const position = Number(bracketed ?? dotted);
    const rest = pathIn(value[position], name.slice(step.length));
    return rest === undefined ? undefined : [position, ...rest];
  }
  if (!isPlainObject(value)) return undefined;
  const keys = Object.keys(value).filter(
    (key) => key !== '' && name.startsWith(key) && /^($|[.[])/.test(name.slice(key.length)),
  );
  for (const key of keys.sort((a, b) => b.length - a.length)) {
    const rest = pathIn(value[key], name.slice(key.length).replace(/^\./, ''));
    if (rest !== undefined) return [key, ...rest];
  }
  return undefined;
}

/** The value at a path; undefined where there is none. */
export function valueAt(row: unknown, path: Path): unknown {
  let value = row;
  for (const [at, key] of path.entries()) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    // Several choices at the end of a path are not one label, whichever comes first.
    if (typeof key === 'number' && at === path.length - 1 && (value as unknown[]).length > 1) return value;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}

/** What a path leads to, whatever it is; undefined where there is nothing. */
export function valueAlong(row: unknown, path: Path): unknown {
  let value = row;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}

/** A value as a cell. */
export function toCell(value: unknown): { readonly cell: string; readonly kind: CellKind } {
  switch (typeof value) {
    case 'string':
      return { cell: value, kind: 'text' };
    case 'number':
      // pandas writes NaN where a value is missing among numbers.
      return Number.isNaN(value) ? { cell: '', kind: 'missing' } : { cell: String(value), kind: 'number' };
    case 'bigint':
      return { cell: String(value), kind: 'number' };
    case 'boolean':
      return { cell: String(value), kind: 'boolean' };
    case 'undefined':
      return { cell: '', kind: 'missing' };
  }
  if (value === null) return { cell: '', kind: 'missing' };
  if (isDate(value)) return { cell: value.toISOString(), kind: 'text' };
  if (value instanceof Uint8Array) return { cell: '(binary)', kind: 'object' };
  return { cell: stringifyExactly(value), kind: Array.isArray(value) ? 'list' : 'object' };
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !isDate(value) &&
    !(value instanceof Uint8Array)
  );
}
