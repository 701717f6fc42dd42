/** spaCy's `cats`: a number for each class, of which one is positive. */

import { jsonAt, withValues } from '../json/json-label-cells.js';
import { labelIsNoCategory } from './errors.js';
import { keysOf, propertyOf, type Recognise } from './shape.js';

const CATS = 'cats';

export const spacyCategories: Recognise = (rows) => {
  const isOne = (row: object) => {
    const cats = propertyOf(row, CATS);
    return keysOf(cats).length > 0 && keysOf(cats).every((name) => isScore(propertyOf(cats, name)));
  };
  if (rows.length === 0 || !rows.every(isOne)) return null;
  return {
    tool: 'spaCy',
    text: rows.every((row) => typeof propertyOf(row, 'text') === 'string') ? 'text' : null,
    label: CATS,
    place: {
      locate: (row) => (positiveOf(propertyOf(row, CATS)).length === 0 ? undefined : [CATS]),
      read: (cats) => {
        const names = positiveOf(cats);
        return names.length === 1 ? names[0] : names;
      },
      write: moveScore,
    },
    notes: ['the label is the category whose number is 0.5 or more'],
  };
};

function isScore(value: unknown): boolean {
  return typeof value === 'boolean' || (typeof value === 'number' && value >= 0 && value <= 1);
}

function positiveOf(cats: unknown): string[] {
  return keysOf(cats).filter((name) => Number(propertyOf(cats, name)) >= 0.5);
}

/** Two categories exchange their numbers, as they are written. Where only the positive one is named, it is replaced. */
function moveScore(label: string, old: string): string {
  const cats = JSON.parse(old) as object;
  const [positive] = positiveOf(cats);
  // As written: 1 and 1.0 differ for spaCy.
  const written = (name: string) => jsonAt(old, [name]);
  if (Object.hasOwn(cats, label))
    return withValues(old, [
      [[positive!], written(label)],
      [[label], written(positive!)],
    ]);
  if (keysOf(cats).length > 1) throw labelIsNoCategory(label, keysOf(cats));
  return `{${JSON.stringify(label)}: ${written(positive!)}}`;
}
