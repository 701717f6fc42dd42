/** Labels as they are written, cleaned of what can't be meant. */

import { numberTooLarge } from '../errors.js';
import type { CellKind } from '../record.js';
import * as errors from './errors.js';

/** The label that a cell means: without white space around it, in Unicode's composed form. */
export function cleanLabel(cell: string): string {
  return cell.trim().normalize('NFC');
}

/** What two labels have in common that differ only in case or white space. */
export function foldedLabel(label: string): string {
  return label.replace(/\s+/g, '').toLowerCase();
}

/** An item of a list, and what stands around it; each character can be taken in one way only. */
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
