import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { requireTrainedClasses } from '../../src/dataset/classes/classes.js';
import { type DataOptions, readDataset, readDatasets } from '../../src/dataset/read-dataset.js';
import { needSharedData, sharedData } from '../reference-data.js';
import { folderWith, labelNames, notesOf, problemOf, readText } from './files.js';

const read = (path: string) => readDataset(path, {}, () => {});

describe('a data set', () => {
  test('is what the file says', async () => {
    const content = 'label,text\r\n b ,"one\r\ntwo"\r\n\r\na, three \r\n';
    const dataset = await readText(content);
    expect(labelNames(dataset)).toEqual(['b', 'a']);
    expect(dataset.texts).toEqual(['one\r\ntwo', ' three ']);
    expect(Array.from(dataset.indexes)).toEqual([0, 1]);
    expect(Array.from(dataset.lines)).toEqual([2, 5]);
    expect(Array.from(dataset.places)).toEqual([12, content.indexOf('a, three')]);
    expect(dataset.leftOut).toEqual([]);
    expect(dataset.source).toMatch(/data\.csv$/);
  });

  test('two rows are enough to read', async () => {
    expect((await readText('text,label\nx,a\ny,b\n')).labels).toEqual(Uint32Array.of(0, 1));
  });

  test('rows without text or label are left out and counted', async () => {
    const rows = ['a,x y', ' ,x y', 'b,', 'b, \t', ',', 'b,z', '"\n",w'];
    const dataset = await readText(`label,text\n${rows.join('\n')}\n`);
    expect(labelNames(dataset)).toEqual(['a', 'b']);
    expect(dataset.texts).toEqual(['x y', 'z']);
    expect(Array.from(dataset.indexes)).toEqual([0, 5]);
    expect(dataset.leftOut).toEqual([
      { file: dataset.parts[0]!.file, reason: 'blank text', count: 3, firstLines: [4, 5, 6], unit: 'line' },
      { file: dataset.parts[0]!.file, reason: 'blank label', count: 2, firstLines: [3, 8], unit: 'line' },
    ]);
  });

  test('only the first lines of what was left out are kept', async () => {
    const dataset = await readText(`label,text\na,x\nb,y\n${'a,\n'.repeat(100)}`);
    expect(dataset.leftOut).toEqual([
      {
        file: dataset.parts[0]!.file,
        reason: 'blank text',
        count: 100,
        firstLines: [4, 5, 6, 7, 8],
        unit: 'line',
      },
    ]);
  });

  test('an empty description is no reason to leave a row out', async () => {
    const dataset = await readText('label,title,description\na,x,\nb,,y\na,,\n');
    expect(dataset.texts).toEqual(['x ', ' y']);
    expect(dataset.leftOut).toEqual([
      { file: dataset.parts[0]!.file, reason: 'blank text', count: 1, firstLines: [4], unit: 'line' },
    ]);
  });

  test('more rows than the sample and the first arrays hold', async () => {
    const count = 10_000;
    const rows = Array.from({ length: count }, (_, row) => `${row % 3},words of row ${row}`);
    const dataset = await readText(`label,text\n${rows.join('\n')}\n`);
    expect(dataset.texts).toEqual(rows.map((row) => row.slice(2)));
    expect(labelNames(dataset)).toEqual(rows.map((row) => row[0]));
    expect(Array.from(dataset.lines)).toEqual(rows.map((_, row) => row + 2));
  });
});

describe('files that are no data set', () => {
  test.each<[string, RegExp]>([
    ['none.csv', /^none.csv: there is no such file$/],
    ['data.csv/inside.csv', /^inside.csv: there is no such file$/],
    ['folder', /^folder: this folder holds no data files$/],
  ])('%s', async (name, expected) => {
    const folder = folderWith({ 'data.csv': 'a,b\n' });
    mkdirSync(join(folder, 'folder'));
    const { message, fix } = await problemOf(read(join(folder, name)));
    expect(message).toMatch(expected);
    expect(fix).not.toBe('');
  });

  test.runIf(process.platform !== 'win32')('a device is not read', async () => {
    expect((await problemOf(read('/dev/null'))).message).toBe('null: this is no regular file');
  });

  test('nothing but blank rows', async () => {
    const { message } = await problemOf(readText('text,label\n,a\nb,\n'));
    expect(message).toBe('data.csv: none of the 2 rows has both a text and a label');
  });

  test('a fault far behind the sample', async () => {
    const content = `text,label\n${'x y z,a\n'.repeat(50_000)}"x,b\n`;
    const { message } = await problemOf(readText(content));
    expect(message).toMatch(/^data.csv:50002: .* quote that opens cell 1 is never closed/);
  });
});

