/** Labels that mean that there is none: pointed out, and left out where that is asked for. */
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { describeReading } from '../../../src/report/describe-findings.js';
import { applied, decisionsOf, entriesFor, open } from '../../corrections/support.js';
import { fileWith, labelNames, notesOf, problemOf, readText } from '../files.js';

const csv = (labels: readonly string[]) =>
  `text,label\n${labels.map((label, at) => `some words ${at},${label}\n`).join('')}`;

const MARKERS = ['NA', 'NaN', 'nan', 'NULL', 'null', 'None', '\\N', '<NA>', 'N/A', '#N/A'];

test.each(MARKERS)(
  '%s is one of several labels: that is said, and the option that leaves it out',
  async (marker) => {
    const labels = ['a', marker, 'b', marker, 'a'];
    const asClass = await readText(csv(labels));
    expect(new Set(labelNames(asClass))).toEqual(new Set(['a', 'b', marker]));
    expect(asClass.notes.at(-1)).toContain(
      `"${marker}" (2 rows) may mean that the label is missing: --missing`,
    );
    const { classes, indexes, leftOut, notes } = await readText(csv(labels), { missing: [marker] });
    expect(classes).toEqual(['a', 'b']);
    expect([...indexes]).toEqual([0, 2, 4]);
    expect(leftOut).toMatchObject([{ reason: 'missing label', count: 2, firstLines: [3, 5] }]);
    expect(notes.join()).not.toContain('--missing');
  },
);

test('a class of such a name is meant where the user names it', async () => {
  const { notes } = await readText(csv(['NA', 'b', 'NA']), { classes: ['NA', 'b'] });
  expect(notes.join()).not.toContain('--missing');
});

test('several markers are told together, and left out together', async () => {
  const { notes } = await readText(csv(['a', 'None', 'b', '<NA>']));
  expect(notes.at(-1)).toBe(
    '"None" (1 row) and "<NA>" (1 row) may mean that the label is missing: --missing None,\'<NA>\' leaves such rows out',
  );
  const without = await readText(csv(['a', 'None', 'b', '<NA>']), { missing: ['None', '<NA>'] });
  expect(without.classes).toEqual(['a', 'b']);
});

test('labels that are to be left out are, and the rest can be corrected', async () => {
  const labels = ['a', '-1', 'b', '-1.0', 'unknown', 'a'];
  const options = { leaveOut: ['-1', 'unknown'] };
  const file = fileWith(csv(labels));
  const dataset = await open(file, options);
  expect(labelNames(dataset)).toEqual(['a', 'b', 'a']);
  expect(describeReading(dataset).at(-1)).toMatch(
    /left out 3 rows with a label of --leave-out \(line 3, 5, 6\)$/,
  );
  const { bytes } = await applied(
    file,
    decisionsOf(await entriesFor(dataset, [{ index: 2, label: 'a' }])),
    options,
  );
  expect(bytes.toString()).toBe(csv(['a', '-1', 'a', '-1.0', 'unknown', 'a']));
});

test('a label that is to be left out, and that no row has, is an error', async () => {
  const problem = await problemOf(readText(csv(['a', 'b', 'unknown']), { leaveOut: ['unknwon'] }));
  expect(problem.message).toBe('--leave-out: no row has the label "unknwon"; did you mean "unknown"?');
});

test('NaN among numbers is a missing value: in Parquet, and in JSON as Python writes it', async () => {
  const columnData = [
    { name: 'text', data: ['one two', 'three', 'four', 'five'], type: 'STRING' as const },
    { name: 'label', data: [0, Number.NaN, 1, 0], type: 'DOUBLE' as const },
  ];
  const parquet = await open(fileWith(new Uint8Array(parquetWriteBuffer({ columnData })), 'd.parquet'));
  const content =
    '{"text":"one NaN","label":0}\n{"text":"\\"NaN","label":NaN}\n{"text":"x","label":1, "n":-Infinity}\n';
  const file = fileWith(content, 'd.jsonl');
  const json = await open(file);
  expect(labelNames(parquet)).toEqual(['0', '1', '0']);
  expect(labelNames(json)).toEqual(['0', '1']);
  for (const dataset of [parquet, json])
    expect(dataset.leftOut).toMatchObject([{ reason: 'blank label', count: 1 }]);
  expect(notesOf(json).join()).not.toContain('NaN');
  const { bytes } = await applied(file, decisionsOf(await entriesFor(json, [{ index: 2, label: '0' }])));
  expect(bytes.toString()).toBe(content.replace('"label":1', '"label":0'));
});
