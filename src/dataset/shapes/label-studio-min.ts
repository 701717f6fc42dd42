/** Exports of Label Studio as JSON_MIN: the fields of the task, and the answers under the names of their questions. */

import type { Path } from '../columns/fields.js';
import { chooseQuestion, keysOf, onlyItem, propertyOf, type Recognise } from './shape.js';

/** What each row has beside its task and its answers. */
const OWN = ['id', 'annotator', 'annotation_id', 'created_at', 'updated_at', 'lead_time'];

export const labelStudioMin: Recognise = (rows, asked) => {
  const isOne = (row: object) => OWN.every((key) => propertyOf(row, key) !== undefined);
  if (rows.length === 0 || !rows.every(isOne)) return null;
  // Label Studio writes the fields of the task first, then the id, then the answers.
  const [fields, answers] = [new Set<string>(), new Set<string>()];
  for (const row of rows) {
    const keys = keysOf(row);
    const id = keys.indexOf('id');
    for (const key of keys.slice(0, id)) fields.add(key);
    for (const key of keys.slice(id + 1)) if (!OWN.includes(key)) answers.add(key);
  }
  const questions = [...answers].filter((key) => rows.some((row) => isLabel(propertyOf(row, key))));
  if (questions.length === 0) return null;
  const label = chooseQuestion(questions, asked);
  const texts = [...fields].filter((key) => rows.some((row) => typeof propertyOf(row, key) === 'string'));
  return {
    tool: 'Label Studio (JSON_MIN)',
    text: texts.includes('text') ? 'text' : texts.length === 1 ? texts[0]! : null,
    label,
    place: { locate: (row) => locate(row, label) },
    notes: [],
  };
};

function isLabel(value: unknown): boolean {
  const isScalar = typeof value === 'string' || typeof value === 'number';
  return isScalar || Array.isArray(propertyOf(value, 'choices'));
}

/** One choice is a text, several are an object with a list. */
function locate(row: object, label: string): Path | undefined {
  const value = propertyOf(row, label);
  const choices = propertyOf(value, 'choices');
  if (choices !== undefined) return onlyItem(choices, [label, 'choices']);
  return value === undefined ? undefined : [label];
}
