import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Decisions } from '../../src/corrections/decisions.js';
import { fileWith, folderWith, problemOf } from '../dataset/files.js';
import { fixtures } from '../reference-data.js';
import { goldenFiles } from '../support/golden-case.js';
import { applied, bytesOf, decisionsOf, entriesFor, open } from './support.js';

const NEWSWIRE = join(fixtures, 'newswire.csv');

/** Every file of text of the fixtures, and those of the golden cases, written for the test. */
function textFixtures(): string[] {
  const isText = (name: string) => /\.(csv|tsv|jsonl|ndjson|json)$/.test(name);
  const own = readdirSync(fixtures, { recursive: true, encoding: 'utf8' })
    .filter(isText)
    .map((name) => join(fixtures, name))
    .filter((file) => statSync(file).isFile());
  const golden = folderWith(Object.fromEntries(goldenFiles()));
  return [
    ...own,
    ...goldenFiles()
      .map(([name]) => join(golden, name))
      .filter(isText),
  ];
}

test('applying nothing gives every text fixture back, byte for byte', async () => {
  const odd = Object.entries(ODD_FILES).map(([name, content]) => fileWith(content, name));
  const seen: string[] = [];
  for (const file of [...odd, ...textFixtures()]) {
    const found = await applied(file, new Decisions()).catch(() => undefined);
    if (found === undefined) continue; // a defective one
    expect(found.bytes.equals(bytesOf(file)), file).toBe(true);
    seen.push(basename(file));
    const packed = fileWith(gzipSync(bytesOf(file)), `${basename(file)}.gz`);
    const { bytes } = await applied(packed, new Decisions());
    expect(gunzipSync(bytes).equals(bytesOf(file)), packed).toBe(true);
  }
  expect(seen).toEqual(expect.arrayContaining([...Object.keys(ODD_FILES), 'newswire.csv']));
});

/** Line ends, marks, quotes, blank lines, white space and nesting as they come. */
const ODD_FILES: Record<string, string> = {
  'a.csv': '\ufefftext,label\r\n"one ""two""\n",  x \r\n\nthree,"y"\rfour,x\nfive,y',
  'b.tsv': 'text\tlabel\nsay "hi\tx\nthe 5" pipe\ty\nplain\tx',
  'c.csv': 'text;label\none, two;x\n"three; four";y\nfive six seven;x\n\n\n',
  'd.jsonl':
    '\ufeff{ "text" : "\\u0041 b", "label":"x" } \r\n\n{"label":"y","text":"c d"}\n{"text":"e f","label":"x"}',
  'e.json':
    ' [ {"text":"a b]","label":"x"}\r\n,{"text":"c } d","label":"y"},\n{"text":"e f","label":"x"} ]\n\n',
};

const ODD =
  '\ufefftext,label,note\r\n"one, ""two""",  Sports ,"a\r\nb"\n\nthree four,"World",x\rfive six,Sports,""\r\n"s""e""v",World,"y"\neight nine,Sports,z\nten eleven,World,q';

test('only label cells differ, in a file with everything odd', async () => {
  const file = fileWith(ODD);
  const dataset = await open(file);
  const decisions = decisionsOf(
    await entriesFor(dataset, [
      { index: 0, label: 'World' },
      { index: 1, label: 'Sports' },
      { index: 5, label: 'Sports' },
    ]),
  );
  const { bytes } = await applied(file, decisions);
  expect(bytes.toString()).toBe(
    ODD.replace('  Sports ', '  World ')
      .replace('"World"', '"Sports"')
      .replace('ten eleven,World', 'ten eleven,Sports'),
  );
});

test('a deleted row goes with its line end, and nothing else', async () => {
  const file = fileWith(ODD);
  const decisions = decisionsOf(
    await entriesFor(await open(file), [
      { index: 0, what: 'delete' },
      { index: 2, what: 'delete' },
    ]),
  );
  const { bytes } = await applied(file, decisions);
  expect(bytes.toString()).toBe(
    ODD.replace('"one, ""two""",  Sports ,"a\r\nb"\n', '').replace('five six,Sports,""\r\n', ''),
  );
});

