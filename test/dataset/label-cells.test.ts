import { expect, test } from 'vitest';
import { jsonLineLabelCells } from '../../src/dataset/json/json-label-cells.js';
import { delimitedLabelCells } from '../../src/dataset/label-cells.js';
import type { LabelCells } from '../../src/types.js';

/** Replaces the label of the first record, whatever size its bytes come in. */
function relabel(cells: LabelCells, text: string, label: string): string {
  const bytes = Buffer.from(text);
  let length = 1;
  while (cells.find(bytes.subarray(0, length), length >= bytes.length) === undefined) length++;
  const { start, end } = cells.find(bytes.subarray(0, length), length >= bytes.length)!;
  const written = cells.write(label, bytes.subarray(start, end));
  return Buffer.concat([bytes.subarray(0, start), written, bytes.subarray(end)]).toString();
}

test.each([
  [0, ',', 'old,text\nold,more', 'new,text\nold,more'],
  [1, ',', '"a ""b"", c",old\r\nx,y', '"a ""b"", c",new\r\nx,y'],
  [1, ',', '"a\nb","old",c\rx,y,z', '"a\nb","new",c\rx,y,z'],
  [2, '\t', 'a, b\t"c\td"\told', 'a, b\t"c\td"\tnew'],
  [1, ';', 'ä;old;ö\n', 'ä;new;ö\n'],
])('label %i between %j in %j', (column, delimiter, before, after) => {
  expect(relabel(delimitedLabelCells(column, { delimiter, quotes: true }), before, 'new')).toBe(after);
});

test.each([
  ['plain', 'a', 'plain'],
  ['with\ttab', 'a', '"with\ttab"'],
  ['a "quote"', 'a', '"a ""quote"""'],
  ['plain', '"a"', '"plain"'],
])('%j in place of %s is %s', (label, old, written) => {
  const cells = delimitedLabelCells(0, { delimiter: '\t', quotes: true });
  expect(Buffer.from(cells.write(label, Buffer.from(old))).toString()).toBe(written);
});

test.each([
  [
    ['label'],
    '{"text":"a \\"label\\": b", "label" : "old" }\r\n{}',
    '{"text":"a \\"label\\": b", "label" : "new" }\r\n{}',
  ],
  [['label'], '{"label":"first","label":"old"}', '{"label":"first","label":"new"}'],
  [
    ['meta', 'label'],
    '{"label":1,"meta":{"x":[1,{"label":2}],"label":"old"}}\n',
    '{"label":1,"meta":{"x":[1,{"label":2}],"label":"new"}}\n',
  ],
  [['a', 0, 'b', 1], '{"a":[{"b":["x","old"]}]}', '{"a":[{"b":["x","new"]}]}'],
  [['l\u00e4bel'], '{"l\\u00e4bel":null}', '{"l\\u00e4bel":"new"}'],
] as const)('the value at %j in %s', (path, before, after) => {
  expect(relabel(jsonLineLabelCells({ locate: () => path }), before, 'new')).toBe(after);
});

test('a number stays a number', () => {
  expect(relabel(jsonLineLabelCells({ locate: () => ['label'] }), '{"label":3}\n', '1')).toBe(
    '{"label":1}\n',
  );
  expect(relabel(jsonLineLabelCells({ locate: () => ['label'] }), '{"label":"3"}\n', '1')).toBe(
    '{"label":"1"}\n',
  );
});
