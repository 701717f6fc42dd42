import { expect, it } from 'vitest';
import { judgeLabels } from '../../src/judge/methods.js';
import { findAmbiguous } from '../../src/kinds/ambiguous.js';
import { findOutliers } from '../../src/kinds/outliers.js';
import { countByClass } from '../../src/naive-bayes/class-totals.js';
import { needSharedData } from '../reference-data.js';
import { evaluationSet, newswire } from '../support/news.js';
import { termsOf } from '../support/terms.js';

const OUTLIERS = [
  'Lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore',
  'Der Bundestag hat am Donnerstag mit den Stimmen der Koalition ein neues Gesetz beschlossen',
  'function main() { const node = document.getElementById("foo"); if (node === null) return undefined; }',
  'SKU 88213-AX qty 4 pcs wh-2 bin 17B lot 2291 exp 09/27 reorder no',
];
const everyRow = (labels: Uint32Array) => new Uint8Array(labels.length).fill(1);
const marked = (mask: Uint8Array) => [...mask.keys()].filter((row) => mask[row] === 1);

it('finds the outliers that were planted in newswire, and none of its own rows', () => {
  const { texts, labels } = newswire();
  const rows = {
    terms: termsOf([...texts, ...OUTLIERS]),
    labels: Uint32Array.from([...labels, ...OUTLIERS.keys()]),
  };
  expect(marked(findOutliers(rows, null, everyRow(rows.labels)))).toEqual([1200, 1201, 1202, 1203]);
});

it('finds the same whether the counts are given or made, and takes a class without rows for no explanation', () => {
  const { texts, labels } = newswire();
  const rows = {
    terms: termsOf([...texts, ...OUTLIERS]),
    labels: Uint32Array.from([...labels, ...OUTLIERS.keys()]),
  };
  for (const classCount of [4, 6]) {
    const totals = countByClass(rows.terms, { classCount, labels: rows.labels });
    const found = findOutliers(rows, null, everyRow(rows.labels), totals);
    expect(marked(found)).toEqual([1200, 1201, 1202, 1203]);
  }
});

it('finds outliers by what was learnt from another file', () => {
  const { texts, labels } = newswire();
  const all = termsOf([...texts, ...texts.slice(0, 50), OUTLIERS[1]!]);
  const training = { terms: all, labels: Uint32Array.from([...labels, ...labels.slice(0, 50), 0]) };
  expect(marked(findOutliers(training, training, everyRow(training.labels)))).toContain(1250);
});

it('finds few outliers in real news', (context) => {
  needSharedData(context);
  const { texts, labels } = evaluationSet('ag_uniform_dev');
  const found = marked(findOutliers({ terms: termsOf(texts), labels }, null, everyRow(labels)));
  expect(found.length).toBeGreaterThan(0);
  expect(found.length).toBeLessThan(15);
});

it('looks only at the rows that it is asked about', () => {
  const { texts, labels } = newswire();
  const rows = {
    terms: termsOf([...texts, ...OUTLIERS]),
    labels: Uint32Array.from([...labels, ...OUTLIERS.keys()]),
  };
  const isAsked = Uint8Array.from(rows.labels, (_, row) => Number(row < 1202));
  expect(marked(findOutliers(rows, null, isAsked))).toEqual([1200, 1201]);
});

it('says nothing of rows without words', () => {
  const rows = { terms: termsOf(['', '', 'word']), labels: Uint32Array.of(0, 1, 0) };
  expect(marked(findOutliers(rows, null, everyRow(rows.labels)))).toEqual([]);
});

const judgement = (values: number[], rankKey: number[], judged: number[]) => ({
  probabilities: { classCount: 3, values: Float64Array.from(values) },
  judged: Uint8Array.from(judged),
  quality: Float64Array.from(rankKey),
  rankKey: Float64Array.from(rankKey),
  suggested: new Uint32Array(judged.length),
  isIssue: new Uint8Array(judged.length),
});

it('names rows between their class and another, by margin or by odds', () => {
  const labels = Uint32Array.of(0, 0, 0, 0);
  const values = [0.45, 0.5, 0.05, 0.1, 0.45, 0.45, 0.75, 0.2, 0.05, 0.5, 0.5, 0];
  const some = judgement(values, [-1, -3, 1.2, 0], [1, 1, 1, 0]);
  // The second row lies between two other classes: its label is wrong, whichever of the two is right.
  expect(marked(findAmbiguous(labels, some, false, everyRow(labels)))).toEqual([0]);
  expect(marked(findAmbiguous(labels, some, true, everyRow(labels)))).toEqual([0]);
  expect(marked(findAmbiguous(labels, some, true, Uint8Array.of(0, 1, 1, 1)))).toEqual([]);
});

it('is advice worth heeding: ambiguous candidates are wrong less often than the others', () => {
  const { texts, labels } = newswire();
  const problem = { terms: termsOf(texts), labels, classCount: 4, training: null };
  const { judgement: verdict } = judgeLabels(problem, { method: 'noise-aware' });
  const isAmbiguous = findAmbiguous(labels, verdict, true, everyRow(labels));
  const candidates = marked(verdict.isIssue);
  const ambiguous = candidates.filter((row) => isAmbiguous[row] === 1);
  expect(ambiguous.length).toBeGreaterThan(5);
  expect(ambiguous.length).toBeLessThan(candidates.length / 4);
});
