/** Arrays as NumPy wrote them: `fixtures/numpy`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readNpyTable } from '../../src/given-probabilities/npy.js';
import { readNpyLabels } from '../../src/given-probabilities/npy-labels.js';
import { fileWith, problemOf } from '../dataset/files.js';
import { fixtures } from '../reference-data.js';

const numpy = (name: string) => join(fixtures, 'numpy', name);
const VALUES = [0.75, 0.25, 0.875, 0.125, 0.125, 0.875, 0.25, 0.75, 0.0625, 0.9375];

describe('probabilities', () => {
  it.each(['c_f2', 'c_f4', 'c_f8', 'big_f2', 'big_f4', 'big_f8', 'fortran_f4', 'fortran_big_f8'])(
    'of %s',
    async (name) => {
      const { rowCount, columnCount, values } = await readNpyTable(numpy(`${name}.npy`));
      expect([rowCount, columnCount, [...values]]).toEqual([5, 2, VALUES]);
    },
  );

  it.each([
    ['integers.npy', 'integers of 32 bits (i4)'],
    ['complex.npy', 'complex numbers of 128 bits (c16)'],
    ['one_axis.npy', 'the shape (5,)'],
    ['y_object.npy', 'Python objects (O)'],
  ])('of %s are refused by what they are', async (name, found) => {
    expect((await problemOf(readNpyTable(numpy(name)))).message).toContain(found);
  });

  it.each([
    ['nothing', 0, 'does not begin as one'],
    ['half a header', 40, 'ends within its header'],
    ['too few items', 200, 'but it has 200'],
  ])('with %s are refused', async (_, length, found) => {
    const file = fileWith(readFileSync(numpy('c_f8.npy')).subarray(0, length), 'p.npy');
    expect((await problemOf(readNpyTable(file))).message).toContain(found);
  });
});

/** A file of float64 as NumPy writes it, of more than one piece of reading. */
function largeFile(rows: number, { bigEndian = false, fortran = false } = {}): string {
  const description = `{'descr': '${bigEndian ? '>' : '<'}f8', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': (${rows}, 2), }`;
  const header = Buffer.from(`\x93NUMPY\x01\x00\x76\x00${description.padEnd(117)}\n`, 'latin1');
  const values = Buffer.from(Float64Array.from({ length: 2 * rows }, (_, at) => valueAt(at)).buffer);
  return fileWith(Buffer.concat([header, bigEndian ? values.swap64() : values]), 'large.npy');
}
const valueAt = (at: number) => (at % 1009) / 1009;
const ROWS = 400_000;

describe('rows are handed on while others are read', () => {
  it.each([false, true])('each of them once it is there, big-endian: %s', async (bigEndian) => {
    const counts: number[] = [];
    let looked = 0;
    const table = await readNpyTable(largeFile(ROWS, { bigEndian }), ({ values }, rowCount) => {
      counts.push(rowCount);
      for (; looked < 2 * rowCount; looked++) if (values[looked] !== valueAt(looked)) throw looked;
    });
    expect(counts.length).toBeGreaterThan(3);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect([counts.at(-1), looked, table.values.length]).toEqual([ROWS, 2 * ROWS, 2 * ROWS]);
  });

  it('but not where columns lie one after the other', async () => {
    const rows: number[] = [];
    const { values } = await readNpyTable(largeFile(ROWS, { fortran: true }), (_, count) => rows.push(count));
    expect(rows).toEqual([]);
    expect([values[0], values[1], values[2]]).toEqual([valueAt(0), valueAt(ROWS), valueAt(1)]);
  });

  it('and what is wrong with one ends the reading', async () => {
    const wrong = new Error('a row is wrong');
    let calls = 0;
    const reading = readNpyTable(largeFile(ROWS), () => {
      calls++;
      throw wrong;
    });
    await expect(reading).rejects.toBe(wrong);
    const before = calls;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(calls).toBe(before);
  });
});

async function readLabels(name: string) {
  const { kind, different, numbers } = await readNpyLabels(numpy(name));
  return { kind, labels: Array.from(numbers, (number) => different.known[number]!.name) };
}

