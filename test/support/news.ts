/** News texts with their labels: newswire is ours; AG News stands in the folder of LABEL_ERRORS_DATA. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixtures, readCsv, sharedData } from '../reference-data.js';
import type { LabelledTexts } from './terms.js';

/** Class names of newswire and of AG News, in the order of their numbers. */
const NAMES = readFileSync(join(fixtures, 'newswire_classes.txt'), 'utf8').trim().split('\n');

export const newswire = (): LabelledTexts => numbered(join(fixtures, 'newswire.csv'));

export const agNewsTest = (): LabelledTexts => numbered(join(sharedData, 'data', 'ag_news_test.csv'));

export const agNewsTrain = (): LabelledTexts =>
  named(join(sharedData, 'data', 'ag_news_train_10k.csv'), NAMES);

/** A set of `eval/`, its classes in order of their names. */
export const evaluationSet = (name: string): LabelledTexts =>
  named(join(sharedData, 'eval', 'sets', `${name}.csv`), NAMES.toSorted());

/** Newswire with its classes in order of their names. */
export function newswireByName(): LabelledTexts {
  const { texts, labels, classCount } = newswire();
  const sorted = NAMES.toSorted();
  return { texts, labels: labels.map((label) => sorted.indexOf(NAMES[label]!)), classCount };
}

/** AG News' own layout: class from 1, title, description, no header. */
function numbered(file: string): LabelledTexts {
  const rows = readCsv(file);
  return {
    texts: rows.map(([, title, description]) => `${title} ${description}`),
    labels: Uint32Array.from(rows, ([label]) => Number(label) - 1),
    classCount: NAMES.length,
  };
}

/** A header, then text and class name. */
function named(file: string, names: readonly string[]): LabelledTexts {
  const rows = readCsv(file).slice(1);
  return {
    texts: rows.map(([text]) => text!),
    labels: Uint32Array.from(rows, ([, name]) => names.indexOf(name!)),
    classCount: names.length,
  };
}