test('a new label that needs quotes gets them', async () => {
  const file = fileWith('text,label\none two,plain\nthree,"with, ""comma"""\nfour,plain\n');
  const decisions = decisionsOf(await entriesFor(await open(file), [{ index: 0, label: 'with, "comma"' }]));
  expect((await applied(file, decisions)).bytes.toString()).toBe(
    'text,label\none two,"with, ""comma"""\nthree,"with, ""comma"""\nfour,plain\n',
  );
});

test('deciding the planted errors of newswire by its truth gives the true file', async () => {
  const truth: { index: string; given_label: string; true_label: string }[] = parse(
    bytesOf(join(fixtures, 'newswire_truth.csv')),
    { columns: true },
  );
  const wrong = truth.filter((row) => row.given_label !== row.true_label);
  expect(wrong).toHaveLength(72);
  const dataset = await open(NEWSWIRE);
  const entries = await entriesFor(
    dataset,
    wrong.map(({ index, true_label }) => ({ index: Number(index), label: true_label })),
  );
  const { bytes, plan } = await applied(NEWSWIRE, decisionsOf(entries));
  expect(plan).toMatchObject({ relabelled: 72, deleted: 0, lost: [] });
  const before: string[][] = parse(bytesOf(NEWSWIRE));
  const after: string[][] = parse(bytes);
  expect(after.map(([label]) => dataset.classes[Number(label) - 1])).toEqual(
    truth.map((row) => row.true_label),
  );
  expect(after.map((row) => row.slice(1))).toEqual(before.map((row) => row.slice(1)));
  // One digit each is all that differs.
  const original = bytesOf(NEWSWIRE);
  const differing = bytes.filter((byte, at) => byte !== original[at]);
  expect([bytes.length, differing.length]).toEqual([original.length, 72]);
});

/** Small data sets with copies, and decisions about any of their rows. */
const problems = fc.record({
  rows: fc.array(fc.tuple(fc.constantFrom('aa', 'bb', 'cc "q"', 'dd\nee'), fc.constantFrom('x', 'y', 'z')), {
    minLength: 4,
    maxLength: 10,
  }),
  told: fc.array(
    fc.record({ at: fc.nat(9), choice: fc.constantFrom('x', 'y', 'z', 'keep', 'delete', 'skip') }),
    { maxLength: 8 },
  ),
});
const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;

test('applying twice is applying once, whatever is decided, before and after', async () => {
  await fc.assert(
    fc.asyncProperty(problems, async ({ rows, told }) => {
      // Rows that nobody decides about keep three classes in the file.
      const all: [string, string][] = [...rows, ['stays1', 'x'], ['stays2', 'y'], ['stays3', 'z']];
      const file = fileWith(`text,label\n${all.map(([t, l]) => `${cell(t)},${l}\n`).join('')}`);
      const decided = new Decisions();
      // Half is decided about the file as it is, half about the corrected one.
      for (const half of [told.slice(0, 4), told.slice(4)]) {
        const dataset = await open(file, { text: ['text'], label: 'label' });
        const about = half
          .filter(({ at, choice }) => {
            const label = dataset.classes[dataset.labels[at] ?? -1];
            return at < dataset.labels.length - 3 && label !== choice;
          })
          .map(({ at, choice }) =>
            ['x', 'y', 'z'].includes(choice)
              ? { index: at, label: choice }
              : { index: at, what: choice as 'keep' },
          );
        for (const entry of await entriesFor(dataset, about)) {
          decided.add({ ...entry, time: 'now' } as Parameters<Decisions['add']>[0]);
        }
        const once = await applied(file, decided, { text: ['text'], label: 'label' });
        writeFileSync(file, once.bytes);
        const twice = await applied(file, decided, { text: ['text'], label: 'label' });
        expect(twice.bytes.toString()).toBe(once.bytes.toString());
        expect(twice.plan.edits).toEqual([]);
      }
    }),
    { numRuns: 150 },
  );
}, 60_000);

