/** Corrected files of every format: the labels that were decided change, and nothing else. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { parquetWriteBuffer, schemaFromColumnData } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import { Decisions } from '../../src/corrections/decisions.js';
import { folderWith, problemOf } from '../dataset/files.js';
import { applied, bytesOf, decisionsOf, entriesFor, open, type Told } from './support.js';

/** Writes a file, decides about its rows, and gives the corrected file. */
async function corrected(name: string, content: string | Uint8Array, told: readonly Told[], label = 'label') {
  const file = join(folderWith({}), name);
  writeFileSync(file, content);
  const options = { text: ['text'], label };
  const decisions = decisionsOf(await entriesFor(await open(file, options), told));
  const again = () => applied(file, decisions, options);
  return { file, again, ...(await again()) };
}

/** A JSON list as many tools write it, and as some do. */
const LISTS = {
  'one line': (rows: readonly object[]) => JSON.stringify(rows),
  indented: (rows: readonly object[]) => `${JSON.stringify(rows, null, 2)}\n`,
  'a row a line': (rows: readonly object[]) =>
    `\ufeff[\r\n${rows.map((row) => JSON.stringify(row)).join(',\r\n')}\r\n]\r\n`,
  'commas in front': (rows: readonly object[]) =>
    ` [ ${rows.map((row) => JSON.stringify(row)).join('\n , ')}\n] `,
};

describe.each(Object.entries(LISTS))('a JSON list, %s', (_, write) => {
  const rows = [
    { text: 'one, "two" ]', meta: { label: 'a' } },
    { text: 'three } four', meta: { label: 'b' } },
    { text: '', meta: { label: 'left out' } },
    { text: 'five six', meta: { label: 'a' } },
    { text: 'seven eight', meta: { label: 'b' } },
    { text: 'nine ten', meta: { label: 'c' } },
  ];

  test('only the label differs', async () => {
    const { bytes } = await corrected(
      'd.json',
      write(rows),
      [
        { index: 0, label: 'b' },
        { index: 5, label: 'a' },
      ],
      'meta.label',
    );
    const expected = structuredClone(rows);
    expected[0]!.meta.label = 'b';
    expected[5]!.meta.label = 'a';
    expect(bytes.toString()).toBe(write(expected));
  });

  test.each([
    ['the first', [0]],
    ['one in the middle', [3]],
    ['the last', [5]],
    ['the last two', [4, 5]],
    ['all that can be', [0, 1, 3, 4, 5]],
    ['those around one that was left out', [1, 3]],
  ])('%s can go', async (__, gone) => {
    const told = gone.map((index) => ({ index, what: 'delete' as const }));
    const { bytes } = await corrected('d.json', write(rows), told, 'meta.label');
    expect(JSON.parse(bytes.toString().replace(/^\ufeff/, ''))).toEqual(
      rows.filter((__, index) => !gone.includes(index)),
    );
  });
});

test.each([
  ['booleans', ['true', 'false', 'true'], 'true', ['true', 'true', 'true']],
  ['whole floats', ['3.0', '4.0', '3.0'], '3', ['3.0', '3.0', '3.0']],
  ['floats with halves', ['3.0', '3.5', '4.5'], '4.5', ['3.0', '4.5', '4.5']],
  ['a whole number for a half', ['3.0', '3.5', '4.0'], '4', ['3.0', '4.0', '4.0']],
  ['negative numbers', ['-1', '1', '0'], '-1', ['-1', '-1', '0']],
  ['texts that look like numbers', ['"1"', '"2"', '"1"'], '1', ['"1"', '"1"', '"1"']],
  ['texts that look like booleans', ['"true"', '"false"', '"true"'], 'true', ['"true"', '"true"', '"true"']],
])('JSON keeps the kind of its labels: %s', async (_, labels, label, expected) => {
  const write = (values: readonly string[]) =>
    values.map((value, at) => `{"text": "words of row ${at}", "label": ${value}}\n`).join('');
  const { bytes } = await corrected('d.jsonl', write(labels), [{ index: 1, label }]);
  expect(bytes.toString()).toBe(write(expected));
});

test.each([
  ['DOUBLE', [3, 3.5, 4.5], '4.5', [3, 4.5, 4.5]],
  ['BOOLEAN', [true, false, true], 'true', [true, true, true]],
] as const)('Parquet keeps the kind of its labels: %s', async (type, labels, label, expected) => {
  const content = (data: readonly unknown[]) =>
    new Uint8Array(
      parquetWriteBuffer({
        columnData: [
          { name: 'text', data: ['one two', 'three four', 'five six'], type: 'STRING' as const },
          { name: 'label', data: [...data], type },
        ],
      }),
    );
  const { bytes } = await corrected('d.parquet', content(labels), [{ index: 1, label }]);
  const rows = await parquetReadObjects({ file: Uint8Array.from(bytes).buffer });
  expect(rows.map((row) => row.label)).toEqual(expected);
});

