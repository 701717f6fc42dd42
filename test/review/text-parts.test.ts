/** How a text is cut into what is shown. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textParts } from '../../src/review/text-parts.js';
import { wordsOf } from '../../src/vectorize/words.js';

const lower = (word: string) => word.toLowerCase();
const marking = (evidence: readonly string[], counter: readonly string[] = [], more = {}) => ({
  evidence: evidence.map((token) => ({ token, weight: 2 })),
  counterEvidence: counter.map((token) => ({ token, weight: 1 })),
  normalize: lower,
  byCharacters: false,
  ...more,
});
const shown = (text: string, how: ReturnType<typeof marking>) =>
  textParts(text, how).map((part) => (part.kind === 'plain' ? part.text : `[${part.kind}:${part.text}]`));

test('whole words are marked, whatever their case, and parts of words are not', () => {
  expect(shown('Oil: OIL, boiling oil', marking(['oil'], ['boiling']))).toEqual([
    ...['[for:Oil]', ': ', '[for:OIL]', ', ', '[against:boiling]', ' ', '[for:oil]'],
  ]);
});

test('words are marked from 1 nat on, or from a quarter of the strongest where all are weak', () => {
  const marked = (weights: Record<string, number>) =>
    textParts(Object.keys(weights).join(' '), {
      ...marking([]),
      evidence: Object.entries(weights).map(([token, weight]) => ({ token, weight })),
    })
      .filter(({ kind }) => kind === 'for')
      .map(({ text, isStrong }) => (isStrong ? text.toUpperCase() : text));
  expect(marked({ oil: 5, prices: 1.2, the: 0.1, of: 0.9 })).toEqual(['OIL', 'prices']);
  expect(marked({ oil: 0.4, prices: 0.15, the: 0.05 })).toEqual(['OIL', 'prices']);
});

test('runs of words and stems are marked where they stand', () => {
  expect(shown('New York, new', marking(['new york'], ['new']))).toEqual([
    '[for:New York]',
    ', ',
    '[against:new]',
  ]);
  const stem = wordsOf({ stem: true }, 'words');
  expect(shown('Banks raise', marking(['bank'], [], { normalize: (word: string) => stem(word)[0] }))).toEqual(
    [...['[for:Banks]', ' raise']],
  );
});

test('words of scripts without spaces, and single characters, are marked inside', () => {
  expect(shown('油价上涨', marking(['油价']))).toEqual(['[for:油价]', '上涨']);
  expect(shown('Hat', marking(['at'], [], { byCharacters: true }))).toEqual(['H', '[for:at]']);
  expect(shown('Hat', marking(['at']))).toEqual(['Hat']);
});

test('what would act is made visible, and line ends stay', () => {
  expect(shown('a\u202eb\n\tc\r\nd\re\u001b[31m\ud800', marking([]))).toEqual([
    ...[
      'a',
      '[acting:\\u202e]',
      'b\n\tc',
      '\nd',
      '[acting:\\r]',
      'e',
      '[acting:\\x1b]',
      '[31m',
      '[acting:\\ud800]',
    ],
  ]);
});

test('the parts are the whole text, for any text and any words', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.array(fc.string({ minLength: 1, unit: 'grapheme' })),
      (text, tokens) => {
        const parts = textParts(text, marking(tokens, [], { byCharacters: true }));
        const plain = parts.filter(({ kind }) => kind !== 'acting').map((part) => part.text);
        const joined = plain.join('');
        fc.pre(!/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(text) && !text.includes('##'));
        expect(joined).toBe(text);
      },
    ),
  );
});
