import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type DataOptions, readDataset, readDatasets } from '../../../src/dataset/read-dataset.js';
import { fileWith, folderWith, labelNames, notesOf, problemOf, readText } from '../files.js';

/** A file with these labels and texts that do not matter. */
function labelled(labels: readonly string[]): string {
  const rows = labels.map((label, row) => `"${label.replaceAll('"', '""')}",words of row ${row}`);
  return `label,text\n${rows.join('\n')}\n`;
}

async function read(labels: readonly string[], options: DataOptions = {}) {
  const dataset = await readText(labelled(labels), options);
  return { names: labelNames(dataset), classes: dataset.classes, note: dataset.notes[1] };
}

async function problem(labels: readonly string[], options: DataOptions): Promise<string> {
  return (await problemOf(readText(labelled(labels), options))).message;
}

const NAMES = ['World', 'Sports', 'Business'];

describe('without names, each label is a class', () => {
  test('whole numbers ascend', async () => {
    const labels = ['10', '9', '2', '-1', '10'];
    expect(await read(labels)).toEqual({ names: labels, classes: ['-1', '2', '9', '10'], note: undefined });
  });

  test('names are in the order of their code units, whatever the language', async () => {
    const { classes } = await read(['b', 'ä', 'B', 'a', 'Z', '10', '9']);
    expect(classes).toEqual(['10', '9', 'B', 'Z', 'a', 'b', 'ä']);
  });

  test('white space around a label makes no class', async () => {
    expect((await read(['a', ' a', 'b\n', '\tb'])).classes).toEqual(['a', 'b']);
  });

  test('any label works', async () => {
    const labels = [
      '__proto__',
      'constructor',
      'toString',
      'a,b',
      '"q"',
      'two\nlines',
      '😀',
      'hasOwnProperty',
    ];
    const { names, classes } = await read([...labels, ...labels]);
    expect(names).toEqual([...labels, ...labels]);
    expect(classes).toEqual([...labels].sort());
  });

  test('one class is not enough', async () => {
    expect(await problem(['a', 'a ', 'a'], {})).toBe('data.csv: there is only one class, "a"');
  });

  test('--class-base has nothing to say', async () => {
    expect(await problem(['1', '2'], { classBase: 1 })).toMatch(
      /^--class-base would be ignored: no class names/,
    );
  });
});

describe('with names', () => {
  test('labels that are names are these, in the order given', async () => {
    expect(await read(['Sports', 'Business', 'Sports'], { classes: NAMES })).toEqual({
      names: ['Sports', 'Business', 'Sports'],
      classes: NAMES,
      note: 'labels are class names, in the order of --classes',
    });
  });

  test('other labels are class indexes from 1', async () => {
    const { names, note } = await read(['1', '3', '2'], { classes: NAMES });
    expect(names).toEqual(['World', 'Business', 'Sports']);
    expect(note).toBe('labels are class indexes from 1, named by --classes');
  });

  test('a 0 makes them count from 0', async () => {
    const { names, note } = await read(['1', '2', '0'], { classes: NAMES });
    expect(names).toEqual(['Sports', 'Business', 'World']);
    expect(note).toBe('labels are class indexes from 0, named by --classes');
  });

  test('--class-base says where they start', async () => {
    const { names, note } = await read(['1', '2'], { classes: NAMES, classBase: 0 });
    expect(names).toEqual(['Sports', 'Business']);
    expect(note).toBe('labels are class indexes from 0 (--class-base), named by --classes');
  });

  test('names and indexes may be mixed', async () => {
    const { names, note } = await read(['World', '2'], { classes: NAMES });
    expect(names).toEqual(['World', 'Sports']);
    expect(note).toBe('labels are class names and class indexes from 1, named by --classes');
  });

  test('names that are numbers are names first', async () => {
    const options = { classes: ['2', '1', '0'] };
    expect((await read(['1', '2'], options)).names).toEqual(['1', '2']);
    expect((await read(['1', '2'], { ...options, classBase: 0 })).names).toEqual(['1', '0']);
  });

  test('a class may have no row', async () => {
    expect((await read(['World', 'Sports'], { classes: NAMES })).classes).toEqual(NAMES);
  });

  test.each<[string, string[], DataOptions, RegExp]>([
    [
      'an index too high',
      ['1', '2', '4'],
      {},
      /^data.csv:4: the class index "4" is outside 1–3: there are 3 classes/,
    ],
    ['an index too high from 0', ['0', '3'], {}, /^data.csv:3: the class index "3" is outside 0–2/],
    [
      '0 where 1 is the first',
      ['1', '0'],
      { classBase: 1 },
      /^data.csv:3: the class index "0" is outside 1–3/,
    ],
    [
      'a mistyped name',
      ['World', 'Sprots'],
      {},
      /^data.csv:3: the label "Sprots" .* did you mean "Sports"\?$/,
    ],
    [
      'another name',
      ['World', 'Weather'],
      {},
      /^data.csv:3: the label "Weather" is not one of the 3 classes$/,
    ],
    ['another case', ['World', 'sports'], {}, /the label "sports" is not one .* did you mean "Sports"\?$/],
    ['a negative number', ['1', '-1'], {}, /^data.csv:3: the label "-1" is not one of the 3 classes/],
    [
      'numbers that are names and numbers that are not',
      ['1', '2', '3'],
      { classes: ['0', '1', '2'] },
      /^data.csv:4: the label "3" is not one of the classes, and it is not clear whether it is an index, since "1"/,
    ],
    [
      'a base without indexes',
      ['World', 'Sports'],
      { classBase: 0 },
      /^--class-base would be ignored: the labels are/,
    ],
    ['one class', ['World', '1'], {}, /^data.csv: there is only one class, "World"$/],
  ])('wrong: %s', async (_, labels, options, expected) => {
    expect(await problem(labels, { classes: NAMES, ...options })).toMatch(expected);
  });
});