test('a shuffled and extended file takes the decisions up', async () => {
  const lines = ['one two,a', 'three four,b', 'five six,a', 'seven eight,b', 'nine ten,a'];
  const decisions = decisionsOf(
    await entriesFor(await open(fileWith(`text,label\n${lines.join('\n')}\n`)), [
      { index: 0, label: 'b' },
      { index: 3, what: 'delete' },
    ]),
  );
  const shuffled = ['new row,a', ...[...lines].reverse(), 'another row,b'];
  const { bytes, plan } = await applied(fileWith(`text,label\n${shuffled.join('\n')}\n`), decisions);
  expect(bytes.toString()).toBe(
    'text,label\nnew row,a\nnine ten,a\nfive six,a\nthree four,b\none two,b\nanother row,b\n',
  );
  expect(plan).toMatchObject({ relabelled: 1, deleted: 1, lost: [] });
});

test('a row that was relabelled, and deleted later, is done once it is gone', async () => {
  const file = fileWith('text,label\none two,a\nthree four,b\nfive,b\nsix,a\n');
  const decisions = decisionsOf(await entriesFor(await open(file), [{ index: 0, label: 'b' }]));
  writeFileSync(file, (await applied(file, decisions)).bytes);
  const [remove] = await entriesFor(await open(file), [{ index: 0, what: 'delete' }]);
  decisions.add({ ...remove!, time: 'later' } as Parameters<Decisions['add']>[0]);
  writeFileSync(file, (await applied(file, decisions)).bytes);
  expect((await applied(file, decisions)).plan).toMatchObject({ edits: [], done: 2, lost: [] });
});

test('rows with the same text and label are decided together', async () => {
  const file = fileWith('text,label\nsame words,a\nother words,b\nsame words,a\nsame words,b\nmore,a\n');
  const decisions = decisionsOf(await entriesFor(await open(file), [{ index: 0, label: 'b' }]));
  const { bytes, plan } = await applied(file, decisions);
  expect(bytes.toString()).toBe(
    'text,label\nsame words,b\nother words,b\nsame words,b\nsame words,b\nmore,a\n',
  );
  expect(plan).toMatchObject({ relabelled: 2, done: 1 });
});

test('a row that has changed since is reported, not applied', async () => {
  const file = fileWith('text,label\none two,a\nthree four,b\nfive six,a\nseven eight,c\nnine,c\n');
  const told = [0, 1, 2].map((index) => ({ index, label: index === 1 ? 'a' : 'b' }));
  const decisions = decisionsOf(await entriesFor(await open(file), told));
  const later = 'text,label\none two,c\nthree four,b\nfive sixty,a\nseven eight,c\nnine,c\n';
  const { bytes, plan } = await applied(fileWith(later), decisions);
  expect(bytes.toString()).toBe(later.replace('three four,b', 'three four,a'));
  expect(plan.lost.map(({ decision, labelNow }) => [decision.index, labelNow])).toEqual([
    [0, 'c'],
    [2, undefined],
  ]);
});

test('decisions about another data set are refused', async () => {
  const file = fileWith('text,label\none two,a\nthree four,b\n');
  const decisions = decisionsOf(await entriesFor(await open(file), [{ index: 0, label: 'b' }]));
  const other = fileWith('text,label\nquite,a\nother,b\n');
  expect((await problemOf(applied(other, decisions))).message).toContain('is not about a row of');
});

test('a decision for a class that does not exist is refused, with its line', async () => {
  const file = fileWith('text,label\none two,World\nthree four,Sports\n');
  const [entry] = await entriesFor(await open(file), [{ index: 0, label: 'Sports' }]);
  const decisions = decisionsOf([{ ...entry!, new_label: 'Sprots' } as typeof entry & object]);
  await expect(applied(file, decisions)).rejects.toThrow(
    'decisions.jsonl:1: there is no class "Sprots"; did you mean "Sports"?',
  );
});
