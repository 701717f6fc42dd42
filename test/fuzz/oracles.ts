/** What must hold of any input, and who says what is right: csv-parse, the bytes before they were packed, the file before. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { decompress } from '../../src/dataset/bytes/compression.js';
import { loadZstdEncoder } from '../../src/dataset/bytes/zstd.js';
import { readBy } from '../../src/dataset/csv/csv.js';
import { PlainCsvReader } from '../../src/dataset/csv/plain-csv-reader.js';
import { UserError } from '../../src/errors/user-error.js';
import { applied, decisionsOf, entriesFor, open } from '../corrections/support.js';

/** Something that must hold; it is tried with inputs that fast-check makes from a seed. */
export interface Oracle {
  readonly name: string;
  readonly property: fc.IAsyncProperty<[never]>;
}

const DELIMITERS = [',', ';', '\t', '|'] as const;
const CELL = fc.string({
  unit: fc.constantFrom('a', 'B', '7', 'é', '語', '😀', ',', ';', '\t', '|', '"', '\n', '\r', ' ', "'", '='),
  maxLength: 12,
});

/** A table as text: all rows as long, cells quoted where they must be, and now and then where not. */
const table = (rows: fc.Arbitrary<string[][]>) =>
  fc
    .record({
      rows,
      delimiter: fc.constantFrom(...DELIMITERS),
      end: fc.constantFrom('\n', '\r\n'),
      quoteAll: fc.boolean(),
      endsOpen: fc.boolean(),
    })
    .map(({ rows, delimiter, end, quoteAll, endsOpen }) => {
      const encode = (cell: string) =>
        quoteAll || cell === '' || /[",;\t|\r\n]|^\s|\s$/.test(cell)
          ? `"${cell.replaceAll('"', '""')}"`
          : cell;
      const lines = rows.map((row) => row.map(encode).join(delimiter));
      return { rows, delimiter, text: lines.join(end) + (endsOpen ? '' : end), encode };
    });

const readByCsvParse = (text: string | Buffer, delimiter: string): string[][] =>
  parse(text, { delimiter, record_delimiter: ['\r\n', '\n', '\r'] });

async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield Buffer.from(bytes.subarray(at, at + size));
}

const tableOfAny = table(
  fc
    .integer({ min: 2, max: 5 })
    .chain((width) =>
      fc.array(fc.array(CELL, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }),
    ),
);

const csv = fc.asyncProperty(
  fc.record({ table: tableOfAny, size: fc.integer({ min: 1, max: 200 }) }),
  async ({ table: { text, delimiter, rows }, size }) => {
    const reader = new PlainCsvReader(
      { file: 'd.csv', dialect: { delimiter, quotes: true }, columns: null },
      0,
    );
    const found: string[][] = [];
    for await (const records of readBy(reader, cut(Buffer.from(text), size))) {
      found.push(...records.map(({ cells }) => [...cells]));
    }
    requireSame(found, readByCsvParse(text, delimiter), 'cells are not those of csv-parse');
    requireSame(found, rows, 'cells are not those that were written');
  },
);

/** The bytes, or the message where it is said that they are damaged. */
async function unpack(bytes: Uint8Array, kind: 'gzip' | 'zstd', size: number): Promise<Buffer | string> {
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of decompress(`d.csv.${kind}`, kind, cut(bytes, size))) pieces.push(piece);
  } catch (cause) {
    if (!(cause instanceof UserError)) throw cause;
    return cause.message;
  }
  return Buffer.concat(pieces);
}

const packed = (kind: 'gzip' | 'zstd') =>
  fc.asyncProperty(
    fc.record({
      lines: fc.array(fc.string({ maxLength: 40 }), { minLength: 1, maxLength: 60 }),
      times: fc.integer({ min: 1, max: 4 }),
      places: fc.array(fc.nat(), { maxLength: 3 }),
      size: fc.integer({ min: 1, max: 400 }),
    }),
    async ({ lines, times, places, size }) => {
      const content = Buffer.from(lines.join('\n').repeat(times));
      const pack = kind === 'gzip' ? gzipSync : await loadZstdEncoder();
      const bytes = Buffer.from(pack(content));
      for (const place of places) bytes[(place >> 3) % bytes.length]! ^= 1 << (place & 7);
      const found = await unpack(bytes, kind, size);
      if (places.length === 0) requireSame(String(found), String(content), 'whole data are not read');
      if (typeof found !== 'string')
        requireSame(found.toString('hex'), content.toString('hex'), 'other content');
    },
  );

const LABELS = ['x', 'y', 'it is "z", too'];
const TEXT = fc.tuple(fc.constantFrom('good', 'bad', '語'), CELL).map((words) => words.join(' '));
const labelled = table(
  fc.array(fc.tuple(TEXT, fc.constantFrom(...LABELS), CELL), { minLength: 3, maxLength: 12 }).map((rows) => [
    ['text', 'label', 'note'],
    // Every row its own text, so that each has its own decision.
    ...rows.map(([text, label, note], at) => [`${text} ${at}`, label, note]),
    ...LABELS.map((label, at) => [`last ${at}`, label, '']),
  ]),
);

/** @param folder for the file */
const corrected = (folder: string) =>
  fc.asyncProperty(
    fc.record({ table: labelled, at: fc.nat(), to: fc.constantFrom(...LABELS) }),
    async ({ table: { rows, text, delimiter, encode }, at, to }) => {
      const file = path.join(folder, 'data.csv');
      writeFileSync(file, text);
      const index = at % (rows.length - 1 - LABELS.length);
      const from = rows[index + 1]![1]!;
      if (from === to) return;
      const options = { text: ['text'], label: 'label', delimiter };
      const decisions = decisionsOf(await entriesFor(await open(file, options), [{ index, label: to }]));
      const { bytes } = await applied(file, decisions, options);
      const expected = rows.map((row, line) => (line === index + 1 ? [row[0], to, row[2]] : row));
      requireSame(readByCsvParse(bytes, delimiter), expected, 'another cell has changed');
      const before = Buffer.from(text);
      const kept = commonStart(before, bytes);
      const most = before.length - Buffer.byteLength(encode(from)) - 2;
      const same = kept + commonStart(before.subarray(kept).reverse(), bytes.subarray(kept).reverse());
      if (same < most) throw new Error(`${before.length - same} bytes have changed, more than the label`);
    },
  );

function commonStart(a: Uint8Array, b: Uint8Array): number {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  return at;
}

function requireSame(found: unknown, expected: unknown, what: string): void {
  if (JSON.stringify(found) === JSON.stringify(expected)) return;
  throw new Error(`${what}:\n  found    ${JSON.stringify(found)}\n  expected ${JSON.stringify(expected)}`);
}

/** The oracles; `close` removes their files. */
export function makeOracles(): { readonly oracles: readonly Oracle[]; close(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'find-label-errors-fuzz-'));
  const properties: Record<string, fc.IAsyncProperty<[never]>> = {
    'csv: the cells of csv-parse, however it is cut': csv as never,
    'gzip with up to 3 flipped bits: the same content, or an error': packed('gzip') as never,
    'zstd with up to 3 flipped bits: the same content, or an error': packed('zstd') as never,
    'decide and apply: the bytes of one label change': corrected(folder) as never,
  };
  return {
    oracles: Object.entries(properties).map(([name, property]) => ({ name, property })),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
