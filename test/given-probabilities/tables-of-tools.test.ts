/** Probabilities as tools write them: with row numbers, ids and texts, prefixes, scores by label, archives. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import { readGiven } from '../../src/given-probabilities/read-given.js';
import { readTable } from '../../src/given-probabilities/read-table.js';
import { fileWith, folderWith, notesOf, problemOf } from '../dataset/files.js';

const read = (name: string, content: string | Uint8Array) => readTable(fileWith(content, name));
const shapeOf = ({ names, columnCount, values }: Awaited<ReturnType<typeof read>>) => ({
  names,
  columnCount,
  values: [...values],
});
const TWO = { names: ['neg', 'pos'], columnCount: 2, values: [0.75, 0.25, 0.125, 0.875] };

describe('columns that are no class are left out, which is said', () => {
  test.each([
    ['of pandas, without a name', ',neg,pos\n0,0.75,0.25\n1,0.125,0.875\n'],
    ['that is read back', 'Unnamed: 0,neg,pos\n0,0.75,0.25\n1,0.125,0.875\n'],
    ['of R, from 1', '"","neg","pos"\n"1",0.75,0.25\n"2",0.125,0.875\n'],
    ['text, label and id', 'id,text,neg,pos,label\nr7,"some, text",0.75,0.25,neg\nr3,more,0.125,0.875,pos\n'],
    ['label as a number', 'label,neg,pos\n0,0.75,0.25\n1,0.125,0.875\n'],
    ['with a prefix', 'prob_neg,prob_pos\n0.75,0.25\n0.125,0.875\n'],
  ])('in CSV: %s', async (_, content) => {
    const table = await read('p.csv', content);
    expect(shapeOf(table)).toEqual(TWO);
    expect(table.notes).toHaveLength(1);
  });

  test('in JSON lines and Parquet', async () => {
    const lines =
      '{"id":4,"text":"a b","neg":0.75,"pos":0.25}\n{"id":2,"text":"c","neg":0.125,"pos":0.875}\n';
    expect(shapeOf(await read('p.jsonl', lines))).toEqual(TWO);
    const columnData = [
      { name: 'id', data: [4n, 2n] },
      { name: 'text', data: ['a b', 'c'], type: 'STRING' as const },
      { name: 'p_neg', data: [0.75, 0.125] },
      { name: 'p_pos', data: [0.25, 0.875] },
    ];
    const table = await read('p.parquet', new Uint8Array(parquetWriteBuffer({ columnData })));
    expect(shapeOf(table)).toEqual(TWO);
    expect(table.notes!.join()).toContain('left out the columns "id", "text"');
  });

  test('a class may have such a name', async () => {
    const table = await read('p.csv', 'text,topic\n0.75,0.25\n0.125,0.875\n');
    expect(shapeOf(table)).toEqual({ ...TWO, names: ['text', 'topic'] });
  });

  test('rows that are numbered in another order are refused', async () => {
    const problem = await problemOf(read('p.csv', ',neg,pos\n1,0.75,0.25\n0,0.125,0.875\n'));
    expect(problem.message).toContain('numbers the rows, but not in their order');
  });

  test('a column of numbers without a name that are no row numbers is refused', async () => {
    const problem = await problemOf(read('p.csv', ',neg\n0.75,0.25\n0.125,0.875\n'));
    expect(problem.message).toContain('column 1 has no name');
  });
});

describe('scores by label, as a pipeline of transformers returns them', () => {
  const scores = [
    [
      { label: 'neg', score: 0.75 },
      { label: 'pos', score: 0.25 },
    ],
    [
      { label: 'pos', score: 0.875 },
      { label: 'neg', score: 0.125 },
    ],
  ];
  test.each([
    ['p.jsonl', scores.map((row) => JSON.stringify(row)).join('\n')],
    ['p.json', JSON.stringify(scores)],
  ])('in %s', async (name, content) => {
    expect(shapeOf(await read(name, content))).toEqual(TWO);
  });

  test('names that transformers made up are indexes', async () => {
    const content = JSON.stringify(scores).replaceAll('neg', 'LABEL_0').replaceAll('pos', 'LABEL_1');
    expect((await read('p.json', content)).names).toEqual(['0', '1']);
  });

  test('of the best class only are refused', async () => {
    const problem = await problemOf(read('p.jsonl', '{"label":"pos","score":0.9}\n'));
    expect(problem.message).toContain('a score of one class only');
    expect(problem.fix).toContain('top_k=None');
  });
});

test.each([
  ['a list of arrays', '[[0.75,0.25],[0.125,0.875]]', null],
  ['a list of objects', '[{"neg":0.75,"pos":0.25},{"neg":0.125,"pos":0.875}]', ['neg', 'pos']],
  ["pandas' columns", '{"neg":{"0":0.75,"1":0.125},"pos":{"0":0.25,"1":0.875}}', ['neg', 'pos']],
  ['lists by class', '{"neg":[0.75,0.125],"pos":[0.25,0.875]}', ['neg', 'pos']],
])('JSON: %s', async (_, content, names) => {
  expect(shapeOf(await read('p.json', content))).toEqual({ ...TWO, names });
});

test.each([
  ['no JSON', '[0.1', 'not valid JSON'],
  ['a number', '3', 'neither a list of rows nor an object of columns'],
  ['columns of other rows', '{"a":[1,0],"b":[0]}', 'have other rows'],
  ['rows in another order', '{"a":{"1":1,"0":0},"b":{"1":0,"0":1}}', undefined],
  ['rows that are not numbered', '{"a":{"r1":1},"b":{"r1":0}}', 'not numbered'],
])('JSON: %s', async (_, content, message) => {
  if (message === undefined) expect([...(await read('p.json', content)).values]).toEqual([0, 1, 1, 0]);
  else expect((await problemOf(read('p.json', content))).message).toContain(message);
});

/** A .npy file of two rows. */
function npy(): Buffer {
  const head = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 2), }".padEnd(117);
  const front = Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, 118, 0]);
  return Buffer.concat([front, Buffer.from(`${head}\n`), Buffer.from(Float64Array.from(TWO.values).buffer)]);
}