test('whatever is decided, a JSON list stays one, and rows that stay keep their bytes', async () => {
  const space = fc.constantFrom('', ' ', '\n', '\r\n\t');
  const row = fc.record({
    text: fc.constantFrom('aa', 'b ] b', 'c } , c', 'd \\" d'),
    label: fc.constantFrom('x', 'y'),
    choice: fc.constantFrom('stay', 'other', 'delete'),
    around: fc.tuple(space, space, space),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), space, async (some, end) => {
      const rows = [
        ...some.map((each, at) => ({ ...each, text: `${each.text}${at}` })),
        ...['x', 'y'].map((label) => ({
          text: `stays ${label}`,
          label,
          choice: 'stay',
          around: ['', '', ''],
        })),
      ];
      const raw = ({ text, around: [inside] }: (typeof rows)[number], label: string) =>
        `{"text":${inside}${JSON.stringify(text)},${inside}"label":"${label}"}`;
      const content = `[${rows.map((each) => each.around[1] + raw(each, each.label) + each.around[2]).join(',')}${end}]`;
      const told = rows.flatMap(({ choice, label }, index): Told[] => {
        if (choice === 'delete') return [{ index, what: 'delete' }];
        return choice === 'other' ? [{ index, label: label === 'x' ? 'y' : 'x' }] : [];
      });
      const { bytes } = await corrected('d.json', content, told);
      const kept = rows.filter(({ choice }) => choice !== 'delete');
      const rightLabel = ({ choice, label }: (typeof rows)[number]) =>
        choice === 'other' ? (label === 'x' ? 'y' : 'x') : label;
      expect(JSON.parse(bytes.toString())).toEqual(
        kept.map((each) => ({ text: each.text, label: rightLabel(each) })),
      );
      let at = 0;
      for (const each of kept) {
        at = bytes.toString().indexOf(raw(each, rightLabel(each)), at) + 1;
        expect(at).toBeGreaterThan(0);
      }
    }),
    { numRuns: 60 },
  );
});

test.each([
  ['d.csv.gz', 'text,label\none,"a"\ntwo,b\nthree,a\nfour,b\n', 'text,label\none,"b"\nthree,a\nfour,b\n'],
  [
    'd.jsonl.gz',
    '{"text":"one","label":"a"}\n{"text":"two","label":"b"}\n{"text":"three","label":"a"}\n',
    '{"text":"one","label":"b"}\n{"text":"three","label":"a"}\n',
  ],
  [
    'd.json.gz',
    '[{"text":"one","label":"a"}, {"text":"two","label":"b"}, {"text":"six","label":"a"}]',
    '[{"text":"one","label":"b"}, {"text":"six","label":"a"}]',
  ],
])('%s is compressed again, and inside only labels differ', async (name, before, after) => {
  const told: Told[] = [
    { index: 0, label: 'b' },
    { index: 1, what: 'delete' },
  ];
  const { file, bytes, again } = await corrected(name, gzipSync(before), told);
  expect(gunzipSync(bytes).toString()).toBe(after);
  writeFileSync(file, bytes);
  expect((await again()).bytes.equals(bytes)).toBe(true);
});

test('a file whose quotes are not quotes is corrected, but takes no label that needs some', async () => {
  const content = 'text\tlabel\nsay "hi\ta\nthe 5" pipe\tb\nplain\ta\n';
  const { bytes } = await corrected('d.tsv', content, [{ index: 1, label: 'a' }]);
  expect(bytes.toString()).toBe(content.replace('pipe\tb', 'pipe\ta'));
});

const parquet = () => {
  const columnData = [
    { name: 'text', data: Array.from({ length: 30 }, (_, i) => `word${i % 3} number ${i}`) },
    {
      name: 'when',
      data: Array.from({ length: 30 }, (_, i) => (i % 4 === 0 ? null : 10n ** 15n + BigInt(i))),
    },
    { name: 'label', data: Array.from({ length: 30 }, (_, i) => BigInt(i % 3)) },
  ];
  const schemaOverrides = {
    when: {
      name: 'when',
      type: 'INT64',
      repetition_type: 'OPTIONAL',
      logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'NANOS' },
    },
  } as const;
  const schema = schemaFromColumnData({ columnData, schemaOverrides });
  const kvMetadata = [{ key: 'whose', value: 'ours' }];
  return new Uint8Array(parquetWriteBuffer({ columnData, schema, kvMetadata, rowGroupSize: 12 }));
};

