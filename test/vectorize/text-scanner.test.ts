import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TextScanner } from '../../src/vectorize/text-scanner.js';
import { tokenize } from '../../src/vectorize/tokenize.js';
import { LETTERS, Vocabulary, type WordKey, withLetter } from '../../src/vectorize/vocabulary.js';
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
        '’',
        '—',
        '\u2060',
        '⁴',
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

/** The key of a lower-case word of ASCII. */
function keyOf(word: string): string {
  const none: WordKey = [0, 0, 0];
  return [...word].reduce((key, letter) => withLetter(key, LETTERS[letter.charCodeAt(0)]!), none).join();
}

it('gives words of up to fifteen letters keys of their own', () => {
  const keys = new Map<string, string>();
  for (const first of ['', 'a', '_', 'z9'])
    for (const middle of ['', 'aa', 'ab', 'b_', '00', '0a', '99', '____'])
      for (const last of ['a', '_', 'aaaa', 'zzzz_z_z', '_z_z00000', '0000']) {
        const word = first + middle + last;
        expect(keys.get(keyOf(word)) ?? word).toBe(word);
        keys.set(keyOf(word), word);
      }
});

it('tells long words apart whose keys are the same', () => {
  const seen = new Map<string, string>();
  const pairs: [string, string][] = [];
  for (let number = 0; pairs.length < 3; number++) {
    // Their last ten letters are the same; those before them take more room than the rest of the key has.
    const word = `${(number * 7_654_321 + 1e12).toString(36)}_same_tail`;
    const other = seen.get(keyOf(word));
    if (other !== undefined) pairs.push([other, word]);
    seen.set(keyOf(word), word);
  }
  const texts = pairs.map((pair) => pair.join(' '));
  const vocabulary = new Vocabulary();
  expect(scanned([...texts, ...texts], vocabulary)).toEqual([...pairs, ...pairs]);
  expect(vocabulary.size).toBe(6);
});

it('tells other words apart whose hashes are the same', () => {
  // FNV-1a of both is the same, and of as many letters they are.
  const [a, b] = ['declinateé', 'macallumsé'];
  const vocabulary = new Vocabulary();
  expect(scanned([`${a} ${b}`, `${b} ${a}`], vocabulary)).toEqual([
    [a, b],
    [b, a],
  ]);
});

it('tells capitals from small letters where it is given words', () => {
  const vocabulary = new Vocabulary();
  expect(
    ['Bank', 'bank', 'BANK', 'International', 'international'].map((word) => vocabulary.numberOf(word)),
  ).toEqual([0, 1, 2, 3, 4]);
  expect(scanned(['BANK International'], vocabulary)).toEqual([['bank', 'international']]);
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
