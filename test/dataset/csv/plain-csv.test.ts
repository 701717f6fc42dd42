/** The fast reader of CSV against csv-parse, which is right by definition. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { readBy, readCsv } from '../../../src/dataset/csv/csv.js';
import {
  CsvParseReader,
  type CsvSource,
  type RecordReader,
} from '../../../src/dataset/csv/csv-parse-reader.js';
import { PlainCsvReader } from '../../../src/dataset/csv/plain-csv-reader.js';
import type { CsvDialect } from '../../../src/dataset/csv/record-parser.js';
import { scannedWidths } from '../../../src/dataset/csv/record-scanner.js';
import type { DataRecord } from '../../../src/dataset/record.js';
import { fixtures } from '../../reference-data.js';
import { goldenFiles } from '../../support/golden-case.js';
import { chunksOf } from '../files.js';

const COMMAS: CsvDialect = { delimiter: ',', quotes: true };

/** What a reader makes of some bytes: the records it gave before it ended, and what it ended with. */
interface Answer {
  readonly records: DataRecord[];
  readonly problem: string | null;
}

async function answerOf(reader: RecordReader, bytes: Buffer, chunkSize: number): Promise<Answer> {
  const records: DataRecord[] = [];
  try {
    for await (const batch of readBy(reader, chunksOf(bytes, chunkSize))) records.push(...batch);
    return { records, problem: null };
  } catch (error) {
    const { message, fix } = error as { message: string; fix: string };
    return { records, problem: `${message} ${fix}` };
  }
}

async function expectSame(bytes: Buffer, chunkSize: number, source: Partial<CsvSource> = {}): Promise<void> {
  const what = { file: 'data.csv', dialect: COMMAS, columns: null, ...source };
  const plain = await answerOf(new PlainCsvReader(what, 3), bytes, chunkSize);
  const right = await answerOf(new CsvParseReader(what, { place: 3, line: 1, width: 0 }), bytes, chunkSize);
  expect(plain, `at chunks of ${chunkSize} bytes`).toEqual(right);
}

/** 1 to 64 bytes, and the powers of two up to 64 KiB with what is next to them. */
const CHUNK_SIZES = [
  ...Array.from({ length: 64 }, (_, size) => size + 1),
  ...Array.from({ length: 10 }, (_, power) => 2 ** (power + 7)).flatMap((size) => [size - 1, size, size + 1]),
];

const isText = (name: string) => /\.(csv|tsv|jsonl|json|txt)$/.test(name);

/** The fixtures, and the files of the golden cases; their content by path. */
const FILES = new Map<string, Buffer>([
  ...readdirSync(fixtures, { recursive: true, encoding: 'utf8' })
    .filter(isText)
    .map((name): [string, Buffer] => [`fixtures/${name}`, readFileSync(path.join(fixtures, name))]),
  ...goldenFiles().filter(([name]) => isText(name)),
]);

describe('every file of the project, at every size of chunk', () => {
  test('there are files', () => {
    expect(FILES.size).toBeGreaterThan(50);
  });

  test.each([...FILES.keys()])('%s', async (file) => {
    const bytes = FILES.get(file)!;
    const delimiter = file.endsWith('.tsv') ? '\t' : ',';
    // Small chunks of a large file take long; its beginning has them all.
    for (const size of CHUNK_SIZES) {
      const part = bytes.subarray(0, size < 64 ? 5_000 : size * 100);
      await expectSame(part, size, { dialect: { delimiter, quotes: true } });
    }
  });
});

const CELL_TEXT = fc.string({
  unit: fc.constantFrom('a', 'B', '7', 'é', '語', '😀', ',', ';', '\t', '"', '\n', '\r', ' ', '\ufeff'),
  maxLength: 6,
});
const LINE_END = fc.constantFrom('\n', '\n', '\r\n', '\r', '\n\n', '\r\n\r\n', '\r\r', '\n\r');
const DIALECT = fc.record({ delimiter: fc.constantFrom(',', ';', '\t', '|'), quotes: fc.boolean() });

