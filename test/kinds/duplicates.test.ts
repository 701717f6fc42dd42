import fc from 'fast-check';
import { expect, it } from 'vitest';
import { conflictingDuplicates } from '../../src/kinds/conflicting-duplicates.js';
import { findLeakage } from '../../src/kinds/leakage.js';
import { bandsOf, jaccard, nearDuplicates } from '../../src/kinds/near-duplicates.js';
import { groupsOfSame, keysOfTerms, keysOfTexts, normalizeText } from '../../src/kinds/row-keys.js';
import { Vocabulary } from '../../src/vectorize/vocabulary.js';
import { datasetOf } from '../support/datasets.js';
import { newswire } from '../support/news.js';
import { termsOf } from '../support/terms.js';

const texts = ['Good film', 'bad plot', 'good  FILM ', 'good film!', 'bad plot', 'GOOD film', 'odd'];
const labels = [0, 1, 1, 1, 1, 0, 2];

it('finds rows with the same normalised text and other labels', async () => {
  const dataset = datasetOf(texts, labels);
  // 'good film!' has the same words, so its key is suspected; but its text is another.
  const expected = [{ rows: [0, 2, 5], majority: 0 }];
  expect(await conflictingDuplicates(dataset, keysOfTerms(termsOf(texts)))).toEqual(expected);
  expect(await conflictingDuplicates(dataset, await keysOfTexts(dataset))).toEqual(expected);
});

it('names no majority where two labels are as frequent', async () => {
  const dataset = datasetOf(['same', 'same', 'same', 'same'], [1, 0, 1, 0]);
  const [group] = await conflictingDuplicates(dataset, await keysOfTexts(dataset));
  expect(group).toEqual({ rows: [0, 1, 2, 3], majority: null });
});

it('finds what was planted in newswire, and nothing else', async () => {
  const { texts: news, labels: given } = newswire();
  const dataset = datasetOf(
    [...news, news[3]!.toUpperCase(), ` ${news[700]}`, news[9]!],
    [...given, (given[3]! + 1) % 4, (given[700]! + 2) % 4, given[9]!],
    ['World', 'Sports', 'Business', 'Sci/Tech'],
  );
  const groups = await conflictingDuplicates(dataset, await keysOfTexts(dataset));
  expect(groups.map(({ rows }) => rows)).toEqual([
    [3, 1200],
    [700, 1201],
  ]);
});

it('groups equal keys, as a map would', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(9), fc.maxSafeNat())), (keys) => {
      const byKey = new Map<number, number[]>();
      for (const [row, key] of keys.entries()) byKey.set(key, [...(byKey.get(key) ?? []), row]);
      const expected = [...byKey]
        .sort(([one], [other]) => one - other)
        .flatMap(([, rows]) => (rows.length > 1 ? [rows] : []));
      expect([...groupsOfSame(keys, keys.length)].map((group) => [...group])).toEqual(expected);
    }),
  );
});

it('gives texts that are the same to a reader the same key', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const other = ` ${text.toLowerCase().replaceAll(' ', ' \n ')}`;
      fc.pre(normalizeText(text) === normalizeText(other));
      const keys = [...keysOfTerms(termsOf([text.normalize('NFC'), other.normalize('NFC')]))];
      expect(keys[0]).toBe(keys[1]);
    }),
  );
});

it('finds near duplicates with other labels', async () => {
  const { texts: news, labels: given } = newswire();
  const words = news[5]!.split(' ');
  const near = [...words.slice(0, -1), 'instead'].join(' '); // one shingle of many differs
  const far = [...words.slice(0, 8), ...news[6]!.split(' ').slice(8)].join(' ');
  const dataset = datasetOf([...news, near, far], [...given, (given[5]! + 1) % 4, (given[5]! + 1) % 4]);
  expect((await nearDuplicates(dataset)).map(({ rows }) => rows)).toEqual([[5, 1200]]);
});

it('measures Jaccard exactly, and its bands find what is near', () => {
  expect(jaccard(Float64Array.of(1, 2, 3), Float64Array.of(2, 3, 4))).toBe(0.5);
  expect(jaccard(new Float64Array(), new Float64Array())).toBe(0);
  const base = Float64Array.from({ length: 100 }, (_, i) => i * 7919 + 1);
  const near = Float64Array.from([...base.slice(0, 92), ...Array.from({ length: 8 }, (_, i) => 1e12 + i)]);
  const far = Float64Array.from({ length: 100 }, (_, i) => 1e13 + i * 7919);
  expect(jaccard(base, near)).toBeGreaterThan(0.8);
  let [nearBands, farBands] = [0, 0];
  for (const keys of bandsOf([base, near, far])) {
    if (keys[0] === keys[1]) nearBands++;
    if (keys[0] === keys[2]) farBands++;
  }
  expect(nearBands).toBeGreaterThan(0);
  expect(farBands).toBe(0);
});

it('compares short texts, and texts without spaces between words', async () => {
  const dataset = datasetOf(
    ['yes', 'Yes!', '', '机器学习很有意思吗', '机器学习很有意思吗。'],
    [0, 1, 0, 0, 1],
  );
  expect((await nearDuplicates(dataset)).map(({ rows }) => rows)).toEqual([
    [0, 1],
    [3, 4],
  ]);
});

it('finds judged rows that also stand in the training file', async () => {
  const vocabulary = new Vocabulary();
  const trainTexts = ['old row', 'good film', 'Good Film', 'third'];
  const training = {
    dataset: datasetOf(trainTexts, [0, 1, 1, 2]),
    keys: keysOfTerms(termsOf(trainTexts, vocabulary)),
  };
  const judgedTexts = ['new row', 'GOOD  film', 'good film.', 'third'];
  const judged = {
    dataset: datasetOf(judgedTexts, [0, 0, 0, 2]),
    keys: keysOfTerms(termsOf(judgedTexts, vocabulary)),
  };
  expect(await findLeakage(judged, training)).toEqual([
    { row: 1, trainingRow: 1 },
    { row: 3, trainingRow: 3 },
  ]);
});
