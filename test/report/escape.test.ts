import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvJsonCell, safeJson, visible } from '../../src/report/escape.js';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const ACTING = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

const anyText = fc.string({
  unit: fc.oneof(
    fc.string({ minLength: 1, maxLength: 1, unit: 'binary' }),
    fc.constantFrom('\x1b', '\x9b', '\n', '\r', '\u202e', '\ud800', '\u200b'),
  ),
});

test('acting characters become visible', () => {
  expect(visible('a\tb\nc\r\x1b[31md\x07\x9b\u202ee\ud800')).toBe(
    'a\\tb\\nc\\r\\x1b[31md\\x07\\x9b\\u202ee\\ud800',
  );
});

test('text that only shows itself stays as it is', () => {
  const text = 'naïve – 漢字 👩‍👩‍👧 हिन्दी "quoted" \\n';
  expect(visible(text)).toBe(text);
});

test('no acting character of any text is left', () => {
  fc.assert(
    fc.property(anyText, (text) => !ACTING.test(visible(text)) && !/\p{Surrogate}/u.test(visible(text))),
  );
});

test('safe JSON is one safe line and reads back as the same value', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const line = safeJson({ text });
      expect(line).not.toMatch(ACTING);
      expect(JSON.parse(line)).toEqual({ text });
    }),
  );
});

test('what Unicode has for showing nothing is shown, but for joiners and the selectors of emoji', () => {
  const kept = [0x200c, 0x200d, 0xfe0e, 0xfe0f];
  for (let point = 0; point <= 0x10ffff; point++) {
    const character = String.fromCodePoint(point);
    if (!/\p{Default_Ignorable_Code_Point}/u.test(character)) continue;
    const hex = point.toString(16);
    const short = point < 0x100 ? `\\x${hex}` : `\\u${hex.padStart(4, '0')}`;
    expect(visible(character)).toBe(
      kept.includes(point) ? character : point > 0xffff ? `\\u{${hex}}` : short,
    );
    if (!kept.includes(point)) expect(safeJson(character)).toMatch(/^"(\\u[0-9a-f]{4}){1,2}"$/);
    expect(JSON.parse(safeJson(character))).toBe(character);
  }
});

test('JSON in a cell of CSV stays the same JSON', () => {
  const value = { 'a;=1': 'b;-2', c: ['\n=3', ';;＝'] };
  const cell = csvJsonCell(value);
  expect(JSON.parse(cell.slice(1, -1).replaceAll('""', '"'))).toEqual(value);
  expect(cell).not.toContain(';');
});
