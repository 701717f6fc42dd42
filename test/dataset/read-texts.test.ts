import { unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDataset } from '../../src/dataset/read-dataset.js';
import { fileWith, problemOf, readText, textsOf } from './files.js';

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

test('texts are those that were handed on, labels as they are written', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', '😀', ',', '"', '\n', '\r', ' ') });
  const label = fc.constantFrom('one', ' one', 'two', 'two\n', '');
  const row = fc.record({ label, title: cell, body: cell, end: fc.constantFrom('\n', '\r\n', '\r', '\n\n') });
  const table = fc.array(row, { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(table, fc.boolean(), fc.boolean(), fc.gen(), async (random, bom, open, gen) => {
      // Two rows make sure that there are two classes to read.
      const fixed = ['one', 'two'].map((name) => ({ label: name, title: 'x', body: 'y', end: '\n' }));
      const rows = [...random, ...fixed];
      const lines = rows.map(
        ({ label, title, body, end }) => [label, title, body].map(quoted).join(',') + end,
      );
      const content = `${bom ? '\ufeff' : ''}label,title,body\r\n${lines.join('')}`;
      const dataset = await readText(open ? content.trimEnd() : content);
      const kept = rows.filter(
        ({ label, title, body }) => label.trim() !== '' && `${title}${body}`.trim() !== '',
      );
      const expected = kept.map(({ label, title, body }) => ({ label, text: `${title} ${body}`, id: null }));
      expect(dataset.texts).toEqual(expected.map(({ text }) => text));
      const wanted = gen(fc.array, fc.nat({ max: expected.length - 1 }));
      expect(await textsOf(dataset, wanted)).toEqual(wanted.map((at) => expected[at]));
      expect(await textsOf(dataset, dataset.labels.keys())).toEqual(expected);
    }),
  );
});

test('rows far apart, in any order, among them texts larger than what is read at a time', async () => {
  const count = 3000;
  const size = (row: number) => (row % 1000 === 7 ? 3_000_000 : row % 100);
  const rows = Array.from(
    { length: count },
    (_, row) => `${row % 2},words of row ${row} ${'x'.repeat(size(row))}`,
  );
  const dataset = await readText(`label,text\n${rows.join('\n')}`);
  const wanted = Array.from({ length: count }, (_, i) => (i * 1301) % count);
  const texts = await textsOf(dataset, wanted);
  expect(texts.every(({ text }, i) => text === rows[wanted[i]!]!.slice(2))).toBe(true);
  expect(texts).toHaveLength(count);
});

test('no rows, and a row that there is not', async () => {
  const dataset = await readText('text,label\nx,a\ny,b\n');
  expect(await textsOf(dataset, [])).toEqual([]);
  await expect(textsOf(dataset, [0, 2])).rejects.toThrow(RangeError);
});

test('reading may stop early', async () => {
  const dataset = await readText('text,label\nx,a\ny,b\n');
  for await (const { text } of dataset.readTexts([1, 0])) {
    expect(text).toBe('y');
    break;
  }
});

const before = 'text,label\nfirst text,a\nsecond text,b\n';

test.each<[string, (file: string) => void, RegExp]>([
  [
    'grown at the same time',
    (file) => rewrite(file, `${before}third text,a\n`, 0),
    /^data.csv: the file has changed/,
  ],
  ['written anew, to the same size', (file) => rewrite(file, before.replace('st', 'ts'), 1), /has changed/],
  ['other labels at the same time', (file) => rewrite(file, before.replace(',a', ',b'), 0), /has changed/],
  ['broken at the same time', (file) => rewrite(file, before.replace('f', '"'), 0), /has changed/],
  ['shorter rows at the same time', (file) => rewrite(file, before.replaceAll(',', '_'), 0), /has changed/],
  ['gone', (file) => unlinkSync(file), /^data.csv: there is no such file/],
])('a file that has changed since: %s', async (_, change, expected) => {
  const file = fileWith(before);
  utimesSync(file, 1000, 1000);
  const dataset = await readDataset(file, {}, () => {});
  change(file);
  expect((await problemOf(textsOf(dataset, [0, 1]))).message).toMatch(expected);
});

/** Writes a file whose time of change then is some seconds after what it was. */
function rewrite(file: string, content: string, seconds: number): void {
  writeFileSync(file, content);
  utimesSync(file, 1000, 1000 + seconds);
}

test('it is known how many lines a row takes, line breaks of any kind and of columns that are not read included', async () => {
  const dataset = await readText('text,label,other\na,one,x\n"b\r\nb",two,"y\ry"\r\n"c",one,"z\nz\nz"');
  const counts: (number | undefined)[] = [];
  for await (const { lineCount } of dataset.readTexts([0, 1, 2])) counts.push(lineCount);
  expect(counts).toEqual([1, 3, 3]);
});
