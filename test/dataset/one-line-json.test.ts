/** JSON lists whose rows have no lines of their own: they are named by their index. */
import { expect, test } from 'vitest';
import { describeReading } from '../../src/report/describe-findings.js';
import { open } from '../corrections/support.js';
import { fileWith, problemOf } from './files.js';

const ROWS = [
  { text: 'one two', label: 'a' },
  { text: 'three', label: '' },
  { text: 'four five', label: 'b' },
];
const read = (content: string, name = 'd.json') => open(fileWith(content, name));

test('rows on one line have no line, and those left out are named by their index', async () => {
  const dataset = await read(JSON.stringify(ROWS));
  expect([...dataset.lines]).toEqual([0, 0]);
  expect(dataset.leftOut).toMatchObject([{ firstLines: [1], unit: 'index' }]);
  expect(describeReading(dataset).at(-1)).toMatch(/with a blank label \(index 1\)$/);
});

test('two rows on one of several lines: then none has a line of its own', async () => {
  const [a, b, c] = ROWS.map((row) => JSON.stringify(row));
  expect([...(await read(`[${a},\n${b},${c}]`)).lines]).toEqual([0, 0]);
});

test('a row a line, and rows over several lines, keep their lines', async () => {
  expect([...(await read(`[\n${ROWS.map((row) => JSON.stringify(row)).join(',\n')}]`)).lines]).toEqual([
    2, 4,
  ]);
  expect([...(await read(JSON.stringify(ROWS, null, 1))).lines]).toEqual([2, 10]);
  expect([...(await read(ROWS.map((row) => JSON.stringify(row)).join('\n'), 'd.jsonl')).lines]).toEqual([
    1, 3,
  ]);
});

test('a message about a row says its index', async () => {
  const odd = JSON.stringify([...ROWS, { text: 'six', label: 5 }]);
  expect((await problemOf(read(odd))).message).toMatch(
    /^d.json: row 3 \(counted from 0\): the label "5" is a number/,
  );
});
