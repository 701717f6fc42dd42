/** Exports of Kili (raw): assets with labels of people and of models, of which each answers one job or more. */

import type { Path } from '../columns/fields.js';
import { chooseQuestion, keysOf, listOf, onlyItem, propertyOf, type Recognise } from './shape.js';

const BY_MODELS = ['PREDICTION', 'INFERENCE', 'AUTOSAVE'];

export const kili: Recognise = (rows, asked) => {
  const jobs = new Set(rows.flatMap((row) => labelsOf(row).flatMap(({ response }) => jobsIn(response))));
  if (jobs.size === 0 || !rows.some((row) => propertyOf(row, 'content') !== undefined)) return null;
  const job = chooseQuestion([...jobs], asked);
  return {
    tool: 'Kili',
    text: 'content',
    label: job,
    place: { locate: (row) => locate(row, job) },
    notes: ['of several labels of people, the last one is read'],
  };
};

function labelsOf(row: object): { readonly at: number; readonly response: unknown }[] {
  return listOf(propertyOf(row, 'labels')).flatMap((label, at) =>
    BY_MODELS.includes(propertyOf(label, 'labelType') as string)
      ? []
      : [{ at, response: propertyOf(label, 'jsonResponse') }],
  );
}

function jobsIn(response: unknown): string[] {
  return keysOf(response).filter((job) => Array.isArray(propertyOf(propertyOf(response, job), 'categories')));
}

function locate(row: object, job: string): Path | undefined {
  const label = labelsOf(row).findLast(({ response }) => jobsIn(response).includes(job));
  if (label === undefined) return undefined;
  const path = ['labels', label.at, 'jsonResponse', job, 'categories'];
  const categories = propertyOf(propertyOf(label.response, job), 'categories');
  const item = onlyItem(categories, path);
  return item === undefined || item === path ? item : [...item, 'name'];
}
