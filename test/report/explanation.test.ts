/** What `explain` says of a row must be what `find` says of it. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { judgeSource, readSource } from '../../src/judge/file.js';
import { explainer } from '../../src/report/explanation/explanation.js';
import type { RowText } from '../../src/types.js';
import { fixtures } from '../reference-data.js';

const source = { files: [join(fixtures, 'newswire.csv')], data: {}, method: 'stacked' as const };
const findings = judgeSource(await readSource(source), { method: 'stacked' });
const { dataset, judgement } = findings;
const explain = explainer(findings, { method: 'stacked' });
const texts: RowText[] = [];
for await (const rowText of dataset.readTexts(dataset.labels.keys())) texts.push(rowText);
const candidates = [...dataset.labels.keys()].filter((row) => judgement.isIssue[row] === 1);

test('the words for the suggested class have the weights of the evidence', () => {
  expect(candidates.length).toBeGreaterThan(50);
  for (const row of candidates) {
    const { classes } = explain(row, texts[row]!);
    const suggested = classes.find(({ is_suggested }) => is_suggested)!;
    expect(suggested.compared_with).toBe(dataset.classes[dataset.labels[row]!]);
    const evidence = findings.evidenceOf(row).slice(0, suggested.words_for.length);
    expect(suggested.words_for).toEqual(evidence);
  }
});

test('the views of a row add up to its margin, and the similar rows are named with their labels', () => {
  for (const row of [...candidates, 0, 1, 2, 3]) {
    const { margin, views } = explain(row, texts[row]!);
    const sign = judgement.suggested[row] === dataset.labels[row] ? 1 : -1;
    // The best other class, which the margin is against, may be another than the likeliest.
    expect(views!.total).toBeGreaterThanOrEqual(sign * margin! - 1e-9);
    if (judgement.isIssue[row] === 1) expect(views!.total).toBeCloseTo(-margin!, 6);
    for (const { index, label } of views!.nearest) {
      const other = dataset.indexes.indexOf(index);
      expect(label).toBe(dataset.classes[dataset.labels[other]!]);
      expect(other).not.toBe(row);
    }
  }
});
