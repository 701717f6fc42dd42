/** Tables that R's write.table writes: quoted cells, a backslash before quotes, names of rows without a head. */
import { expect, test } from 'vitest';
import { applied, decisionsOf, entriesFor, open } from '../../corrections/support.js';
import { fileWith, labelNames, notesOf } from '../files.js';

const ROWS = [
  ['he said \\"no\\" to it', 'neg'],
  ['a fine, long film', 'pos'],
  ['\\"never\\" again', 'neg'],
  ['good\nplot', 'pos'],
] as const;
const quoted = (cells: readonly string[]) => cells.map((cell) => `"${cell}"`);
const table = (delimiter: string, head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, ...rows].map((cells) => `${quoted(cells).join(delimiter)}\n`).join('');
const numbered = ROWS.map((row, at) => [String(at + 1), ...row]);
const HEAD = ['text', 'label'];

test.each([
  ['spaces, names of rows', 'd.txt', table(' ', HEAD, numbered), 'the header has no cell for'],
  ['tabs, names of rows', 'd.tsv', table('\t', HEAD, numbered), 'the header has no cell for'],
  ['tabs', 'd.tsv', table('\t', HEAD, ROWS), 'a backslash precedes quotes inside cells'],
  ['commas, as Spark and MariaDB write them', 'd.csv', table(',', HEAD, ROWS), 'a backslash'],
  [
    'spaces, quotes written twice',
    'd.txt',
    table(' ', HEAD, numbered).replaceAll('\\"', '""'),
    'the header has no cell for',
  ],
])('%s', async (_, name, content, note) => {
  const file = fileWith(content, name);
  const texts: string[] = [];
  const dataset = await open(file);
  expect(labelNames(dataset)).toEqual(['neg', 'pos', 'neg', 'pos']);
  expect([...dataset.lines]).toEqual([2, 3, 4, 5]);
  for await (const { text } of dataset.readTexts([0, 1, 2, 3])) texts.push(text);
  expect(texts).toEqual(['he said "no" to it', 'a fine, long film', '"never" again', 'good\nplot']);
  expect(notesOf(dataset).join()).toContain(note);
  const entries = await entriesFor(dataset, [{ index: 2, label: 'pos' }]);
  const { bytes } = await applied(file, decisionsOf(entries));
  const lines = content.split('\n');
  lines[3] = lines[3]!.replace('"neg"', '"pos"');
  expect(bytes.toString()).toBe(lines.join('\n'));
});

test('a row that is wider still is an error', async () => {
  const content = `${table(' ', HEAD, numbered)}"5" "a" "b" "c"\n`;
  await expect(open(fileWith(content, 'd.txt'))).rejects.toThrow(/:\d+: /);
});

test('a backslash in front of a closing quote is one where quotes are written twice', async () => {
  const content = 'text,label\n"C:\\",a\n"a ""b"" \\",b\n';
  const dataset = await open(fileWith(content));
  expect(labelNames(dataset)).toEqual(['a', 'b']);
});
