/** Data that could make numbers undefined or classes collapse. */
import { expect, it } from 'vitest';
import { fitNoiseAware } from '../../src/noise-aware/fit.js';
import { judgeNewRows, judgeNoiseAware } from '../../src/noise-aware/judge.js';
import { posteriors } from '../../src/noise-aware/noise-matrix.js';
import type { NoiseAwareFit } from '../../src/noise-aware/search.js';
import type { Judgement } from '../../src/types.js';
import { Vocabulary } from '../../src/vectorize/vocabulary.js';
import { newswire } from '../support/news.js';
import { expectProbabilities, randomNumbers } from '../support/numbers.js';
import { type LabelledTexts, termsOf } from '../support/terms.js';

/** Texts of six words: half from their class, half from all classes; every tenth label is wrong. */
function madeUp(classCount: number, rowCount: number): LabelledTexts {
  const random = randomNumbers(classCount);
  const word = (k: number) => `c${k}w${Math.floor(random() * 8)}`;
  const anyClass = () => Math.floor(random() * classCount);
  const truth = (row: number) => row % classCount;
  return {
    texts: Array.from({ length: rowCount }, (_, row) =>
      [0, 1, 2].map(() => `${word(truth(row))} ${word(anyClass())}`).join(' '),
    ),
    labels: Uint32Array.from({ length: rowCount }, (_, row) => (row % 10 === 3 ? anyClass() : truth(row))),
    classCount,
  };
}

/** Gives some rows of made-up data another label. */
function relabelled(rows: LabelledTexts, labelOf: (row: number, label: number) => number): LabelledTexts {
  return { ...rows, labels: rows.labels.map((label, row) => labelOf(row, label)) };
}

const twoClasses = madeUp(2, 60);
const problems: Record<string, LabelledTexts> = {
  'two classes': twoClasses,
  '77 classes': madeUp(77, 770),
  'a class of one row': relabelled({ ...twoClasses, classCount: 3 }, (row, label) => (row === 5 ? 2 : label)),
  'a class without rows': { ...twoClasses, classCount: 3 },
  'one class with rows': relabelled(twoClasses, () => 1),
  'all labels equal but one': relabelled(twoClasses, (row) => (row === 7 ? 1 : 0)),
  'identical rows': { ...twoClasses, texts: twoClasses.texts.map(() => 'bank rates bank') },
  'rows without a word': {
    ...twoClasses,
    texts: twoClasses.texts.map((text, row) => (row % 3 ? text : '!')),
  },
  'no words at all': { ...twoClasses, texts: twoClasses.texts.map(() => '?') },
  'rows that share no word': { ...twoClasses, texts: twoClasses.texts.map((_, row) => `own${row}`) },
  'rows of very different lengths': {
    ...twoClasses,
    texts: twoClasses.texts.map((text, row) => `${text} `.repeat(row % 9 === 0 ? 2000 : 1)),
  },
  'two rows': { texts: ['bank rates', 'goal'], labels: Uint32Array.of(0, 1), classCount: 2 },
  'two rows of one class': { texts: ['bank', 'bank'], labels: Uint32Array.of(1, 1), classCount: 2 },
};

it.each(Object.entries(problems))('%s: all numbers are finite, for other rows too', (_, rows) => {
  const { texts, labels, classCount } = rows;
  const vocabulary = new Vocabulary();
  const fit = fitNoiseAware(termsOf(texts, vocabulary), labels, classCount);
  expectSound(judgeNoiseAware(fit), classCount);
  expectProbabilities(fit.best.noiseMatrix, classCount);
  expectProbabilities(posteriors(fit.best.probabilities, fit.best.noiseMatrix, labels), classCount);
  expect(Number.isFinite(fit.best.meanLogLikelihood)).toBe(true);

  const others = termsOf([texts[0]!, 'never seen', '', 'bank bank never'], vocabulary);
  expectSound(judgeNewRows(fit, others, Uint32Array.of(0, 1, 0, 1), 0.1), classCount);
});

function expectSound({ probabilities, rankKey, quality, suggested }: Judgement, classCount: number): void {
  expectProbabilities(probabilities.values, classCount);
  expect(rankKey.every(Number.isFinite)).toBe(true);
  expect(quality.every((q) => q >= 0 && q <= 1)).toBe(true);
  expect(suggested.every((k) => k < classCount)).toBe(true);
}

function fitTo({ texts, labels, classCount }: LabelledTexts): NoiseAwareFit {
  return fitNoiseAware(termsOf(texts), labels, classCount);
}

const countFlagged = ({ isIssue }: Judgement) => isIssue.reduce((sum, flag) => sum + flag, 0);

it('keeps many small classes apart', () => {
  const fit = fitTo(problems['77 classes']!);
  const diagonal = fit.best.noiseMatrix.filter((_, at) => at % 78 === 0);
  expect(Math.min(...diagonal)).toBeGreaterThan(0.5);
  expect(new Set(judgeNoiseAware(fit).suggested).size).toBe(77);
});

it('judges a class of one row against the others', () => {
  const { judged, isIssue, suggested } = judgeNoiseAware(fitTo(problems['a class of one row']!));
  expect([judged[5], isIssue[5], suggested[5]]).toEqual([1, 1, 1]);
});

it('flags nearly nothing where labels are random', () => {
  const random = randomNumbers(1);
  const labels = relabelled(newswire(), () => Math.floor(random() * 4));
  expect(countFlagged(judgeNoiseAware(fitTo(labels)))).toBeLessThan(12);
});

it('flags nothing where all rows are of one class', () => {
  expect(countFlagged(judgeNoiseAware(fitTo(problems['one class with rows']!)))).toBe(0);
});