/** A zip archive. */
function zip(members: Readonly<Record<string, Buffer>>, deflate: boolean): Buffer {
  const [parts, entries]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [name, bytes] of Object.entries(members)) {
    const packed = deflate ? deflateRawSync(bytes) : bytes;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(deflate ? 8 : 0, 4);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    entries.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, tail, Buffer.from(name)]));
    parts.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...entries, end]);
}

test.each([false, true])('.npz of one array, compressed: %s', async (deflate) => {
  expect(shapeOf(await read('p.npz', zip({ 'arr_0.npy': npy() }, deflate)))).toEqual({ ...TWO, names: null });
});

test('.npz of several arrays, and cut off', async () => {
  const several = await problemOf(read('p.npz', zip({ 'a.npy': npy(), 'b.npy': npy() }, false)));
  expect(several.message).toBe('p.npz: there are 2 arrays in this file: "a", "b"');
  const whole = zip({ 'a.npy': npy() }, true);
  expect((await problemOf(read('p.npz', whole.subarray(0, 60)))).message).toContain('it is cut off');
});

function safetensors(dtype: string, data: Uint8Array, more: object = {}): Buffer {
  const header = Buffer.from(
    JSON.stringify({
      __metadata__: { format: 'pt' },
      probs: { dtype, shape: [2, 2], data_offsets: [0, data.length] },
      ...more,
    }),
  );
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, data]);
}

test('.safetensors of one tensor', async () => {
  const f32 = new Uint8Array(Float32Array.from(TWO.values).buffer);
  const bf16 = new Uint8Array(
    Uint16Array.from(new Uint32Array(Float32Array.from(TWO.values).buffer), (bits) => bits >>> 16).buffer,
  );
  const f16 = new Uint8Array(Uint16Array.of(0x3a00, 0x3400, 0x3000, 0x3b00).buffer);
  for (const [dtype, data] of [
    ['F32', f32],
    ['BF16', bf16],
    ['F16', f16],
  ] as const)
    expect(shapeOf(await read('p.safetensors', safetensors(dtype, data)))).toEqual({ ...TWO, names: null });
  const problem = async (content: Uint8Array) => (await problemOf(read('p.safetensors', content))).message;
  expect(await problem(safetensors('I64', new Uint8Array(32)))).toContain('I64 in probs');
  expect(await problem(safetensors('F32', f32).subarray(0, 40))).toContain('it ends within its header');
  expect(await problem(safetensors('F32', f32).subarray(0, -2))).toContain('other bytes than it has');
  expect(await problem(safetensors('F32', f32, { b: {} }))).toContain('there are 2 tensors');
});

describe('rows are matched by --id where both files have the column', () => {
  const given = (table: string, id?: string) => {
    const folder = folderWith({});
    writeFileSync(join(folder, 'data.csv'), 'key,text,label\na,one two,neg\nb,three,pos\nc,four,neg\n');
    writeFileSync(join(folder, 'p.csv'), table);
    return readGiven({
      probabilities: [join(folder, 'p.csv')],
      labels: { file: join(folder, 'data.csv'), isData: true },
      data: { id },
      combine: 'mean',
      renormalize: false,
    });
  };
  const TABLE = 'key,neg,pos\nc,0.5,0.5\nx,0,1\na,0.75,0.25\nb,0.125,0.875\n';

  test('in any order, and with rows more', async () => {
    const { probabilities, dataset } = await given(TABLE, 'key');
    expect([...probabilities.values]).toEqual([0.75, 0.25, 0.125, 0.875, 0.5, 0.5]);
    expect(notesOf(dataset).join()).toContain('rows matched by the column key');
  });

  test('an id that is missing, or there twice', async () => {
    expect((await problemOf(given(TABLE.replace('\na,', '\nz,'), 'key'))).message).toContain(
      'no row with the id "a"',
    );
    expect((await problemOf(given(TABLE.replace('\nx,', '\na,'), 'key'))).message).toContain(
      '"a" is there twice',
    );
  });

  test('without --id the numbers of rows must be equal', async () => {
    expect((await problemOf(given(TABLE))).message).toContain('has 4 rows');
  });
});
