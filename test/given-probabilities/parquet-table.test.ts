/** Parquet as pandas, pyarrow and Hugging Face's `datasets` wrote it: `fixtures/parquet`. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTable } from '../../src/given-probabilities/read-table.js';
import { fileWith, problemOf } from '../dataset/files.js';
import { fixtures } from '../reference-data.js';

const parquet = (name: string) => join(fixtures, 'parquet', `${name}.parquet`);
const VALUES = [0.75, 0.25, 0.875, 0.125, 0.125, 0.875, 0.25, 0.75, 0.0625, 0.9375];

describe('a column for each class', () => {
  it.each(['pandas_columns', 'pandas_columns_f4', 'pandas_index', 'arrow_columns_f2', 'arrow_row_groups'])(
    '%s',
    async (name) => {
      const { rowCount, columnCount, names, values } = await readTable(parquet(name));
      expect([rowCount, columnCount, names, [...values]]).toEqual([5, 2, ['neg', 'pos'], VALUES]);
    },
  );
});

describe('a column of lists', () => {
  it.each([
    'pandas_lists',
    'pandas_lists_f4',
    'arrow_lists_f4',
    'arrow_fixed_lists',
    'datasets_lists',
    'datasets_fixed_lists',
  ])('%s', async (name) => {
    const { rowCount, columnCount, names, values } = await readTable(parquet(name));
    expect([rowCount, columnCount, names, [...values]]).toEqual([5, 2, null, VALUES]);
  });
});

describe('columns beside the probabilities are left out', () => {
  it.each(['with_text', 'label_and_lists'])('%s', async (name) => {
    const { rowCount, columnCount, notes } = await readTable(parquet(name));
    expect([rowCount, columnCount]).toEqual([5, 2]);
    expect(notes!.join()).toContain('left out the column');
  });
});

describe('what is no table of numbers is refused by what it is', () => {
  it.each([
    ['null', 'null.parquet: row 1 (counted from 0): column "pos": a missing value is no probability'],
    ['null_in_list', 'null_in_list.parquet: row 1 (counted from 0): column "probs": a missing value is no'],
    [
      'null_list',
      'row 1 (counted from 0): column "probs": a missing value, but the first row has a list of 2',
    ],
    [
      'ragged_lists',
      'row 1 (counted from 0): column "probs": a list of 1, but the first row has a list of 2',
    ],
    ['empty_lists', 'there are 0 columns, but at least two classes are needed'],
    ['one_column', 'there is 1 column, but at least two classes are needed'],
    ['no_rows', 'there are no rows in this file'],
    ['booleans', 'the column "neg" holds booleans, not numbers'],
    ['struct', 'the column "p" holds something else, not numbers'],
  ])('%s', async (name, message) => {
    expect((await problemOf(readTable(parquet(name)))).message).toContain(message);
  });
});

it('a file with nothing in its footer is damaged, in words for people', async () => {
  const file = fileWith(Buffer.from('PAR1\0\0\0\0\x04\0\0\0PAR1', 'latin1'), 'p.parquet');
  expect((await problemOf(readTable(file))).message).toBe(
    'p.parquet: the Parquet file is cut off or damaged',
  );
});