test('Parquet keeps schema, metadata, row groups and every other value, to the last nanosecond', async () => {
  const before = parquet();
  const told: Told[] = [
    { index: 3, label: '2' },
    { index: 13, what: 'delete' },
  ];
  const { file, bytes, again } = await corrected('d.parquet', before, told);
  const read = async (content: Uint8Array) => {
    const buffer = Uint8Array.from(content).buffer;
    const metadata = await parquetMetadataAsync(buffer);
    const parsers = { timestampFromNanoseconds: (nanos: bigint) => nanos };
    return { metadata, rows: await parquetReadObjects({ file: buffer, parsers }) };
  };
  const [was, is] = [await read(before), await read(bytes)];
  const expected = was.rows.filter((_, index) => index !== 13);
  expected[3]!.label = 2n;
  expect(is.rows).toEqual(expected);
  expect(is.metadata.schema).toEqual(was.metadata.schema);
  expect(is.metadata.key_value_metadata).toEqual(was.metadata.key_value_metadata);
  expect(is.metadata.row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([12, 11, 6]);
  writeFileSync(file, bytes);
  const twice = await again();
  expect(twice.plan).toMatchObject({ edits: [], done: 2 });
  expect(twice.bytes.equals(bytes)).toBe(true);
});

test('applying nothing to Parquet keeps its rows', async () => {
  const file = join(folderWith({}), 'd.parquet');
  writeFileSync(file, parquet());
  const { bytes } = await applied(file, new Decisions());
  expect(await parquetReadObjects({ file: Uint8Array.from(bytes).buffer })).toEqual(
    await parquetReadObjects({ file: Uint8Array.from(bytesOf(file)).buffer }),
  );
});

test('a kind of column that would not come back as it was is an error', async () => {
  const columnData = [
    { name: 'text', data: ['one two', 'three four', 'five'], type: 'STRING' as const },
    { name: 'label', data: ['a', 'b', 'a'], type: 'STRING' as const },
    { name: 'extra', data: [{ a: 1 }, { a: 2 }, { a: 3 }], type: 'VARIANT' as const },
  ];
  const content = new Uint8Array(parquetWriteBuffer({ columnData }));
  const problem = await problemOf(corrected('d.parquet', content, [{ index: 0, label: 'b' }]));
  expect(problem.message).toContain('"extra" cannot be written back as it was');
});

const SAID = 'text,label\nschön & gut,grün\nhäßlich,rot\nnaïve – 5 €,grün\n';
const swapped = (text: string) => Buffer.from(text, 'utf16le').swap16();

test.each([
  ['utf-16le with its mark', undefined, (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['utf-16be with its mark', undefined, (text: string) => swapped(`\ufeff${text}`)],
  ['utf-16le', 'utf-16le', (text: string) => Buffer.from(text, 'utf16le')],
  [
    'windows-1252',
    'latin1',
    (text: string) => Buffer.from(text.replaceAll('–', '\x96').replaceAll('€', '\x80'), 'latin1'),
  ],
])('text in %s stays so, and only the label differs', async (_, encoding, encode) => {
  const file = join(folderWith({}), 'd.csv');
  writeFileSync(file, encode(SAID));
  const options = { text: ['text'], label: 'label', encoding };
  expect((await applied(file, new Decisions(), options)).bytes.equals(encode(SAID))).toBe(true);
  const decisions = decisionsOf(await entriesFor(await open(file, options), [{ index: 1, label: 'grün' }]));
  const { bytes } = await applied(file, decisions, options);
  expect(bytes.equals(encode(SAID.replace('rot', 'grün')))).toBe(true);
});

test('a label that the encoding of the file lacks, and an encoding that is not written, are errors', async () => {
  const file = join(folderWith({}), 'd.csv');
  writeFileSync(file, 'text,label\none two,a\nthree,b\nfour,a\n');
  const options = { text: ['text'], label: 'label', classes: ['a', 'b', '好'] };
  const decide = async (encoding: string, label: string) => {
    const dataset = await open(file, { ...options, encoding });
    const decisions = decisionsOf(await entriesFor(dataset, [{ index: 0, label }]));
    return (await problemOf(applied(file, decisions, { ...options, encoding }))).message;
  };
  expect(await decide('latin1', '好')).toContain('a character that windows-1252 lacks');
  expect(await decide('shift_jis', 'b')).toContain('cannot be written into text in shift_jis');
});
