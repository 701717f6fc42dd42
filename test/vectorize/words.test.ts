import { describe, expect, test } from 'vitest';
import { findLabelErrorsInTexts } from '../../src/judge/texts.js';
import { Vectorizer } from '../../src/vectorize/vectorizer.js';
import { type VectorizerOptions, wordsOf } from '../../src/vectorize/words.js';

function vectorize(options: VectorizerOptions, ...matrices: string[][]) {
  const vectorizer = new Vectorizer(options);
  for (const texts of matrices) {
    const add = vectorizer.startMatrix();
    for (const text of texts) add(text);
  }
  return vectorizer.finish();
}

test('words as long as dictionaries have them are stemmed, and a run of 300,000 letters stays as it is', () => {
  const stem = (word: string) => wordsOf({ stem: true }, 'words')(word)[0];
  expect(stem('antidisestablishmentarianism')).toBe('antidisestablishmentarian');
  expect(stem('pneumonoultramicroscopicsilicovolcanoconioses')).toBe(
    'pneumonoultramicroscopicsilicovolcanoconios',
  );
  const run = `${'ban'.repeat(100_000)}ing`;
  expect(stem(run)).toBe(run);
});

describe('words of a text', () => {
  const text = "The banks' rates: banks don't fall";
  test.each<[string, VectorizerOptions, string[]]>([
    ['as they are', {}, ['the', 'banks', 'rates', 'banks', 'don', 'fall']],
    [
      'runs of two',
      { ngrams: 2 },
      [
        'the',
        'banks',
        'rates',
        'banks',
        'don',
        'fall',
        'the banks',
        'banks rates',
        'rates banks',
        'banks don',
        'don fall',
      ],
    ],
    ['without stop words', { stopWords: 'english' }, ['banks', 'rates', 'banks', 'don', 'fall']],
    [
      'without words of a list, cut as texts are',
      { stopWords: ["don't", 'Fall'] },
      ['the', 'banks', 'rates', 'banks'],
    ],
    ['stems', { stem: true }, ['the', 'bank', 'rate', 'bank', 'don', 'fall']],
    [
      'stop words go before runs and stems',
      { stopWords: ['rates'], stem: true, ngrams: 2 },
      ['the', 'bank', 'bank', 'don', 'fall', 'the bank', 'bank bank', 'bank don', 'don fall'],
    ],
  ])('%s', (_, options, expected) => {
    expect(wordsOf(options, 'words')(text)).toEqual(expected);
  });

  test('characters, by default in ones and twos', () => {
    expect(wordsOf({}, 'characters')('好, Ab')).toEqual(['好', 'a', 'b', '好a', 'ab']);
  });

  test('the segmenter gives the same words as ever where words have spaces', () => {
    expect(wordsOf({}, 'segmenter')(text)).toEqual(wordsOf({}, 'words')(text));
  });
});

describe('scripts without spaces are noticed', () => {
  test.each([
    ['Chinese', '这部电影非常好看，演员很出色。', '电影'],
    ['Japanese', 'この映画はとても面白かったです。', '映画'],
    ['Thai', 'ภาพยนตร์เรื่องนี้สนุกมาก', 'สนุก'],
  ])('%s', (_, text, word) => {
    const { words, notes } = vectorize({}, [text]);
    expect(words).toContain(word);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(/^100 % of the letters are in a script without spaces/);
    expect(vectorize({ tokenizer: 'words' }, [text]).words).not.toContain(word);
  });

  test('but not for a few characters among words', () => {
    const { words, notes } = vectorize({}, ['The film 电影 was shown in a long evening program']);
    expect(notes).toEqual([]);
    expect(words).toContain('电影');
  });

  test('more texts than are looked at keep their rows', () => {
    const { matrices } = vectorize(
      {},
      Array.from({ length: 2500 }, (_, row) => `word${row % 7}`),
    );
    expect(matrices[0]!.rowCount).toBe(2500);
    expect(matrices[0]!.vocabularySize).toBe(7);
  });
});

describe('--min-df', () => {
  test('leaves out words of few rows, and numbers the others anew', () => {
    const { words, matrices } = vectorize({ minDf: 2 }, ['rare good film', 'good good plot', 'film']);
    expect(words).toEqual(['good', 'film']);
    expect(matrices[0]!.vocabularySize).toBe(2);
    const { rowStart, term, count } = [...matrices[0]!.blocks][0]!;
    expect([[...rowStart], [...term], [...count]]).toEqual([
      [0, 2, 3, 4],
      [0, 1, 0, 1],
      [1, 1, 2, 1],
    ]);
  });

  test('counts the rows that are learnt from', () => {
    const { words, matrices } = vectorize(
      { minDf: 2 },
      ['good film', 'good plot'],
      ['film film new', 'film'],
    );
    expect(words).toEqual(['good', 'new']);
    expect(matrices.map(({ vocabularySize }) => vocabularySize)).toEqual([1, 2]);
    expect([...[...matrices[1]!.blocks][0]!.term]).toEqual([1]);
  });
});

test('the words behind a suggestion are those that are counted', () => {
  const texts = [
    'banks raised rates',
    'banking rate',
    'bank rates',
    'matches played',
    'players match',
    'banks match rates',
  ];
  const labels = ['biz', 'biz', 'biz', 'sport', 'sport', 'sport'];
  const found = findLabelErrorsInTexts(texts, labels, { method: 'noise-aware' }, { stem: true });
  expect(found.flatMap(({ evidence }) => evidence.map(({ token }) => token))).toContain('bank');
});

test.each([0, 101, 1.5, 1_000_000_000, Number.POSITIVE_INFINITY])(
  'runs of up to %s words are refused',
  (ngrams) => {
    expect(() => vectorize({ ngrams }, ['a word and another'])).toThrow(
      /^--ngrams .*: runs can have 1 to 100 words$/,
    );
  },
);

test('a text of fewer words has no longer runs', () => {
  expect(wordsOf({ ngrams: 100 }, 'words')('some short text')).toEqual(
    wordsOf({ ngrams: 3 }, 'words')('some short text'),
  );
});
