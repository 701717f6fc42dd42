import { describe, expect, it } from 'vitest';
import { readTable } from '../../src/given-probabilities/read-table.js';
import { fileWith, problemOf } from '../dataset/files.js';

const read = (text: string) => readTable(fileWith(text, 'p.jsonl'));

describe('JSON lines', () => {
  it('of arrays have no names', async () => {
    const { names, rowCount, columnCount, values, lines } = await read('[0.75,0.25]\n\n[1e-1, 0.9]\n');
    expect([names, rowCount, columnCount]).toEqual([null, 2, 2]);
    expect([...values]).toEqual([0.75, 0.25, 0.1, 0.9]);
    expect([...lines!]).toEqual([1, 3]);
  });

  it('of objects are put in the order of the names of the first', async () => {
    const { names, values } = await read('{"neg":0.75,"pos":0.25}\n{"pos":0.875,"neg":0.125}');
    expect(names).toEqual(['neg', 'pos']);
    expect([...values]).toEqual([0.75, 0.25, 0.125, 0.875]);
  });

  it('of our own records are put back into the order of the data', async () => {
    const record = (index: number, neg: number) =>
      JSON.stringify({ index, probabilities: { neg, pos: 1 - neg } });
    const { names, values } = await read([record(1, 0.25), record(0, 0.75)].join('\n'));
    expect(names).toEqual(['neg', 'pos']);
    expect([...values]).toEqual([0.75, 0.25, 0.25, 0.75]);
  });

  it.each([
    ['a row that is missing', '{"index":1,"probabilities":{"a":1,"b":0}}', 'p.jsonl:1: the index 1'],
    [
      'a row that is there twice',
      '{"index":0,"probabilities":{"a":1,"b":0}}\n{"index":0,"probabilities":{"a":1,"b":0}}',
      'p.jsonl:2: the index 0',
    ],
    ['arrays and objects', '[0.5,0.5]\n{"a":1,"b":0}', 'p.jsonl:2: this line is not an array'],
    ['a strange class', '{"a":1,"b":0}\n{"a":1,"b":0,"c":0}', 'p.jsonl:2: the class "c"'],
    ['half a line', '[0.5,0.5]\n[0.5,', 'p.jsonl:2: this line is not JSON'],
    ['null', '[null,1]', 'p.jsonl:1: number 1: null is no probability'],
  ])('with %s are refused', async (_, text, message) => {
    expect((await problemOf(read(text))).message).toContain(message);
  });
});
