/** Labels that differ only in case or white space, which are pointed out, or merged where that is asked for. */

import { counted } from '../../errors/wording.js';
import type { KnownLabel } from './label-numbers.js';
import { foldedLabel } from './labels.js';

/** Groups of labels that differ only in case or white space, each the most frequent first. */
export function labelsAlike(known: readonly KnownLabel[]): KnownLabel[][] {
  const groups = new Map<string, KnownLabel[]>();
  for (const label of known) {
    const key = foldedLabel(label.name);
    groups.set(key, [...(groups.get(key) ?? []), label]);
  }
  return [...groups.values()]
    .filter(({ length }) => length > 1)
    .map((group) => group.sort((a, b) => b.rows - a.rows || known.indexOf(a) - known.indexOf(b)));
}

/** Gives labels that are alike the name of a class, or else of the most frequent one. */
export function mergeLabels(
  known: readonly KnownLabel[],
  alike: readonly KnownLabel[][],
  names: readonly string[],
): KnownLabel[] {
  const nameOf = new Map<string, string>();
  for (const [most] of alike) nameOf.set(foldedLabel(most!.name), most!.name);
  for (const name of names) nameOf.set(foldedLabel(name), name);
  return known.map((label) => ({ ...label, name: nameOf.get(foldedLabel(label.name)) ?? label.name }));
}

/** What such a group is, in a line for people. */
export function describeAlike(group: readonly KnownLabel[], merged: boolean): string {
  const all = group.map(({ name, rows }) => `"${name}" (${counted(rows, 'row')})`).join(' and ');
  return merged
    ? `merged into one class: ${all}`
    : `labels differ only in case or white space: ${all}; --merge-labels makes them one class`;
}
