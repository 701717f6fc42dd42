/** Labels as they are written, cleaned of what can't be meant. */
import { numberTooLarge } from '../errors.js';
import type { CellKind } from '../record.js';
import * as errors from './errors.js';

/** The label that a cell means: without white space around it, in Unicode's composed form. */
export function cleanLabel(cell: string): string {
  return cell.trim().normalize('NFC');
}

/**
 * A whole number without the decimals that a float has; every other label as it is.
 *
 * @example
 * ['1.0', '1', '1.5', '01.0'].map(plainNumber) // ['1', '1', '1.5', '01.0']
 */
export function plainNumber(label: string): string {
  const number = label.endsWith('0') ? /^(-?(?:0|[1-9]\d*))\.0+$/.exec(label)?.[1] : undefined;
  return number === undefined ? label : number === '-0' ? '0' : number;
}

/** What two labels have in common that differ only in case or white space. */
export function foldedLabel(label: string): string {
  return label.replace(/\s+/g, '').toLowerCase();
}

/** An item of a list, and what surrounds it; each character can be taken in one way only. */
const ITEM = /\s*(?:-?\d+(?:\.\d+)?|'[^']*'|"[^"]*")\s*,?/y;

/**
 * Whether a label reads as a list of numbers or quoted names, such as Python and NumPy write them. Item by item,
 * since one expression for the whole would try every way to part a long label.
 */
function readsAsList(label: string): boolean {
  if (!label.startsWith('[') || !label.endsWith(']')) return false;
  const inside = label.slice(1, -1).trim();
  ITEM.lastIndex = 0;
  while (ITEM.lastIndex < inside.length) if (!ITEM.test(inside)) return false;
  return true;
}

/** What is wrong with the label cells of files that know more kinds of value than text. */
export class LabelCheck {
  #kind: CellKind | undefined;
  #where = '';

  /**
   * @param where the row's file and line, made only when it is needed
   * @throws UserError for lists, objects, and a kind that differs from that of the labels before
   */
  check(label: string, kind: CellKind | undefined, where: () => string): void {
    if (kind === 'list' || (kind !== 'number' && readsAsList(label)))
      throw errors.labelIsList(where(), label);
    if (kind === 'object') throw errors.labelIsObject(where(), label);
    if (kind === undefined || kind === 'missing' || label === '') return;
    if (kind === 'number' && !Number.isSafeInteger(Math.trunc(Number(label))))
      throw numberTooLarge(where(), label);
    if (this.#kind === undefined) {
      this.#kind = kind;
      this.#where = where();
    } else if (kind !== this.#kind)
      throw errors.labelKindsDiffer(where(), label, kind, this.#kind, this.#where);
  }
}

/** The different labels of all files that are read together, numbered as they appear. */

/** One of the different labels, and where it is first. */
export interface KnownLabel {
  /** Trimmed: white space around a label makes no class of its own. */
  name: string;
  /** The ways in which it is written, where it is a number that is written in more than one; `name` is the plainest. */
  forms?: string[];
  readonly file: string;
  /** Physical line, from 1; 0 where the format has none. */
  readonly line: number;
  /** Rows that have it. */
  rows: number;
}

/** Numbers the different labels in order of first appearance. */
export class LabelNumbers {
  // A Map and not an object: labels may be named __proto__ or constructor.
  readonly #numbers = new Map<string, number>();
  /** The same by the plainest way in which a number is written. */
  readonly #equal = new Map<string, number>();
  readonly known: KnownLabel[] = [];

  /** The number of a trimmed label; one that is new gets the next number. */
  add(name: string, file: string, line: number): number {
    const number = this.#numbers.get(name);
    if (number !== undefined) {
      this.known[number]!.rows++;
      return number;
    }
    const plain = plainNumber(name);
    const equal = this.#equal.get(plain);
    this.#numbers.set(name, equal ?? this.known.length);
    if (equal !== undefined) return this.#addForm(equal, name, plain);
    this.#equal.set(plain, this.known.length);
    this.known.push({ name, file, line, rows: 1 });
    return this.known.length - 1;
  }

  /** The number of a trimmed label that may not be known. */
  get(name: string): number | undefined {
    return this.#numbers.get(name) ?? this.#equal.get(plainNumber(name));
  }

  /** 1 and 1.0 are one label: pandas writes a column of whole numbers as floats where one is missing. */
  #addForm(number: number, name: string, plain: string): number {
    const label = this.known[number]!;
    label.forms = [...(label.forms ?? [label.name]), name];
    label.name = plain;
    label.rows++;
    return number;
  }
}
