/** What the values of a column look like: labels repeat, texts are many different words. */

import type { DataRecord } from '../record.js';

/** The shape of one column over a sample of rows; blank cells are not counted. */
export interface ColumnShape {
  /** Cells that are not blank. */
  readonly filled: number;
  /** The different values, trimmed, and on how many rows each is. */
  readonly values: ReadonlyMap<string, number>;
  /** Words in a cell, on average. */
  readonly words: number;
  /** Characters in a cell, on average. */
  readonly characters: number;
  /** Whether most cells have a letter in them. */
  readonly hasLetters: boolean;
  /** Whether every cell is a number. */
  readonly isNumeric: boolean;
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** Scripts that put no spaces between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}]/gu;

/** The shape of a column by its number. */
export type Shapes = (column: number) => ColumnShape;

/** The shapes of the columns over some rows, each worked out when it is first asked for: names often do. */
export function columnShapes(rows: readonly DataRecord[]): Shapes {
  const known: ColumnShape[] = [];
  return (column) => {
    known[column] ??= columnShape(rows, column);
    return known[column];
  };
}

function columnShape(rows: readonly DataRecord[], column: number): ColumnShape {
  const values = new Map<string, number>();
  let [filled, words, characters, withLetters, numbers] = [0, 0, 0, 0, 0];
  for (const { cells, kinds } of rows) {
    const value = kinds?.[column] === 'list' || kinds?.[column] === 'object' ? '' : cells[column]!.trim();
    if (value === '') continue;
    filled++;
    values.set(value, (values.get(value) ?? 0) + 1);
    words += wordCount(value);
    characters += value.length;
    if (/\p{L}/u.test(value)) withLetters++;
    if (isNumber(value)) numbers++;
  }
  return {
    filled,
    values,
    words: words / filled,
    characters: characters / filled,
    hasLetters: withLetters * 2 > filled,
    isNumeric: filled > 0 && numbers === filled,
  };
}

/** Whether a trimmed cell is a number. */
export function isNumber(value: string): boolean {
  return NUMBER.test(value);
}

/** Words of a trimmed cell, roughly: pieces between spaces; two characters where a script has no spaces. */
export function wordCount(value: string): number {
  if (value === '') return 0;
  return value.split(/\s+/).length + (value.match(UNSPACED)?.length ?? 0) / 2;
}

/** Few and short values, each of them on several rows: a label, or something that might be one. */
export function looksLikeLabel(shape: ColumnShape): boolean {
  return shape.filled >= 3 && shape.values.size * 2 <= shape.filled && shape.characters <= 60;
}

/** Several words a cell, with letters, and not a label. */
export function looksLikeText(shape: ColumnShape): boolean {
  return shape.filled > 0 && shape.words >= 2 && shape.hasLetters && !looksLikeLabel(shape);
}
