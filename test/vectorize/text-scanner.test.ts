import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TextScanner } from '../../src/vectorize/text-scanner.js';
import { tokenize } from '../../src/vectorize/tokenize.js';
import { HASH_START, hashed, Vocabulary } from '../../src/vectorize/vocabulary.js';
import { newswire } from '../support/news.js';

/** The words that a scanner finds in texts, by a vocabulary that grows with them. */
function scanned(texts: readonly string[], vocabulary = new Vocabulary()): string[][] {
  const scanner = new TextScanner(vocabulary);
  return texts.map((text) => {
    const length = scanner.scan(text);
    return Array.from(scanner.numbers.subarray(0, length), (number) => vocabulary.words()[number]!);
  });
}

it('finds the words that the tokenizer finds, whatever the text', () => {
  const unit = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...'aAbBzZ09_ \n.,\'"-$@[`{/:') },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'é',
        'É',
        'İ',
        'Σ',
        'σ',
        'ſ',
        'K',
        '语',
        '😀',
        '\u0301',
        '\u00a0',
        '\ud800',
        'ß',
      ),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
  );
  fc.assert(
    fc.property(fc.array(fc.string({ unit, maxLength: 30 }), { maxLength: 5 }), (texts) => {
      expect(scanned(texts)).toEqual(texts.map(tokenize));
    }),
    { numRuns: 3000 },
  );
});

it('finds them in real texts, and numbers them alike with and without strings', () => {
  const { texts } = newswire();
  const vocabulary = new Vocabulary();
  expect(scanned(texts, vocabulary)).toEqual(texts.map(tokenize));
  const plain = new Vocabulary();
  for (const text of texts) for (const word of tokenize(text)) plain.numberOf(word);
  expect(vocabulary.words()).toEqual(plain.words());
});

it('tells words apart whose hashes are the same', () => {
  const hash = (word: string) =>
    [...word].reduce((sum, letter) => hashed(sum, letter.charCodeAt(0)), HASH_START);
  const vocabulary = new Vocabulary();
  const texts = ['costarring liquid', 'declinate macallums', 'altarage zinke'];
  for (const [a, b] of texts.map((text) => text.split(' '))) expect(hash(a!)).toBe(hash(b!));
  expect(scanned(texts, vocabulary)).toEqual(texts.map((text) => text.split(' ')));
  expect(vocabulary.size).toBe(6);
});

it('tells words apart that begin with the same eight letters, or have them only', () => {
  const words = ['abcdefgh', 'abcdefghi', 'abcdefghj', 'abcdefg', 'abcdefghé', 'abcd', 'abcdéfgh'];
  const vocabulary = new Vocabulary();
  for (const _ of ['first', 'again']) {
    expect(words.map((word) => vocabulary.numberOf(word))).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(scanned([words.join(' ')], vocabulary)).toEqual([words]);
  }
});

it('has room for texts of any length, and keeps their words apart', () => {
  const long = `${'x'.repeat(100_000)} ${'İ'.repeat(300)} ab `;
  expect(scanned([long, 'ab', long])).toEqual([tokenize(long), ['ab'], tokenize(long)]);
  const many = Array.from({ length: 50_000 }, (_, word) => `w${word}`);
  expect(scanned([many.join(' '), many.join(',')])).toEqual([many, many]);
});

it('takes a word of any length', () => {
  const word = 'z'.repeat(300_000);
  expect(scanned([`short words and ${word}`])).toEqual([['short', 'words', 'and', word]]);
});
