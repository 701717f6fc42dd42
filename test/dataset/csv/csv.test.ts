import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsv } from '../../../src/dataset/csv/csv.js';
import type { DataRecord } from '../../../src/dataset/record.js';
import { chunksOf, problemOf } from '../files.js';

async function records(content: string | Buffer, chunkSize = 64 * 1024): Promise<DataRecord[]> {
  const all: DataRecord[] = [];
  for await (const batch of readCsv('data.csv', chunksOf(Buffer.from(content), chunkSize)))
    all.push(...batch);
  return all;
}

/** Files that are hard to get right, each with the line and the first cell of its records. */
const TRICKY: Record<string, [content: string, lines: number[], firstCells: string[]]> = {
  LF: ['a,b\nc,d\ne,f\n', [1, 2, 3], ['a', 'c', 'e']],
  CRLF: ['a,b\r\nc,d\r\ne,f\r\n', [1, 2, 3], ['a', 'c', 'e']],
  CR: ['a,b\rc,d\re,f', [1, 2, 3], ['a', 'c', 'e']],
  mixed: ['a,b\rc,d\r\ne,f\ng,h\r', [1, 2, 3, 4], ['a', 'c', 'e', 'g']],
  'blank lines': ['\n\r\na,b\n\n\rc,d\r\n\r\ne,f\n\n', [3, 6, 8], ['a', 'c', 'e']],
  'quoted line breaks': [
    '"a\r\n\r\nb",1\r\n"c\nd",2\r\n"e\rf",3\r\n"g",4',
    [1, 4, 6, 8],
    ['a\r\n\r\nb', 'c\nd', 'e\rf', 'g'],
  ],
  'quoted CR before the line end': ['"a\r",1\n"\nb",2\nc,3', [1, 3, 5], ['a\r', '\nb', 'c']],
  'byte order mark': ['\ufeff"a",b\nc,d', [1, 2], ['a', 'c']],
  'byte order mark and blank line': ['\ufeff\r\n"a\r\n",b\r\nc,d', [2, 4], ['a\r\n', 'c']],
  'quotes and commas': ['"a ""b"" , c",1\n"""",2\n"",3\n,4\n', [1, 2, 3, 4], ['a "b" , c', '"', '', '']],
  'other scripts': ['"Zoë\n😀",né\n日本,語\n', [1, 3], ['Zoë\n😀', '日本']],
};

describe('records, their lines and their places', () => {
  test.each(Object.entries(TRICKY))('%s', async (_, [content, lines, firstCells]) => {
    const found = await records(content);
    expect(found.map(({ cells }) => cells[0])).toEqual(firstCells);
    expect(found.map(({ line }) => line)).toEqual(lines);
    for (const { cells, place } of found) {
      const rest = Buffer.from(content).subarray(place).toString();
      const written = cells[0]!.replaceAll('"', '""');
      expect(rest.startsWith(`"${written}",`) || rest.startsWith(`${written},`)).toBe(true);
    }
  });

  test.each(Object.entries(TRICKY))('%s: the same at every chunk size', async (_, [content]) => {
    const whole = await records(content);
    for (let size = 1; size <= Buffer.byteLength(content); size++) {
      expect(await records(content, size)).toEqual(whole);
    }
  });

  test('what is written is read again, with its lines and places', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', '😀', ',', '"', '\n', '\r', ' ', ';') });
    const row = fc.tuple(cell, cell, fc.constantFrom('\n', '\r\n', '\r', '\n\n', '\r\n\r\n'));
    const table = fc.array(row, { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(table, fc.boolean(), fc.integer({ min: 1, max: 40 }), async (rows, bom, size) => {
        let content = bom ? '\ufeff' : '';
        const expected = rows.map(([a, b, lineEnd]) => {
          const line = (content.match(/\r\n|\r|\n/g)?.length ?? 0) + 1;
          const place = Buffer.byteLength(content);
          content += `"${a.replaceAll('"', '""')}","${b.replaceAll('"', '""')}"${lineEnd}`;
          return { cells: [a, b], line, place };
        });
        expect(await records(content, size)).toEqual(expected);
      }),
    );
  });
});

describe('what is wrong with a file', () => {
  test.each<[string, string | Buffer, RegExp]>([
    ['too many cells', 'a,b\n"c\r\n",d\r\ne,f,g\n', /^data.csv:4: this row has 3 cells, .* first row has 2$/],
    ['too few cells', 'a,b\nc\n', /^data.csv:2: this row has 1 cell, but/],
    [
      'an unclosed quote',
      'a,b\n\r\nc,"d\ne,f\ng,h\n',
      /^data.csv:3: .* quote that opens cell 2 is never closed/,
    ],
    ['an unclosed quote at the end', 'a,b\n"', /^data.csv:2: .* cell 1 is never closed/],
    [
      'text after a closing quote',
      'a,b\n"c\r\nd"x,e\n',
      /^data.csv:2: .* text after the closing quote of cell 1/,
    ],
    [
      'space after a closing quote',
      'a,b\nc,"d" \n',
      /^data.csv:2: .* text after the closing quote of cell 2/,
    ],
    [
      'a quote left open before',
      'a,b\n"c,d\n"e",f\n',
      /^data.csv:2: .* text after the closing quote of cell 1/,
    ],
    ['a quote inside a cell', 'a,b\nc,d\ne,5" disk\n', /^data.csv:3: .* quote inside cell 2/],
    ['Latin-1', Buffer.from('a,b\ncaf\xe9,d\n', 'latin1'), /^data.csv:2: .* not UTF-8/],
    ['a character cut off at the end', Buffer.from('a,b\nc,\xe2\x82', 'latin1'), /^data.csv:2: .* not UTF-8/],
    ['a NUL byte', 'a,b\r\nc,d\r\ne,\0f\r\n', /^data.csv:3: there is a NUL byte/],
    ['UTF-16', Buffer.from('\ufeffa,b\n', 'utf16le'), /^data.csv: the file is in UTF-16/],
    ['UTF-16, big end first', Buffer.from('\ufeffa,b\n', 'utf16le').swap16(), /^data.csv: .* UTF-16/],
    ['UTF-16 without its mark', Buffer.from('a,b\n', 'utf16le'), /^data.csv:1: there is a NUL byte/],
  ])('%s', async (_, content, expected) => {
    for (const size of [1, 2, 3, 7, 1000]) {
      const { message, fix } = await problemOf(records(content, size));
      expect(message).toMatch(expected);
      expect(fix).not.toBe('');
    }
  });

  test('the first thing that is wrong is the one that is said', async () => {
    const { message } = await problemOf(records('a,b\nc\nd,e,f\n"g\n'));
    expect(message).toMatch(/^data.csv:2: this row has 1 cell/);
  });

  test('a quote that swallows a large file stops being read at some point', async () => {
    async function* endless() {
      yield Buffer.from('a,b\n"c');
      for (let i = 0; i < 200; i++) yield Buffer.alloc(1024 * 1024, 'x');
      expect.unreachable('reads on and on');
    }
    const read = async () => {
      for await (const _ of readCsv('data.csv', endless()));
    };
    expect((await problemOf(read())).message).toMatch(/^data.csv:2: the row .* longer than 67,108,864 bytes/);
  });
});
