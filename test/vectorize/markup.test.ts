import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Vectorizer, withoutMarkup } from '../../src/vectorize/vectorizer.js';

test.each([
  ['Oil &amp; gas', 'Oil & gas'],
  ['up &#8594; down &#x2192; x', 'up → down → x'],
  ['<p>One</p><p class="x">two<br/>three', ' One  two three'],
  ['&lt;strong&gt;Analysis&lt;/strong&gt; of it', '<strong>Analysis</strong> of it'],
  ['&amp;#8594; twice', '→ twice'],
  ['AT&T and R&D; a < b and c > d', 'AT&T and R&D; a < b and c > d'],
  ['List<String> names &unknown; &copy', 'List<String> names &unknown; &copy'],
  ['<!-- hidden -->seen', ' seen'],
])('%s', (text, plain) => {
  expect(withoutMarkup(text)).toBe(plain);
});

test('a text without entities and tags stays the same string', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const plain = text.replaceAll(/[&<]/g, '');
      expect(withoutMarkup(plain)).toBe(plain);
    }),
  );
});

test('long damage takes no time with the square of its length', () => {
  const damage = ['<!--', '<a ', '&', '&amp', '<p <p'].map((piece) => piece.repeat(100_000));
  for (const text of damage) expect(withoutMarkup(text).length).toBeGreaterThan(0);
});

test('the vectorizer counts what is left, and says once how many texts had any', () => {
  const vectorizer = new Vectorizer({ decodeHtml: true });
  const add = vectorizer.startMatrix();
  for (const text of ['up &#8594; <b>down</b>', 'left &amp; right', 'plain & simple']) add(text);
  const { words, notes } = vectorizer.finish();
  expect(words).toEqual(['up', 'down', 'left', 'right', 'plain', 'simple']);
  expect(notes).toEqual([
    '2 texts hold HTML entities or tags: decoded and left out before words are counted',
  ]);
});