/** Files as programs write them: cells quoted or not, all rows of one width. */
const wellFormed = fc
  .tuple(DIALECT, fc.integer({ min: 1, max: 4 }), fc.boolean())
  .chain(([dialect, width, endsOpen]) => {
    const cell = fc.tuple(CELL_TEXT, fc.boolean()).map(([text, quoted]) => {
      const clean = text.replace(/["\n\r,;\t|é]/g, '');
      return dialect.quotes && quoted ? `"${text.replaceAll('"', '""')}"` : clean;
    });
    const row = fc.tuple(fc.array(cell, { minLength: width, maxLength: width }), LINE_END);
    return fc.array(row, { maxLength: 8 }).map((rows) => {
      const text = rows.map(([cells, lineEnd]) => cells.join(dialect.delimiter) + lineEnd).join('');
      return { dialect, text: endsOpen ? text.replace(/[\r\n]+$/, '') : text };
    });
  });

/** Files that are as wrong as can be. */
const anything = fc.record({
  dialect: DIALECT,
  text: fc.string({
    unit: fc.constantFrom('a', 'é', '"', '"', ',', ',', '\n', '\r', '\r\n', ' ', '\0', '😀'),
    maxLength: 60,
  }),
});

it('reads what is generated as csv-parse does, right or wrong, however it is cut', async () => {
  const file = fc.oneof(wellFormed, anything);
  const columns = fc.option(fc.array(fc.nat(3), { maxLength: 3 }));
  await fc.assert(
    fc.asyncProperty(
      file,
      fc.integer({ min: 1, max: 80 }),
      columns,
      async ({ dialect, text }, size, cells) => {
        await expectSame(Buffer.from(text), size, { dialect, columns: cells });
      },
    ),
    { numRuns: 3000 },
  );
});

it('counts cells as csv-parse does', () => {
  fc.assert(
    fc.property(wellFormed, fc.boolean(), ({ dialect: { delimiter, quotes }, text }, isMarked) => {
      const bytes = Buffer.from((isMarked ? '\ufeff' : '') + text.replace(/^\ufeff/, ''));
      const widths = scannedWidths(bytes, { delimiter, quotes });
      const options = {
        record_delimiter: ['\r\n', '\n', '\r'],
        skip_empty_lines: true,
        relax_column_count: true,
      };
      const rows = parse(bytes, { ...options, bom: true, delimiter, quote: quotes ? '"' : null });
      if (widths !== null) expect(widths).toEqual(rows.map((row) => row.length));
      else expect(text).toContain('"');
    }),
    { numRuns: 1000 },
  );
});

it('finds the bytes that are not UTF-8 where csv-parse would, on every border of a chunk', async () => {
  const bad = Buffer.from('a,b\n"c\n\r\nd",e\r\nf,\xe9g\nh,i\n', 'latin1');
  const cut = Buffer.from('a,b\r\nc,\xf0\x9f\x98', 'latin1');
  for (let size = 1; size <= bad.length; size++) {
    await expectSame(bad, size);
    await expectSame(cut, size);
  }
});

it('refuses a row that is too long, and reads one that is not', async () => {
  const long = Buffer.concat([
    Buffer.from('a,b\n\r\n"'),
    Buffer.alloc(5 * 1024 * 1024, 'x\n'),
    Buffer.from('",c\nd,e\n'),
  ]);
  await expectSame(long, 64 * 1024);
});

it('does not read plain files by csv-parse', async () => {
  const { push } = CsvParseReader.prototype;
  const given: string[] = [];
  CsvParseReader.prototype.push = function (chunk) {
    given.push(chunk.toString());
    return push.call(this, chunk);
  };
  try {
    const text = 'a,b\n"c ""d""\r\n",é\r\n\n,\ne,f\n';
    for await (const _ of readCsv('data.csv', chunksOf(Buffer.from(text.repeat(100)), 50)));
  } finally {
    CsvParseReader.prototype.push = push;
  }
  expect(given.join('').length).toBeLessThan(20); // the end of the file only
});
