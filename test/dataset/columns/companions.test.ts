/** Columns that say the same as the label. */
import { expect, test } from 'vitest';
import { companionsOf } from '../../../src/dataset/read-rows.js';
import { readText } from '../files.js';

const rows = (...cells: string[][]) => cells.map((row) => ({ cells: row }));

test.each([
  ['one to one', rows(['x', '0', 'neg'], ['y', '1', 'pos'], ['z', '1', 'pos']), [2]],
  ['two labels share a value', rows(['x', '0', 'a'], ['y', '1', 'a'], ['z', '1', 'a']), []],
  ['a label has two values', rows(['x', '0', 'a'], ['y', '1', 'b'], ['z', '1', 'c']), []],
  ['a value is blank', rows(['x', '0', 'a'], ['y', '1', 'b'], ['z', '1', '']), []],
  ['no label occurs twice', rows(['x', '0', 'a'], ['y', '1', 'b']), []],
  [
    'rows without a label do not count',
    rows(['x', '0', 'a'], ['y', '1', 'b'], ['z', '1', 'b'], ['u', '', 'c']),
    [2],
  ],
])('%s', (_, some, found) => {
  expect(companionsOf(some, 1)).toEqual(found);
});

test('are part of the layout', async () => {
  const { parts } = await readText('text,label,label_text\none two,0,no\nthree,1,yes\nfour,0,no\n');
  expect(parts[0]!.layout.companions).toMatchObject([{ number: 2, name: 'label_text' }]);
});

test('the list that the label is in is none', async () => {
  const some = ['a', 'b', 'a'].map((label, at) => JSON.stringify({ text: `words ${at}`, label: [label] }));
  const { parts } = await readText(some.join('\n'), { label: 'label.0' });
  expect(parts[0]!.layout.companions).toBeUndefined();
});