describe('labels', () => {
  it.each(['i1', 'i2', 'big_i4', 'i8', 'big_i8', 'u1', 'u2', 'big_u4', 'u8'])('of %s', async (type) => {
    expect(await readLabels(`y_${type}.npy`)).toEqual({
      kind: 'indexes',
      labels: ['0', '0', '0', '1', '1'],
    });
  });

  it.each(['U', 'big_U', 'S'])('of texts (%s)', async (type) => {
    expect(await readLabels(`y_${type}.npy`)).toEqual({
      kind: 'names',
      labels: ['neg', 'neg', 'neg', 'pos', 'pos'],
    });
  });

  it('of 64 bits are told to the last digit, negative and large ones too', async () => {
    const items = BigInt64Array.of(0n, -1n, 2n ** 62n + 1n, -1n);
    const text = "{'descr': '<i8', 'fortran_order': False, 'shape': (4,), }".padEnd(117);
    const head = Buffer.from(`\x93NUMPY\x01\x00v\x00${text}\n`, 'latin1');
    const file = fileWith(Buffer.concat([head, Buffer.from(items.buffer)]), 'y.npy');
    const { different, numbers } = await readNpyLabels(file);
    expect([...numbers]).toEqual([0, 1, 2, 1]);
    expect(different.known).toEqual([
      { name: '0', file, line: 1, rows: 1 },
      { name: '-1', file, line: 2, rows: 2 },
      { name: '4611686018427387905', file, line: 3, rows: 1 },
    ]);
  });

  it.each([
    ['y_bool', 'booleans'],
    ['y_object', 'Python objects'],
    ['y_float', 'floats of 64 bits (f8)'],
  ])('of %s are refused by what they are', async (name, found) => {
    expect((await problemOf(readNpyLabels(numpy(`${name}.npy`)))).message).toContain(found);
  });
});

describe('counts that no file can have are refused before anything is gone through', () => {
  const array = (
    descr: string,
    order: 'True' | 'False',
    shape: string,
    data: Uint8Array = new Uint8Array(0),
  ) => {
    const header = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${shape}, }`;
    const size = Buffer.alloc(4);
    size.writeUInt32LE(header.length);
    return fileWith(
      Buffer.concat([Buffer.from('\x93NUMPY\x02\x00', 'latin1'), size, Buffer.from(header), data]),
      'p.npy',
    );
  };

  it.each(['True', 'False'] as const)('no rows of very many classes, Fortran order: %s', async (order) => {
    for (const type of ['<f8', '<f4']) {
      const file = array(type, order, '(0, 1000000000000000)');
      expect((await problemOf(readNpyTable(file))).message).toBe('p.npy: there are no rows in this file');
    }
  });

  it.each(['True', 'False'] as const)('very many rows of no class, Fortran order: %s', async (order) => {
    const file = array('<f8', order, '(1000000000000000, 0)');
    expect((await problemOf(readNpyTable(file))).message).toMatch(/^p.npy: there are 0 columns/);
  });

  it('axes of more digits than numbers have', async () => {
    const file = array('<f8', 'False', `(0, ${'9'.repeat(400)})`);
    expect((await problemOf(readNpyTable(file))).message).toMatch(/its header announces Infinity items$/);
  });

  it('very many labels of no bytes', async () => {
    for (const type of ['<U0', '|S0']) {
      const file = array(type, 'False', '(1000000000000000,)');
      expect((await problemOf(readNpyLabels(file))).message).toContain('not integers or texts');
    }
  });

  it('labels of 200,000 characters each are read', async () => {
    const width = 200_000;
    const points = new Uint32Array(3 * width);
    points.set([0x61, 0x1f600, 0], 0);
    points.fill(0x62, width, 2 * width);
    points.fill(0x63, 2 * width, 2 * width + 10_000);
    const { different } = await readNpyLabels(
      array(`<U${width}`, 'False', '(3,)', Buffer.from(points.buffer)),
    );
    expect(different.known.map(({ name }) => name)).toEqual(['a😀', 'b'.repeat(width), 'c'.repeat(10_000)]);
  });
});
