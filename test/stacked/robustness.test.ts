/** Data that could make numbers undefined or classes collapse. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { judgeLabels, type MethodResult } from '../../src/judge/methods.js';
import { judgeOpenRows } from '../../src/judge/open-rows.js';
import { newswire } from '../support/news.js';
import { expectClose, expectProbabilities, randomNumbers } from '../support/numbers.js';
import type { LabelledTexts } from '../support/terms.js';
import { judgeTexts, stackedProblem } from './stacked-texts.js';

/** Texts of six words: half from their class, half from all classes; every tenth label is wrong. */
function madeUp(classCount: number, rowCount: number): LabelledTexts {
  const random = randomNumbers(classCount);
  const word = (k: number) => `c${k}w${Math.floor(random() * 8)}`;
  const anyClass = () => Math.floor(random() * classCount);
  return {
    texts: Array.from({ length: rowCount }, (_, row) =>
      [0, 1, 2].map(() => `${word(row % classCount)} ${word(anyClass())}`).join(' '),
    ),
    labels: Uint32Array.from({ length: rowCount }, (_, row) =>
      row % 10 === 3 ? anyClass() : row % classCount,
    ),
    classCount,
  };
}

/** Texts of which no two are equally similar to a third: long, and each word of them three times. */
function distinctTexts(classCount: number, rowCount: number): LabelledTexts {
  const random = randomNumbers(3);
  const word = (k: number) => `c${k}w${Math.floor(random() ** 2 * 60)}`;
  const anyClass = () => Math.floor(random() * classCount);
  const textOf = (k: number) =>
    Array.from({ length: 6 + anyClass() }, () => `${word(k)} ${word(anyClass())} `.repeat(3)).join('');
  return {
    texts: Array.from({ length: rowCount }, (_, row) => textOf(row % classCount)),
    labels: Uint32Array.from({ length: rowCount }, (_, row) =>
      row % 10 === 3 ? anyClass() : row % classCount,
    ),
    classCount,
  };
}

const relabelled = (rows: LabelledTexts, labelOf: (row: number, label: number) => number): LabelledTexts => ({
  ...rows,
  labels: rows.labels.map((label, row) => labelOf(row, label)),
});

const twoClasses = madeUp(2, 60);
const problems: Record<string, LabelledTexts> = {
  'two classes': twoClasses,
  '77 classes': madeUp(77, 770),
  'a class of one row': relabelled({ ...twoClasses, classCount: 3 }, (row, label) => (row === 5 ? 2 : label)),
  'a class without rows': { ...twoClasses, classCount: 3 },
  'all labels equal but one': relabelled(twoClasses, (row) => (row < 2 ? row : 0)),
  'identical rows': { ...twoClasses, texts: twoClasses.texts.map(() => 'bank rates bank') },
  'two texts': {
    ...twoClasses,
    texts: twoClasses.texts.map((_, row) => (row % 2 ? 'bank rates' : 'bank goal')),
  },
  'rows without a word': {
    ...twoClasses,
    texts: twoClasses.texts.map((text, row) => (row % 3 ? text : '!')),
  },
  'one word a row': { ...twoClasses, texts: twoClasses.texts.map((text) => text.split(' ')[0]!) },
  'two rows that share a word': {
    ...twoClasses,
    texts: twoClasses.texts.map((_, row) => (row < 2 ? `own${row} bank` : `own${row}`)),
  },
  'rows of very different lengths': {
    ...twoClasses,
    texts: twoClasses.texts.map((text, row) => `${text} `.repeat(row % 9 === 0 ? 2000 : 1)),
  },
  'random labels': relabelled(newswire(), (row) => Math.imul(row + 7, 0x9e3779b1) >>> 30),
};

function expectSound({ judgement, noiseMatrix, wordScore }: MethodResult, classCount: number): void {
  const { probabilities, judged, rankKey, quality, suggested, isIssue } = judgement;
  expectProbabilities(probabilities.values, classCount);
  expectProbabilities(noiseMatrix!, classCount);
  for (let row = 0; row < judged.length; row++) {
    expect(Number.isFinite(rankKey[row]!)).toBe(judged[row] === 1);
    expect(quality[row]! >= 0 && quality[row]! <= 1).toBe(judged[row] === 1);
    expect(suggested[row]).toBeLessThan(classCount);
    if (judged[row] === 0) expect(isIssue[row]).toBe(0);
  }
  expect(Number.isFinite(wordScore(0)({ word: 0, count: 1 }, 1))).toBe(true);
}

