/** Parquet with every kind of column that Arrow writes, corrected by us and read by Arrow again. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { applied, decisionsOf, entriesFor, open } from '../corrections/support.js';
import { folderWith, problemOf } from '../dataset/files.js';
import { pythonWith } from './python.js';

const pyarrow = pythonWith('pyarrow');

const MAKE = `
import datetime, decimal, sys
import pyarrow as pa, pyarrow.parquet as pq
n = 40
r = range(n)
texts = [('good film %d' if i % 2 else 'bad plot %d') % i for i in r]
columns = {
  'text': pa.array(texts), 'label': pa.array(['pos' if i % 2 else 'neg' for i in r]),
  'int8': pa.array([i - 20 for i in r], pa.int8()), 'uint32': pa.array([2**32 - 1 - i for i in r], pa.uint32()),
  'uint64': pa.array([2**64 - 1 - i for i in r], pa.uint64()), 'int64': pa.array([None if i % 3 == 0 else i - 2**62 for i in r]),
  'float16': pa.array([float(i) for i in r], pa.float16()), 'float32': pa.array([i / 3 for i in r], pa.float32()),
  'bool': pa.array([None if i % 5 == 0 else i % 2 == 0 for i in r]), 'binary': pa.array([bytes([i, 1, 0]) for i in r]),
  'fixed': pa.array([bytes([i]) * 5 for i in r], pa.binary(5)), 'date': pa.array([datetime.date(2020, 1, 1 + i % 28) for i in r]),
  'decimal': pa.array([decimal.Decimal('12345678901234567890.%02d' % i) for i in r], pa.decimal128(30, 2)),
  'nanos': pa.array([1600000000000000123 + i for i in r], pa.timestamp('ns', tz='UTC')),
  'micros': pa.array([1600000000000123 + i for i in r], pa.timestamp('us')), 'time': pa.array([123456789 + i for i in r], pa.time64('us')),
  'list': pa.array([None if i % 4 == 0 else [] if i % 4 == 1 else ['a', None, 'b%d' % i] for i in r]),
  'lists': pa.array([[[1, 2], [], None, [i]] if i % 2 else [] for i in r], pa.list_(pa.list_(pa.int32()))),
  'struct': pa.array([None if i % 7 == 0 else {'a': i, 'b': None if i % 2 else 'x%d' % i} for i in r]),
  'structs': pa.array([None if i % 3 == 0 else [{'k': i, 'v': ['z']}, {'k': None, 'v': None}] for i in r]),
  'dictionary': pa.array(['a', 'b'] * (n // 2)).dictionary_encode(), 'null': pa.nulls(n), 'large': pa.array(texts, pa.large_string()),
}
table = pa.table(columns).replace_schema_metadata({'our': 'metadata'})
pq.write_table(table, 'data.parquet', row_group_size=16, compression=sys.argv[1])
`;

const COMPARE = `
import pyarrow.parquet as pq
before, after = pq.read_table('data.parquet'), pq.read_table('corrected.parquet')
before = before.take([i for i in range(before.num_rows) if i != 20])
assert before.schema.equals(after.schema, check_metadata=True)
differing = [name for name in before.column_names if not before[name].combine_chunks().equals(after[name].combine_chunks())]
labels = [(i, b, a) for i, (b, a) in enumerate(zip(before['label'].to_pylist(), after['label'].to_pylist())) if a != b]
print(differing, labels, pq.ParquetFile('corrected.parquet').metadata.num_row_groups)
`;

describe.skipIf(pyarrow.interpreter === undefined)(`pyarrow${pyarrow.reason}`, () => {
  test.each(['snappy', 'gzip', 'none', 'zstd'])('%s: only the label differs', async (codec) => {
    const folder = folderWith({});
    const python = (script: string, ...args: string[]) =>
      execFileSync(pyarrow.interpreter!, ['-c', script, ...args], { cwd: folder, encoding: 'utf8' });
    python(MAKE, codec);
    const file = join(folder, 'data.parquet');
    const options = { text: ['text'], label: 'label' };
    const told = [{ index: 3, label: 'neg' }, { index: 20, what: 'delete' } as const];
    const decisions = decisionsOf(await entriesFor(await open(file, options), told));
    writeFileSync(join(folder, 'corrected.parquet'), (await applied(file, decisions, options)).bytes);
    expect(python(COMPARE)).toBe("['label'] [(3, 'pos', 'neg')] 3\n");
  });

  test('a map is not kept, and said', async () => {
    const folder = folderWith({});
    const script = `
import pyarrow as pa, pyarrow.parquet as pq
pq.write_table(pa.table({'text': ['one two', 'three'], 'label': ['a', 'b'], 'pairs': pa.array([[('k', 1)], []], pa.map_(pa.string(), pa.int32()))}), 'data.parquet')`;
    execFileSync(pyarrow.interpreter!, ['-c', script], { cwd: folder });
    const file = join(folder, 'data.parquet');
    const options = { text: ['text'], label: 'label' };
    const decisions = decisionsOf(await entriesFor(await open(file, options), [{ index: 0, label: 'b' }]));
    const problem = await problemOf(applied(file, decisions, options));
    expect(problem.message).toContain('"pairs" cannot be written back as it was');
  });
});
