import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { termsOfRow } from '../../src/vectorize/row-terms.js';
import { termStatistics } from '../../src/vectorize/term-statistics.js';
import { tokenize } from '../../src/vectorize/tokenize.js';
import { Vocabulary } from '../../src/vectorize/vocabulary.js';
import { smallProblem } from '../support/arbitraries.js';
import { termsOf } from '../support/terms.js';

describe('term matrix', () => {
  it('numbers words, and orders the entries of a row, by first appearance', () => {
    const vocabulary = new Vocabulary();
    const terms = termsOf(['Bank raises rates, bank says', 'rates: bank'], vocabulary);
    expect(vocabulary.words()).toEqual(['bank', 'raises', 'rates', 'says']);
    expect(terms).toEqual({
      rowCount: 2,
      vocabularySize: 4,
      blocks: [
        {
          firstRow: 0,
          rowStart: Uint32Array.of(0, 4, 6),
          term: Uint32Array.of(0, 1, 2, 3, 2, 0),
          count: Uint8Array.of(2, 1, 1, 1, 1, 1),
        },
      ],
    });
  });

  it('counts the words of each row, whatever the blocks', () => {
    fc.assert(
      fc.property(smallProblem, fc.integer({ min: 1, max: 4 }), ({ texts }, rowsPerBlock) => {
        const vocabulary = new Vocabulary();
        const terms = termsOf(texts, vocabulary, rowsPerBlock);
        const words = vocabulary.words();
        texts.forEach((text, row) => {
          const tokens = tokenize(text);
          const expected = [...new Set(tokens)].map((word) => ({
            word: words.indexOf(word),
            count: tokens.filter((token) => token === word).length,
          }));
          expect(termsOfRow(terms, row)).toEqual(expected);
        });
        expect(Array.from(terms.blocks, ({ firstRow }) => firstRow)).toEqual(
          Array.from(terms.blocks, (_, block) => block * rowsPerBlock),
        );
        expect(terms.blocks).toHaveLength(Math.ceil(texts.length / rowsPerBlock));
      }),
    );
  });

  it('shares a vocabulary with another one, whose new words come after', () => {
    const vocabulary = new Vocabulary();
    const training = termsOf(['bank rates'], vocabulary);
    const judged = termsOf(['goal bank'], vocabulary);
    expect(training.vocabularySize).toBe(2);
    expect(termsOfRow(judged, 0).map(({ word }) => word)).toEqual([2, 0]);
  });

  it('counts a word more than 65,535 times in a row', () => {
    const terms = termsOf(['bank', `${'bank '.repeat(65_536)}rates`]);
    expect(termsOfRow(terms, 1)).toEqual([
      { word: 0, count: 65_536 },
      { word: 1, count: 1 },
    ]);
  });

  it('grows with its words', () => {
    const text = Array.from({ length: 10_000 }, (_, i) => `w${i}`).join(' ');
    const terms = termsOf([text, `${text} ${text}`]);
    const counts = Array.from({ length: 10_000 }, (_, word) => ({ word, count: 2 }));
    expect(termsOfRow(terms, 1)).toEqual(counts);
  });

  it('can be empty', () => {
    expect(termsOf([])).toEqual({ rowCount: 0, vocabularySize: 0, blocks: [] });
  });
});

it('knows in how many rows a word stands, and what of a row stands in others too', () => {
  const terms = termsOf(['bank bank rates', 'goal', 'bank', ''], undefined, 2);
  expect(termStatistics(terms)).toEqual({
    rowCount: 4,
    documentFrequencies: Uint32Array.of(2, 1, 1),
    tokens: Uint32Array.of(3, 1, 1, 0),
    sharedTokens: Uint32Array.of(2, 0, 1, 0),
  });
});