it.each(Object.entries(problems))('%s: all numbers are finite, for other rows too', (_, rows) => {
  const { texts, labels, classCount } = rows;
  const verdict = judgeTexts(rows);
  expectSound(verdict, classCount);
  const { words, similarRows, characterRuns, wordPairs, noise } = verdict.contributions!(1, 0, 1);
  expect([words, similarRows, characterRuns, wordPairs, noise].every(Number.isFinite)).toBe(true);
  const others = {
    texts: [texts[1]!, 'never seen', '', 'bank bank never'],
    labels: Uint32Array.of(0, 1, 0, 1),
    classCount,
  };
  expectSound(judgeTexts(others, rows), classCount);
  const decided = {
    isHeld: labels.map((_, row) => Number(row % 5 === 0)) as unknown as Uint8Array,
    isDeleted: labels.map((_, row) => Number(row % 5 === 2)) as unknown as Uint8Array,
    labels,
  };
  const open = judgeOpenRows(
    stackedProblem(rows),
    { method: 'stacked' },
    { isHeld: Uint8Array.from(decided.isHeld), isDeleted: Uint8Array.from(decided.isDeleted), labels },
  );
  expect(
    open.judgement.rankKey.every((m, row) => Number.isFinite(m) === (open.judgement.judged[row] === 1)),
  ).toBe(true);
});

it('1,000 classes: all numbers are finite', { timeout: 180_000 }, () => {
  expectSound(judgeTexts(madeUp(1000, 1200)), 1000);
});

it('says where nothing is known of any word', () => {
  const alone = { ...twoClasses, texts: twoClasses.texts.map((_, row) => `own${row}`) };
  expect(() => judgeTexts(alone)).toThrow('word');
});

it('keeps many small classes apart', () => {
  const { judgement, noiseMatrix } = judgeTexts(problems['77 classes']!);
  expect(Math.min(...noiseMatrix!.filter((_, at) => at % 78 === 0))).toBeGreaterThan(0.5);
  expect(new Set(judgement.suggested).size).toBe(77);
});

it('flags hardly anything where labels are random', () => {
  const { isIssue } = judgeTexts(problems['random labels']!).judgement;
  expect(isIssue.reduce((sum, is) => sum + is, 0)).toBeLessThan(60);
});

const smallRows = fc
  .array(fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9), fc.nat(2)), { minLength: 24, maxLength: 60 })
  .map((some) => ({
    texts: some.map(([a, b, c]) => `w${a} w${b} w${c} all`),
    labels: Uint32Array.from([0, 1, 2, 0, 1, 2, ...some.slice(6).map((row) => row[3])]),
    classCount: 3,
  }));

it('gives the same bytes for any order of the classes', () => {
  fc.assert(
    fc.property(smallRows, fc.constantFrom([1, 2, 0], [2, 1, 0], [0, 2, 1]), (rows, renamed) => {
      const before = judgeTexts(rows);
      const after = judgeTexts(relabelled(rows, (_, label) => renamed[label]!));
      expect(after.judgement.rankKey).toEqual(before.judgement.rankKey);
      expect(after.judgement.isIssue).toEqual(before.judgement.isIssue);
      expect(after.judgement.suggested).toEqual(before.judgement.suggested.map((k) => renamed[k]!));
      expect(after.noiseMatrix![renamed[0]! * 3 + renamed[1]!]).toBe(before.noiseMatrix![1]);
      expect(after.wordScore(3)({ word: 1, count: 1 }, renamed[2]!)).toBe(
        before.wordScore(3)({ word: 1, count: 1 }, 2),
      );
      expect(after.contributions!(4, renamed[0]!, renamed[1]!)).toEqual(before.contributions!(4, 0, 1));
    }),
    { numRuns: 40 },
  );
});

/** Judges rows as they are and in another order; both answers are in the order of the first. */
function judgeShuffled(rows: LabelledTexts) {
  const order = Array.from(rows.labels.keys());
  const random = randomNumbers(5);
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  const shuffled = judgeTexts({
    ...rows,
    texts: order.map((row) => rows.texts[row]!),
    labels: Uint32Array.from(order, (row) => rows.labels[row]!),
  }).judgement;
  const margins = new Float64Array(order.length);
  const isIssue = new Uint8Array(order.length);
  for (const [place, row] of order.entries()) {
    margins[row] = shuffled.rankKey[place]!;
    isIssue[row] = shuffled.isIssue[place]!;
  }
  return { before: judgeTexts(rows).judgement, after: { margins, isIssue } };
}

it('gives shuffled rows the same margins', () => {
  const { before, after } = judgeShuffled(newswire());
  expectClose(after.margins, [...before.rankKey], 1e-9);
  expect(after.isIssue).toEqual(before.isIssue);
});

it('gives shuffled rows of many classes the same margins, where temperatures are fitted on a sample', () => {
  const { before, after } = judgeShuffled(distinctTexts(77, 4_000));
  expectClose(after.margins, [...before.rankKey], 1e-9);
  expect(after.isIssue).toEqual(before.isIssue);
});

it('says the same twice', () => {
  const problem = stackedProblem(newswire());
  const [once, again] = [1, 2].map(() => judgeLabels(problem, { method: 'stacked' }).judgement);
  expect(again).toEqual(once);
});
