/** The same data in every format, and what is wrong with each format when it is damaged. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import { cutJson } from '../../src/dataset/json/json-records.js';
import { type DataOptions, readDatasets } from '../../src/dataset/read-dataset.js';
import { UserError } from '../../src/errors/user-error.js';
import type { Dataset } from '../../src/types.js';
import { folderWith, labelNames, notesOf, problemOf, textsOf } from './files.js';

const ROWS = [
  { id: 7, label: 'pos', text: 'a "good" film, truly' },
  { id: 8, label: 'neg', text: 'a bad\nplot' },
  { id: 9, label: 'pos', text: 'güte; naïve | 好' },
  { id: 10, label: 'neg', text: '\ttabs and more' },
];
const ZSTD = hasZstd();
const NOTHING_IN_LIST = (line: number) =>
  new RegExp(`^data.json:${line}: this is not valid JSON: there is a comma in the list`);

const quoted = (cell: string | number) => `"${String(cell).replaceAll('"', '""')}"`;
const separated = (delimiter: string) =>
  [['id', 'label', 'text'], ...ROWS.map(({ id, label, text }) => [id, label, text])]
    .map((row) => row.map(quoted).join(delimiter))
    .join('\r\n');
const jsonl = ROWS.map((row) => JSON.stringify(row)).join('\n');

function parquet(kvMetadata: { key: string; value: string }[] = [], classIndexes = false): Buffer {
  return Buffer.from(
    parquetWriteBuffer({
      columnData: [
        { name: 'id', data: ROWS.map(({ id }) => BigInt(id)), type: 'INT64' },
        classIndexes
          ? { name: 'label', data: ROWS.map(({ label }) => (label === 'neg' ? 0n : 1n)), type: 'INT64' }
          : { name: 'label', data: ROWS.map(({ label }) => label), type: 'STRING' },
        { name: 'text', data: ROWS.map(({ text }) => text), type: 'STRING' },
      ],
      rowGroupSize: 2,
      kvMetadata,
    }),
  );
}

function hasZstd(): boolean {
  try {
    execFileSync('zstd', ['--version']);
    return true;
  } catch {
    return false;
  }
}

const zstd = (bytes: string | Uint8Array) => execFileSync('zstd', ['-c', '-q'], { input: bytes });

async function read(
  files: Record<string, string | Uint8Array>,
  options: DataOptions = {},
  paths = Object.keys(files),
) {
  const folder = folderWith(files);
  const texts: string[] = [];
  const [dataset] = await readDatasets(
    [{ paths: paths.map((name) => join(folder, name)), onText: (text) => texts.push(text) }],
    options,
  );
  return { dataset: dataset!, texts };
}

async function rowsOf(dataset: Dataset) {
  const order = [3, 0, 2, 1];
  const again = await textsOf(dataset, order);
  return order.map((row, at) => ({ row, ...again[at]! }));
}

describe('the same rows', () => {
  const files: [string, () => string | Uint8Array][] = [
    ['data.csv', () => separated(',')],
    ['data.tsv', () => separated('\t')],
    ['semicolons.csv', () => separated(';')],
    ['pipes.csv', () => separated('|')],
    ['data.jsonl', () => jsonl],
    ['data.ndjson', () => `\n${jsonl.replaceAll('\n', '\r\n\r\n')}\r\n`],
    ['data.json', () => JSON.stringify(ROWS, null, 2)],
    ['dense.json', () => JSON.stringify(ROWS)],
    ['data.parquet', () => parquet()],
    ['data.csv.gz', () => gzipSync(separated(','))],
    ['data.jsonl.gz', () => gzipSync(jsonl)],
    ['data.parquet.gz', () => gzipSync(parquet())],
    ['utf16le.csv', () => Buffer.from(`\ufeff${separated(',')}`, 'utf16le')],
    ['utf16be.csv', () => Buffer.from(`\ufeff${separated(',')}`, 'utf16le').swap16()],
    ['bom.csv', () => `\ufeff${separated(',')}`],
    ['bom.jsonl', () => `\ufeff${jsonl}`],
    ['no-name', () => jsonl],
    ...(ZSTD
      ? ([
          ['data.csv.zst', () => zstd(separated(','))],
          ['data.json.zst', () => zstd(JSON.stringify(ROWS))],
        ] as [string, () => Uint8Array][])
      : []),
  ];
  test.each(files)('%s', async (name, content) => {
    const { dataset, texts } = await read({ [name]: content() }, { id: 'id' });
    expect(texts).toEqual(ROWS.map(({ text }) => text));
    expect(labelNames(dataset)).toEqual(ROWS.map(({ label }) => label));
    const ids = /csv|tsv/.test(name) ? (id: number) => String(id) : (id: number) => id;
    expect(await rowsOf(dataset)).toEqual(
      [3, 0, 2, 1].map((row) => ({
        row,
        label: ROWS[row]!.label,
        text: ROWS[row]!.text,
        id: ids(ROWS[row]!.id),
      })),
    );
    // Of JSON on one line, the line says nothing.
    const hasLines = !/parquet|^dense\.json|^data\.json\.zst/.test(name);
    expect(Array.from(dataset.lines).every((line) => (hasLines ? line > 0 : line === 0))).toBe(true);
  });

  test.runIf(!ZSTD)('skipped: zstd, since its program is not installed', () => {});
});

test('a record of JSON has the line on which it starts', async () => {
  const { dataset } = await read({ 'data.json': JSON.stringify(ROWS, null, 2) });
  expect([...dataset.lines]).toEqual([2, 7, 12, 17]);
});

test('nothing is left of what was spooled', async () => {
  const before = readdirSync(tmpdir()).filter((name) => /find-label-errors-[0-9a-f]{8}-/.test(name));
  const { dataset } = await read({ 'data.csv.gz': gzipSync(separated(',')) });
  expect(await textsOf(dataset, [1])).toHaveLength(1);
  expect(readdirSync(tmpdir()).filter((name) => /find-label-errors-[0-9a-f]{8}-/.test(name))).toEqual(before);
});

describe('a list of JSON in pieces', () => {
  const cut = async (json: string, size: number) => {
    async function* pieces() {
      for (let at = 0; at < json.length; at += size) yield Buffer.from(json.slice(at, at + size));
    }
    const texts: string[] = [];
    for await (const records of cutJson('x', 'json', pieces()))
      texts.push(...records.map(({ text }) => text));
    return texts.map((text) => JSON.parse(text));
  };
  const sizes = Array.from({ length: 20 }, (_, at) => at + 1);

  test.each(sizes)('of %d bytes is read', async (size) => {
    expect(await cut('[{"a":",,"},\n  [1,2] ,\r\n\t{}\n]\n', size)).toEqual([{ a: ',,' }, [1, 2], {}]);
    expect(await cut(' [ \n ] ', size)).toEqual([]);
  });

  test.each(sizes)('of %d bytes is refused where an object is missing', async (size) => {
    for (const json of ['[{"a":1},,{}]', '[,{}]', '[{},]', '[{}\n,\n]', '[{}, \n ,{}]', '[,]'])
      expect((await problemOf(cut(json, size))).message, json).toMatch(/a comma in the list with no object/);
  });
});

test('larger than a chunk: every record of JSON lines and of a list', async () => {
  const many = Array.from({ length: 20_000 }, (_, row) => ({
    label: `k${row % 3}`,
    text: `words {of} "row" [${row}]`,
  }));
  for (const [name, content] of [
    ['data.jsonl', many.map((row) => JSON.stringify(row)).join('\n')],
    ['data.json', JSON.stringify(many)],
  ] as const) {
    const { dataset, texts } = await read({ [name]: content });
    expect(texts).toEqual(many.map(({ text }) => text));
    expect((await textsOf(dataset, [19_999, 5])).map(({ text }) => text)).toEqual([
      many[19_999]!.text,
      many[5]!.text,
    ]);
  }
});

test('tabs with quotes in the texts, as they come from research', async () => {
  const { dataset, texts } = await read({
    'data.tsv': 'text\tlabel\nhe said "no" twice\tneg\n"well\tpos\nit is "good"\tpos\n',
  });
  expect(texts).toEqual(['he said "no" twice', '"well', 'it is "good"']);
  expect(notesOf(dataset)[0]).toBe('cells are separated by tab; quotes are read as they are');
});

describe('Parquet with pictures in it', () => {
  const pictures = Buffer.from(
    parquetWriteBuffer({
      columnData: [
        { name: 'picture', data: ROWS.map(({ id }) => Uint8Array.of(0xff, 0xd8, id)), type: 'BYTE_ARRAY' },
        { name: 'label', data: ROWS.map(({ label }) => label), type: 'STRING' },
        { name: 'text', data: ROWS.map(({ text }) => text), type: 'STRING' },
      ],
    }),
  );

  test('is read for its texts', async () => {
    const { texts } = await read({ 'data.parquet': pictures });
    expect(texts).toEqual(ROWS.map(({ text }) => text));
  });

  test('has no texts in its pictures', async () => {
    const { message } = await problemOf(read({ 'data.parquet': pictures }, { text: ['picture'] }));
    expect(message).toBe('data.parquet: a text column holds bytes that are not UTF-8');
  });
});

describe('class names', () => {
  const features = {
    info: { features: { label: { names: ['neg', 'pos'], _type: 'ClassLabel' }, text: { dtype: 'string' } } },
  };

  test('of a Hugging Face schema', async () => {
    const { dataset } = await read({
      'data.parquet': parquet([{ key: 'huggingface', value: JSON.stringify(features) }], true),
    });
    expect(dataset.classes).toEqual(['neg', 'pos']);
    expect(labelNames(dataset)).toEqual(ROWS.map(({ label }) => label));
    expect(notesOf(dataset)).toContain("labels are class indexes from 0, named by Hugging Face's features");
  });

  test('broken metadata are passed over', async () => {
    const { dataset } = await read({ 'data.parquet': parquet([{ key: 'huggingface', value: '{' }], true) });
    expect(dataset.classes).toEqual(['0', '1']);
  });

  test('of a data set folder, whose files are one data set', async () => {
    const card = `---
dataset_info:
  features:
    - name: text
      dtype: string
    - name: label
      dtype:
        class_label:
          names:
            '0': neg
            '1': pos
configs:
  - config_name: default
    data_files:
      - split: train
        path: data/train-*
      - split: test
        path: data/test-*
---
# A data set
`;
    const { dataset, texts } = await read(
      {
        'set/README.md': card,
        'set/data/train-00000.parquet': parquet([], true),
        'set/data/test-00000.parquet': parquet([], true),
        'set/data/other.parquet': 'not read',
      },
      {},
      ['set'],
    );
    expect(texts).toEqual([...ROWS, ...ROWS].map(({ text }) => text));
    expect(dataset.parts.map(({ file }) => file.replace(/^.*set\//, ''))).toEqual([
      'data/test-00000.parquet',
      'data/train-00000.parquet',
    ]);
    expect(dataset.classes).toEqual(['neg', 'pos']);
    expect([...dataset.indexes]).toEqual([0, 1, 2, 3, 0, 1, 2, 3]);
    expect((await textsOf(dataset, [6, 1, 4])).map(({ text }) => text)).toEqual([
      ROWS[2]!.text,
      ROWS[1]!.text,
      ROWS[0]!.text,
    ]);
  });
});

describe('nested fields', () => {
  const lines = (rows: object[]) => rows.map((row) => JSON.stringify(row)).join('\n');

  test('dotted paths', async () => {
    const { dataset } = await read(
      {
        'data.jsonl': lines([
          { body: { en: 'x y' }, meta: { label: 'a' } },
          { body: { en: 'z' }, meta: { label: 'b' } },
        ]),
      },
      { text: ['body.en'], label: 'meta.label' },
    );
    expect(labelNames(dataset)).toEqual(['a', 'b']);
    expect(dataset.parts[0]!.layout.label).toEqual({
      number: 1,
      name: 'meta.label',
      path: ['meta', 'label'],
    });
  });

  test('Label Studio', async () => {
    const task = (text: string, choice: string) => ({
      id: 1,
      data: { text },
      annotations: [{ result: [{ value: { choices: [choice] } }] }],
    });
    const { dataset, texts } = await read({
      'export.json': JSON.stringify([task('good film', 'pos'), task('bad film', 'neg')]),
    });
    expect(texts).toEqual(['good film', 'bad film']);
    expect(labelNames(dataset)).toEqual(['pos', 'neg']);
    expect(notesOf(dataset)[0]).toMatch(/^looks like an export of Label Studio/);
  });

  test('Argilla', async () => {
    const record = (text: string, value: string) => ({
      fields: { text },
      responses: { sentiment: [{ value, user_id: 'u' }] },
    });
    const { dataset, texts } = await read({
      'records.jsonl': lines([record('good film', 'pos'), record('bad film', 'neg')]),
    });
    expect(texts).toEqual(['good film', 'bad film']);
    expect(labelNames(dataset)).toEqual(['pos', 'neg']);
    expect(notesOf(dataset)[0]).toMatch(/^looks like an export of Argilla/);
  });

  test('older Argilla: text and annotation', async () => {
    const { dataset } = await read({
      'records.jsonl': lines([
        { text: 'x', annotation: 'a' },
        { text: 'y', annotation: 'b' },
      ]),
    });
    expect(labelNames(dataset)).toEqual(['a', 'b']);
  });

  test("cleanlab's columns", async () => {
    const { dataset } = await read({
      'issues.csv': 'text,given_label,predicted_label,label_quality\nx,a,b,0.1\ny,b,b,0.9\n',
    });
    expect(labelNames(dataset)).toEqual(['a', 'b']);
  });
});

describe('labels', () => {
  test('are trimmed and composed, and that is said', async () => {
    const { dataset } = await read({ 'data.csv': 'text,label\nx,caf\u00e9\ny,cafe\u0301\nz, b \n' });
    expect(labelNames(dataset)).toEqual(['café', 'café', 'b']);
    expect(notesOf(dataset)).toEqual(
      expect.arrayContaining([
        '1 label read without the white space around',
        "1 label read in Unicode's composed form (NFC)",
      ]),
    );
  });

  const alike = 'text,label\nu,Sports\nv,Sports\nx,sports\ny,World\n';
  test('that differ only in case are pointed out', async () => {
    const { dataset } = await read({ 'data.csv': alike });
    expect(dataset.classes).toEqual(['Sports', 'World', 'sports']);
    expect(notesOf(dataset)).toContain(
      'labels differ only in case or white space: "Sports" (2 rows) and "sports" (1 row); --merge-labels makes them one class',
    );
  });

  test('are merged when asked, under the most frequent name', async () => {
    const { dataset } = await read({ 'data.csv': alike }, { mergeLabels: true });
    expect(labelNames(dataset)).toEqual(['Sports', 'Sports', 'Sports', 'World']);
    expect((await textsOf(dataset, [2]))[0]!.label).toBe('sports');
  });
});

describe('what cannot be read says why', () => {
  const half = (bytes: Uint8Array) => bytes.subarray(0, bytes.length / 2);
  const two = '{"text":"x","label":"a"}\n';
  test.each<[string, string, string | Uint8Array, RegExp, DataOptions?]>([
    [
      'truncated gzip',
      'data.csv.gz',
      half(gzipSync(separated(',').repeat(9))),
      /^data.csv.gz: the gzip data end too early: the file is cut off$/,
    ],
    [
      'damaged gzip',
      'data.csv.gz',
      Buffer.concat([gzipSync('x').subarray(0, 10), Buffer.from('nonsense')]),
      /^data.csv.gz: the gzip data are damaged/,
    ],
    [
      'half a Parquet file',
      'data.parquet',
      half(parquet()),
      /^data.parquet: the Parquet file is cut off or damaged$/,
    ],
    ['Parquet that is none', 'data.parquet', 'text,label\n', /^data.parquet: this is no Parquet file$/],
    ['a zip archive', 'data.csv', 'PK\x03\x04....', /^data.csv: this is a zip archive/],
    [
      'a bad line',
      'data.jsonl',
      `${two}${two}{"text": "${'long '.repeat(30)}`,
      /^data.jsonl:3: this is not valid JSON: \{"text": "long .{45}…$/,
    ],
    [
      'a line that is no object',
      'data.jsonl',
      `${two}[1]\n`,
      /^data.jsonl:2: a JSON object is needed.* here is \[1\]$/,
    ],
    [
      'a list that is cut off',
      'data.json',
      '[{"text":"x","label":"a"},\n{"text":',
      /^data.json:2: the JSON list is not closed/,
    ],
    [
      'JSON that is no list',
      'data.json',
      '{\n"rows": []}',
      /^data.json:1: the JSON is not a list of objects$/,
    ],
    [
      'rows under two keys',
      'data.json',
      `{"train": [${two.trim()}], "test": [${two.trim()}]}`,
      /^data.json: this is one JSON object with 2 lists of rows in it: "train" \(1 row\), "test" \(1 row\)$/,
    ],
    [
      'something after a list',
      'data.json',
      '[{"text":"x","label":"a"}]\nx',
      /^data.json:2: something follows/,
    ],
    ['nothing between two commas', 'data.json', `[${two.trim()},\n,${two}]`, NOTHING_IN_LIST(2)],
    ['nothing before a comma', 'data.json', `[\n\n,${two}]`, NOTHING_IN_LIST(3)],
    ['nothing after a comma', 'data.json', `[${two.trim()},${two.trim()},\n]`, NOTHING_IN_LIST(2)],
    ['nothing but a comma', 'data.json', '[,]', NOTHING_IN_LIST(1)],
    [
      'labels of two kinds',
      'data.jsonl',
      `${two}{"text":"x","label":1}\n`,
      /^data.jsonl:2: the label "1" is a number, but that of .*:1 is a text$/,
    ],
    [
      'labels that are lists',
      'data.jsonl',
      '{"text":"x","label":["a","b"]}\n'.repeat(2),
      /^data.jsonl:1: the label is a list, "\["a","b"\]"/,
    ],
    ['lists in CSV', 'data.csv', `text,label\nx,"['a', 'b']"\ny,a\n`, /^data.csv:2: the label is a list/],
    [
      'two choices',
      'x.json',
      JSON.stringify([
        { data: { text: 'x' }, annotations: [{ result: [{ value: { choices: ['a', 'b'] } }] }] },
      ]),
      /the label is a list/,
    ],
    ['a label that is an object', 'data.jsonl', '{"text":"x","label":{}}\n', /the label is an object/],
    [
      'a text that is a list',
      'data.jsonl',
      '{"text":["x"],"label":"a"}\n',
      /^data.jsonl:1: the text is a list/,
      { text: ['text'] },
    ],
    [
      'a number that loses digits',
      'data.jsonl',
      '{"text":"x","label":12345678901234567890}\n',
      /too large to be read exactly/,
    ],
    [
      'bytes that do not fit',
      'data.csv',
      Buffer.from([0x74, 0x2c, 0x6c, 10, 0x81, 0x2c, 0x61]),
      /^data.csv:2: there are bytes on this line that are not shift_jis$/,
      { encoding: 'shift_jis' },
    ],
    [
      'an unknown encoding',
      'data.csv',
      'text,label\n',
      /^--encoding windows-1522: there is no such encoding; did you mean windows-1252\?$/,
      { encoding: 'windows-1522' },
    ],
    [
      'an encoding of Parquet',
      'data.parquet',
      parquet(),
      /^--encoding would be ignored/,
      { encoding: 'latin1' },
    ],
    ['a delimiter of JSON', 'data.jsonl', two, /^--delimiter would be ignored/, { delimiter: ';' }],
    [
      'a header of JSON',
      'data.jsonl',
      two,
      /^--header would be ignored: in \S+ each row names its columns$/,
      { header: true },
    ],
    [
      'a path that is not there',
      'data.jsonl',
      two,
      /^data.jsonl: there is no column "meta.label"/,
      { label: 'meta.label' },
    ],
    ['nothing', 'data.jsonl', '', /^data.jsonl: the file is empty$/],
    ['nothing in a list', 'data.json', '[]', /^data.json: the file is empty$/],
    ['nothing once unpacked', 'data.csv.gz', gzipSync(''), /^data.csv.gz: the file is empty$/],
    [
      'a Parquet name without rows',
      'data.parquet',
      'PAR1',
      /^data.parquet: the Parquet file is cut off or damaged$/,
    ],
  ])('%s', async (_, name, content, message, options = {}) => {
    const error = await problemOf(read({ [name]: content }, options));
    expect(error.message.replace(/(?<= of )\S*\//, '')).toMatch(message);
  });

  test.each([
    ['data.json', '[{"text":"x"}]', '1: there is only one column, "text"', /^Write a list of objects, or/],
    ['data.json', '{}', '1: there is no column', /^Write a list of objects, or an object on each line/],
    [
      'data.parquet',
      Buffer.from(parquetWriteBuffer({ columnData: [{ name: 'text', data: ['x'], type: 'STRING' }] })),
      ' there is only one column, "text"',
      /^Give data with/,
    ],
  ])('%s without a text or a label: %s', async (name, content, problem, fix) => {
    const error = await problemOf(read({ [name]: content }));
    expect(error.message).toBe(`${name}:${problem}, but a text and a label are needed`);
    expect(error.fix).toMatch(fix);
  });

  const JAVASCRIPT = /undefined|null|property|function|is not|iterable|typed array|"size"|Bounds|BigInt/;

  test('a Parquet file with nothing in its footer', async () => {
    const content = Buffer.from('PAR1\0\0\0\0\x04\0\0\0PAR1', 'latin1');
    expect((await problemOf(read({ 'data.parquet': content }))).message).toBe(
      'data.parquet: the Parquet file is cut off or damaged',
    );
  });

  test('a Parquet file with a wrong byte anywhere in its footer: no words of JavaScript', async () => {
    const whole = parquet();
    for (let at = whole.length - 8 - whole.readUInt32LE(whole.length - 8); at < whole.length - 8; at++) {
      const content = Buffer.from(whole);
      content[at] = 0;
      const problem = await read({ 'data.parquet': content }).catch((cause) => cause);
      if (problem instanceof Error) {
        expect(problem, String(at)).toBeInstanceOf(UserError);
        expect(problem.message).not.toMatch(JAVASCRIPT);
      }
    }
  });

  test.runIf(ZSTD)('truncated zstd', async () => {
    const bytes = zstd(separated(',').repeat(99));
    expect((await problemOf(read({ 'data.csv.zst': half(bytes) }))).message).toBe(
      'data.csv.zst: the zstd data end too early: the file is cut off',
    );
  });

  test('an encoding that is not UTF-8 works when it is said', async () => {
    const bytes = Buffer.from('text,label\ncaf\u00e9,a\nx,b\n', 'latin1');
    expect((await problemOf(read({ 'data.csv': bytes }))).message).toBe(
      'data.csv:2: there are bytes on this line that are not UTF-8',
    );
    expect((await read({ 'data.csv': bytes }, { encoding: 'latin1' })).texts).toEqual(['café', 'x']);
  });

  test('files of one data set that name other columns', async () => {
    const files = { 'a.csv': 'text,label\nx,a\ny,b\n', 'b.csv': 'headline,label\nx,a\ny,b\n' };
    expect((await problemOf(read(files))).message).toMatch(
      /b.csv: text and label are "headline", "label", but in .*a.csv they are "text", "label"$|text and label are/,
    );
  });
});

test('newswire in every format gives the same candidates', { timeout: 60_000 }, () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const program = join(root, 'bin/find-label-errors.js');
  const folder = folderWith({});
  const fixture = readFileSync(join(root, 'fixtures/newswire.csv'), 'utf8');
  const run = (...args: string[]) =>
    execFileSync(process.execPath, [program, ...args, '-q'], { cwd: folder, encoding: 'utf8' });
  mkdirSync(join(folder, 'in'), { recursive: true });
  writeFileSync(join(folder, 'in/all.csv'), fixture);
  const names = [
    '--classes',
    'World,Sports,Business,Sci/Tech',
    '--label',
    '1',
    '--text',
    '2',
    '--text',
    '3',
    '--no-header',
  ];
  const wanted = run('in/all.csv', ...names).replace(/"line":\d+/g, '"line":null');
  const rows = run('in/all.csv', ...names, '--all')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .sort((a, b) => a.index - b.index);
  // The fixture's cells are needed as they are, so that fingerprints are the same: labels are indexes from 1.
  const data = rows.map(({ given_label: name, text }) => ({
    label: String(['World', 'Sports', 'Business', 'Sci/Tech'].indexOf(name) + 1),
    text,
  }));
  writeFileSync(join(folder, 'in/all.jsonl'), data.map((row) => JSON.stringify(row)).join('\n'));
  writeFileSync(join(folder, 'in/all.json'), JSON.stringify(data));
  writeFileSync(
    join(folder, 'in/all.parquet'),
    Buffer.from(
      parquetWriteBuffer({
        columnData: [
          { name: 'label', data: data.map(({ label }) => BigInt(label)), type: 'INT64' },
          { name: 'text', data: data.map(({ text }) => text), type: 'STRING' },
        ],
        rowGroupSize: 500,
      }),
    ),
  );
  for (const name of ['all.jsonl', 'all.json', 'all.parquet']) {
    const found = run(`in/${name}`, '--classes', 'World,Sports,Business,Sci/Tech').replace(
      /"line":(\d+|null)/g,
      '"line":null',
    );
    expect(found, name).toBe(wanted);
  }
});