describe('a training file of another layout', () => {
  const sentences = [
    'the sun rose over the hills',
    'rain fell on the quiet town',
    'wind shook the old trees',
  ];
  const bare = sentences.map((text) => `a,${text},more of ${text}\nb,${text} too,and ${text}\n`).join('');

  async function readBoth(training: string, data: string, options: DataOptions) {
    const folder = folderWith({ 'train.csv': training, 'data.csv': data });
    const texts: string[][] = [[], []];
    const [trained, judged] = await readDatasets(
      [
        { paths: [join(folder, 'train.csv')], onText: (text) => texts[0]!.push(text), mustFit: false },
        { paths: [join(folder, 'data.csv')], onText: (text) => texts[1]!.push(text) },
      ],
      options,
    );
    return { trained: trained!, judged: judged!, texts };
  }

  test('options speak of both where both have such columns', async () => {
    const file = 'note,words,kind\nn,one,a\nm,two,b\n';
    const { trained, judged } = await readBoth(file, file, { text: ['words'], label: 'kind' });
    expect(notesOf(trained)[0]).toBe('text = column 2 (words), label = column 3 (kind); header on line 1');
    expect(notesOf(judged)[0]).toBe(notesOf(trained)[0]);
  });

  test('numbers that the training file lacks are not taken for it', async () => {
    const options = { text: ['2', '3'], label: '1', header: false };
    const { trained, judged, texts } = await readBoth('text,label\none,a\ntwo,b\n', bare, options);
    expect(notesOf(trained)[0]).toBe('text = column 1 (text), label = column 2 (label); header on line 1');
    expect(notesOf(judged)[0]).toBe('text = columns 2 + 3, label = column 1; no header');
    expect(texts[0]).toEqual(['one', 'two']);
  });

  test('names that the training file has are taken where others are missing', async () => {
    const training = 'text,label,kind\none,x,a\ntwo,y,b\n';
    const { trained } = await readBoth(training, 'words,kind\none,a\ntwo,b\n', {
      text: ['words'],
      label: 'kind',
    });
    expect(notesOf(trained)[0]).toBe('text = column 1 (text), label = column 3 (kind); header on line 1');
  });

  test('a training file without header gets no names', async () => {
    const options = { text: ['text'], label: 'label' };
    const { trained } = await readBoth(bare, 'text,label\none,a\ntwo,b\n', options);
    expect(notesOf(trained)[0]).toBe('text = columns 2 + 3, label = column 1; no header');
  });

  test('the judged file must have the columns', async () => {
    const { message } = await problemOf(readBoth('text,label\none,a\ntwo,b\n', bare, { label: 'label' }));
    expect(message).toMatch(/^data.csv: there is no column "label"/);
  });

  test('notes about classes stand with the judged file', async () => {
    const file = 'text,label\none,1\ntwo,2\n';
    const { trained, judged } = await readBoth(file, file, { classes: ['a', 'b'] });
    expect(trained.notes).toHaveLength(1);
    expect(notesOf(judged)[1]).toBe('labels are class indexes from 1, named by --classes');
  });

  test('a class that only the training file has is fine, one that it lacks is an error', async () => {
    const more = 'text,label\none,a\ntwo,b\nthree,c\n';
    const fewer = 'text,label\none,a\n\ntwo,c\n';
    const fine = await readBoth(more, fewer, {});
    expect(() => requireTrainedClasses(fine.trained, fine.judged)).not.toThrow();
    const wrong = await readBoth('text,label\none,a\ntwo,b\n', fewer, {});
    expect(() => requireTrainedClasses(wrong.trained, wrong.judged)).toThrow(
      /data\.csv:4: the class "c" is not in the training file \S*train\.csv$/,
    );
  });
});

describe('AG News', () => {
  test('the test set: no header, class index, title, description', async (context) => {
    needSharedData(context);
    let texts = 0;
    const dataset = await readDataset(join(sharedData, 'data/ag_news_test.csv'), {}, () => texts++);
    expect(notesOf(dataset)).toEqual(['text = columns 2 + 3, label = column 1; no header']);
    expect([texts, dataset.labels.length, dataset.classes]).toEqual([7600, 7600, ['1', '2', '3', '4']]);
    for (let k = 0; k < 4; k++) expect(dataset.labels.filter((label) => label === k).length).toBe(1900);
  });

  test('the training set: a header', async (context) => {
    needSharedData(context);
    const dataset = await read(join(sharedData, 'data/ag_news_train_10k.csv'));
    expect(notesOf(dataset)).toEqual(['text = column 1 (text), label = column 2 (label); header on line 1']);
    expect(dataset.classes).toEqual(['Business', 'Sci/Tech', 'Sports', 'World']);
    expect(dataset.labels.length).toBe(10_000);
  });
});
