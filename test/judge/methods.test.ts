/** What holds of every method, from texts and labels to candidates. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { METHODS, type Method } from '../../src/confident-learning/filter/options.js';
import type { MethodOptions } from '../../src/judge/methods.js';
import { findLabelErrorsInTexts } from '../../src/judge/texts.js';

const METHOD_OPTIONS: MethodOptions[] = [
  { method: 'noise-aware' },
  ...(Object.keys(METHODS) as Method[]).map((method): MethodOptions => ({ method, cv: 3 })),
];

/** Rows of two words out of a few, labelled a, b or c, with at least two of each class. */
const labelledTexts = fc
  .array(
    fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }), fc.constantFrom('a', 'b', 'c')),
    {
      minLength: 3,
      maxLength: 30,
    },
  )
  .map((rows) => [
    ...rows,
    ...(['a', 'b', 'c', 'a', 'b', 'c'] as const).map((label, i) => [i, i, label] as const),
  ])
  .map((rows) => ({
    texts: rows.map(([first, second]) => `word${first} word${second}`),
    labels: rows.map(([, , label]) => label),
  }));

test('new names that keep the order of the classes change nothing but the names', () => {
  const renamed: Record<string, string> = { a: 'Apfel', b: 'Birne', c: 'Quitte' };
  fc.assert(
    fc.property(labelledTexts, fc.constantFrom(...METHOD_OPTIONS), ({ texts, labels }, options) => {
      const before = findLabelErrorsInTexts(texts, labels, options);
      const after = findLabelErrorsInTexts(
        texts,
        labels.map((label) => renamed[label]!),
        options,
      );
      expect(after).toEqual(
        before.map((error) => ({
          ...error,
          given: renamed[error.given],
          suggested: renamed[error.suggested],
        })),
      );
    }),
    { numRuns: 60 },
  );
});

test('the same input gives the same answer', () => {
  fc.assert(
    fc.property(labelledTexts, fc.constantFrom(...METHOD_OPTIONS), ({ texts, labels }, options) => {
      expect(findLabelErrorsInTexts(texts, labels, options)).toEqual(
        findLabelErrorsInTexts(texts, labels, options),
      );
    }),
    { numRuns: 30 },
  );
});

test('a planted error among clear rows comes first, whatever the method', () => {
  const texts = [
    'good fine film',
    'good nice film',
    'fine nice film',
    'good fine nice',
    'bad dull plot',
    'bad poor plot',
    'dull poor plot',
    'bad dull poor',
    'good fine nice film',
  ];
  const labels = ['pos', 'pos', 'pos', 'pos', 'neg', 'neg', 'neg', 'neg', 'neg'];
  for (const options of METHOD_OPTIONS) {
    const [first] = findLabelErrorsInTexts(texts, labels, options);
    expect(first, options.method).toMatchObject({ index: 8, given: 'neg', suggested: 'pos' });
    expect(first!.evidence.length, options.method).toBeGreaterThan(0);
  }
});

test('what cannot be judged is an error', () => {
  const find = (texts: string[], labels: string[], options?: MethodOptions) => () =>
    findLabelErrorsInTexts(texts, labels, options);
  expect(find(['a film'], [])).toThrow('1 texts but 0 labels');
  expect(find(['good film', 'bad film'], ['pos', 'pos'])).toThrow('only one class');
  expect(find(['good film', 'bad film'], ['pos', 'neg'], { method: 'both', cv: 2 })).toThrow(
    'no row can be judged',
  );
  expect(find(['good film', 'bad film'], ['pos', 'neg'], { method: 'both' })).toThrow(
    '5 folds are more than 2 rows',
  );
  for (const alpha of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(find(['good film', 'bad film'], ['pos', 'neg'], { method: 'noise-aware', alpha })).toThrow(
      'alpha is',
    );
  }
});
