import { expect, it } from 'vitest';
import { borderWords } from '../../src/explain/border-words.js';
import { leaningTo, wordWeights } from '../../src/explain/evidence.js';
import { termsOf } from '../support/terms.js';

it('finds the words that mark the border between two classes', () => {
  const texts = [
    'goal goal match the',
    'goal match the',
    'bank the rates',
    'bank bank rates the',
    'other the',
  ];
  const labels = Uint32Array.of(0, 0, 1, 1, 2);
  const words = ['goal', 'match', 'the', 'bank', 'rates', 'other'];
  const [border] = borderWords({ terms: termsOf(texts), labels, classCount: 3 }, words, [[0, 1]]);
  expect(border).toEqual({ classA: 0, classB: 1, wordsOfA: ['goal', 'match'], wordsOfB: ['bank', 'rates'] });
});

it('ranks a common word above a rarer one with odds as uneven', () => {
  const rows = Array.from({ length: 40 }, (_, row) => (row % 2 ? 'bank' : `goal${row === 0 ? ' rare' : ''}`));
  const labels = Uint32Array.from(rows, (_, row) => row % 2);
  const [border] = borderWords(
    { terms: termsOf(rows), labels, classCount: 2 },
    ['goal', 'rare', 'bank'],
    [[0, 1]],
  );
  expect(border!.wordsOfA).toEqual(['goal', 'rare']);
});

it('weighs each word of a row for and against a class', () => {
  const score =
    () =>
    ({ word }: { word: number }, k: number) =>
      [
        [-1, -3, -5],
        [-2, -2, -2],
        [0, 0, 0],
      ][word]![k]!;
  const terms = [
    { word: 0, count: 2 },
    { word: 1, count: 1 },
    { word: 2, count: 1 },
  ];
  const weights = wordWeights(0, terms, { score, classCount: 3 }, ['goal', 'the', 'unknown']);
  expect(weights).toEqual([
    { token: 'goal', weights: [-2, -6, -10] },
    { token: 'the', weights: [-2, -2, -2] },
  ]);
  // Class 0 against class 2: −2 − (−10) = 8.
  expect(leaningTo(weights, 0, 2, 5)).toEqual({ for: [{ token: 'goal', weight: 8 }], against: [] });
  expect(leaningTo(weights, 2, 0, 5)).toEqual({ for: [], against: [{ token: 'goal', weight: 8 }] });
});
