/** JSON with whole numbers that doubles do not hold. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseExactly, stringifyExactly } from '../../../src/dataset/json/exact-json.js';

test.each([
  ['{"id":9007199254740993}', { id: 9007199254740993n }],
  ['[-9223372036854775808, 18446744073709551615]', [-9223372036854775808n, 18446744073709551615n]],
  [
    '{"id":9007199254740991,"x":1.25,"y":1e300,"s":"9007199254740993"}',
    { id: 9007199254740991, x: 1.25, y: 1e300, s: '9007199254740993' },
  ],
  [
    '{"a\\"9007199254740993":"\\\\","b":[{"c":9007199254740993}]}',
    { 'a"9007199254740993': '\\', b: [{ c: 9007199254740993n }] },
  ],
  [
    '{"s":"\ue000\\ue0009007199254740993","t":"\\uE000","n":9007199254740993}',
    { s: '\ue000\ue0009007199254740993', t: '\ue000', n: 9007199254740993n },
  ],
  ['90071992547409930.5', 90071992547409940],
])('%s', (text, value) => {
  expect(parseExactly(text)).toEqual(value);
});

test.each(['{"a":9007199254740993', '[9007199254740993,]', '09007199254740993', '"9007199254740993'])(
  '%s is no JSON',
  (text) => {
    expect(() => parseExactly(text)).toThrow(SyntaxError);
  },
);

test('a key __proto__ stays one', () => {
  const value = parseExactly('{"__proto__":9007199254740993}') as object;
  expect(Object.keys(value)).toEqual(['__proto__']);
  expect(stringifyExactly(value)).toBe('{"__proto__":9007199254740993}');
});

test('any value is read back, and JSON without large numbers is what JSON.parse says', () => {
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      fc.bigInt({ min: 1n << 53n, max: (1n << 64n) - 1n }),
      fc.integer(),
      fc.string(),
      fc.constantFrom(null, true, '\ue000', '\\ue000', '\ue0009007199254740993'),
      fc.array(tie('tree')),
      fc.dictionary(fc.string(), tie('tree')),
    ),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      const read = parseExactly(stringifyExactly(value));
      expect(stringifyExactly(read)).toBe(stringifyExactly(value));
    }),
    { numRuns: 2000 },
  );
  fc.assert(
    fc.property(fc.json(), (text) => {
      fc.pre(!/\d{16}/.test(text));
      expect(parseExactly(text)).toEqual(JSON.parse(text));
    }),
  );
});