describe('with a list of names beside the data', () => {
  async function beside(labels: readonly string[], files: Record<string, string>, options: DataOptions = {}) {
    const folder = folderWith({ 'data.csv': labelled(labels), ...files });
    const dataset = await readDataset(join(folder, 'data.csv'), options, () => {});
    return { names: labelNames(dataset), classNotes: notesOf(dataset).slice(1) };
  }

  test.each(['data_classes.txt', 'classes.txt'])('%s is taken', async (name) => {
    expect(await beside(['1', '2', '3'], { [name]: NAMES.join('\n') })).toEqual({
      names: NAMES,
      classNotes: [`labels are class indexes from 1, named by ${name}`],
    });
  });

  test('the one with the name of the data goes first', async () => {
    const files = { 'data_classes.txt': 'a\nb\n', 'classes.txt': 'c\nd\n' };
    expect((await beside(['1', '2'], files)).names).toEqual(['a', 'b']);
  });

  test('it gives the order to labels that are names', async () => {
    const { classNotes } = await beside(['Sports', 'World'], { 'classes.txt': 'World\nSports\n' });
    expect(classNotes).toEqual(['labels are class names, in the order of classes.txt']);
  });

  test('it must have as many names as there are classes', async () => {
    expect(await beside(['1', '2'], { 'classes.txt': NAMES.join('\n') })).toEqual({
      names: ['1', '2'],
      classNotes: ['classes.txt is not used: it has 3 names, the data have 2 classes'],
    });
  });

  test('its names must fit', async () => {
    const files = { 'data_classes.txt': 'c\nd\n', 'classes.txt': 'b\na\n' };
    expect(await beside(['a', 'b'], files)).toEqual({
      names: ['a', 'b'],
      classNotes: [
        'data_classes.txt is not used: its names do not fit the labels',
        'labels are class names, in the order of classes.txt',
      ],
    });
  });

  test.each<[string, string, string]>([
    ['blank line', 'a\n\nb\n', 'classes.txt:2: there is a blank line between class names; it is not used'],
    ['name twice', 'a\nb\na\n', 'classes.txt:3: the class "a" is named twice; it is not used'],
    ['nothing', '', 'classes.txt: a list of classes needs at least two names; it is not used'],
  ])('a file that is no list of names is passed over, and why is told: %s', async (_, content, note) => {
    const found = await beside(['1', '2'], { 'classes.txt': content });
    expect(found.names).toEqual(['1', '2']);
    expect(found.classNotes).toEqual([expect.stringContaining(note)]);
  });

  test('--classes goes before it, and --class-base speaks of it', async () => {
    const files = { 'classes.txt': 'a\nb\n' };
    expect((await beside(['1', '2'], files, { classes: ['c', 'd'] })).names).toEqual(['c', 'd']);
    expect((await beside(['1', '2'], files, { classBase: 1 })).names).toEqual(['a', 'b']);
    await expect(beside(['1', '2'], files, { classBase: 0 })).rejects.toThrow(
      /class index "2" is outside 0–1/,
    );
  });
});

describe('over two files', () => {
  async function readBoth(first: readonly string[], second: readonly string[], options: DataOptions = {}) {
    const sources = [first, second].map((labels) => ({
      paths: [fileWith(labelled(labels))],
      onText: () => {},
    }));
    return readDatasets(sources, options);
  }

  test('the classes come from both', async () => {
    const both = await readBoth(['a', 'c'], ['b', 'c']);
    expect(both.map(({ classes }) => classes)).toEqual([
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
    ]);
    expect(both.map(labelNames)).toEqual([
      ['a', 'c'],
      ['b', 'c'],
    ]);
  });

  test('a 0 in either makes the indexes of both count from 0', async () => {
    const both = await readBoth(['1', '2'], ['0', '1'], { classes: NAMES });
    expect(both.map(labelNames)).toEqual([
      ['Sports', 'Business'],
      ['World', 'Sports'],
    ]);
  });

  test('one may have names and the other indexes', async () => {
    const both = await readBoth(['World', 'Sports'], ['1', '2'], { classes: NAMES });
    expect(both.map(labelNames)).toEqual([
      ['World', 'Sports'],
      ['World', 'Sports'],
    ]);
  });

  test('one class in one of them is enough, where the other has more', async () => {
    expect((await readBoth(['a', 'b'], ['a', 'a']))[1]!.classes).toEqual(['a', 'b']);
  });
});
