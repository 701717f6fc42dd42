import { describe, expect, test } from 'vitest';
import type { ColumnOptions } from '../../../src/dataset/columns/columns.js';
import { problemOf, readText } from '../files.js';

const TEXTS = [
  'the striker scored twice in the second half',
  'shares fell after the bank cut its forecast',
  'the goalkeeper was injured before the final',
  'profit rose as the company sold more phones',
  'fans sang through the rain until the end',
  'the factory closes and workers look for jobs',
];
const KINDS = ['sport', 'money'];

/** A file of six rows; each cell is a function of the row's number. */
function table(header: string | undefined, ...columns: ((row: number) => string)[]): string {
  const rows = TEXTS.map((_, row) => columns.map((cell) => cell(row)).join(','));
  return `${[...(header === undefined ? [] : [header]), ...rows].join('\n')}\n`;
}

const text = (row: number) => TEXTS[row]!;
const other = (row: number) => `${TEXTS[5 - row]} again`;
const label = (row: number) => KINDS[row % 2]!;
const number = (row: number) => String((row % 2) + 1);
const id = (row: number) => String(row + 100);

async function note(content: string, options: ColumnOptions = {}): Promise<string> {
  return (await readText(content, options)).notes[0]!;
}

async function problem(content: string, options: ColumnOptions = {}): Promise<string> {
  const { message, fix } = await problemOf(readText(content, options));
  return `${message} | ${fix}`;
}

describe('roles by usual names', () => {
  test.each<[string, string, string]>([
    ['text and label', table('text,label', text, label), 'text = column 1 (text), label = column 2 (label)'],
    [
      'with an id',
      table('id,text,label', id, text, label),
      'text = column 2 (text), label = column 3 (label)',
    ],
    [
      'an unnamed index',
      table(',text,label', id, text, label),
      'text = column 2 (text), label = column 3 (label)',
    ],
    [
      'capitals and spaces, as on Kaggle',
      table('Class Index,Title,Description', number, text, other),
      'text = columns 2 + 3 (Title, Description), label = column 1 (Class Index)',
    ],
    [
      'title after the body: in file order',
      table('content,title,category', other, text, label),
      'text = columns 1 + 2 (content, title), label = column 3 (category)',
    ],
    [
      'title with all of description, content, body',
      table('title,description,body,target', text, other, other, label),
      'text = columns 1 + 2 + 3 (title, description, body), label = column 4 (target)',
    ],
    [
      'numbered texts, as exports of files without a header name them: in their order',
      table('text_2,label,text_1', other, text, text),
      'text = columns 3 + 1 (text_1, text_2), label = column 2 (label)',
    ],
    [
      'text is the text alone',
      table('title,text,label', other, text, label),
      'text = column 2 (text), label = column 3 (label)',
    ],
    [
      'label_text spells out label',
      table('text,label,label_text', text, number, label),
      'text = column 1 (text), label = column 2 (label)',
    ],
    [
      'a clear name before a topical one',
      table('review,topic,given_label', text, label, label),
      'text = column 1 (review), label = column 3 (given_label)',
    ],
    [
      'a topical name where there is no clear one',
      table('sentence,sentiment', text, label),
      'text = column 1 (sentence), label = column 2 (sentiment)',
    ],
    [
      'label by name, text by shape',
      table('label,remarks,id', label, text, id),
      'text = column 2 (remarks), label = column 1 (label)',
    ],
    [
      'text by name, label by shape',
      table('kind,text', label, text),
      'text = column 2 (text), label = column 1 (kind)',
    ],
    [
      'many more columns',
      table('id,date,text,source,label', id, id, text, label, label),
      'text = column 3 (text), label = column 5 (label)',
    ],
  ])('%s', async (_, content, expected) => {
    expect(await note(content)).toBe(`${expected}; header on line 1`);
  });

  test('a header after blank lines', async () => {
    expect(await note(`\n\n${table('text,label', text, label)}`)).toMatch(/; header on line 3$/);
  });

  test.each<[string, string, RegExp]>([
    [
      'two labels',
      table('text,label,category', text, label, number),
      /^data.csv: more than one column could be the label: 2 "label", 3 "category" \| .*--label/,
    ],
    [
      'given and true label',
      table('text,given_label,true_label', text, label, label),
      /more than one column could be the label: 2 "given_label", 3 "true_label"/,
    ],
    [
      'a title and a review',
      table('title,review,label', text, other, label),
      /more than one column could be the text: 1 "title", 2 "review" \| .*--text/,
    ],
    [
      'a description and a body without title',
      table('description,body,label', text, other, label),
      /more than one column could be the text: 1 "description", 2 "body"/,
    ],
    [
      'two columns named text',
      table('text,text,label', text, other, label),
      /more than one column could be the text: 1 "text", 2 "text"/,
    ],
  ])('unclear: %s', async (_, content, expected) => {
    expect(await problem(content)).toMatch(expected);
  });
});

describe('roles by shape', () => {
  test.each<[string, string, string]>([
    [
      'as on Kaggle',
      table('v1,v2', label, text),
      'text = column 2 (v2), label = column 1 (v1); header on line 1',
    ],
    [
      'numbers below names',
      table('kind,words,nr', number, text, id),
      'text = column 2 (words), label = column 1 (kind); header on line 1',
    ],
    [
      'ag_news: class index, title, description',
      table(undefined, number, text, other),
      'text = columns 2 + 3, label = column 1; no header',
    ],
    [
      'ag_news with a short first title',
      table(undefined, number, (row) => (row === 0 ? 'Yes' : text(row)), other),
      'text = columns 2 + 3, label = column 1; no header',
    ],
    ['label last', table(undefined, text, label), 'text = column 1, label = column 2; no header'],
    ['with an id', table(undefined, id, text, label), 'text = column 2, label = column 3; no header'],
    [
      'a script without spaces',
      table(
        undefined,
        (row) => `2024-01-0${row}`,
        (row) => `今日は天気がとても良いです${row}`,
        label,
      ),
      'text = column 2, label = column 3; no header',
    ],
    [
      'a number below a name tells where a label is rare',
      table('nr,words,kind', id, text, (row) => (row < 5 ? label(row) : 'rare')),
      'text = column 2 (words), label = column 3 (kind); header on line 1',
    ],
    [
      'a blank label in the first row is no name',
      table(undefined, text, (row) => (row === 0 ? '' : label(row - 1))),
      'text = column 1, label = column 2; no header',
    ],
    [
      'sorted by class, as DBpedia is: only one class in the first thousands of rows',
      Array.from({ length: 9000 }, (_, row) => `${row < 6000 ? 1 : 2},words of row ${row}\n`).join(''),
      'text = column 2, label = column 1; no header',
    ],
    [
      'one word a text, in the only column that is left',
      table('name,kind', (row) => TEXTS[row]!.split(' ')[1]!, label),
      'text = column 1 (name), label = column 2 (kind); header on line 1',
    ],
  ])('%s', async (_, content, expected) => {
    expect(await note(content)).toBe(expected);
  });

  test.each<[string, string, RegExp]>([
    [
      'two columns of few values',
      table('a,b,c', label, text, number),
      /more than one column could be the label: 1 "a", 3 "c" \| .*--label/,
    ],
    [
      'no column that repeats',
      table('a,b', text, other),
      /it is not clear whether the first row is a header/,
    ],
    [
      'no column that repeats, header known',
      table('text,b', text, other),
      /^data.csv: it is not clear which column is the label: 1 "text", 2 "b" \| .*--label/,
    ],
    [
      'two texts under names that say nothing',
      table('a,b,label', text, other, label),
      /more than one column could be the text: 1 "a", 2 "b"/,
    ],
    [
      'no text at all',
      table('id,label,day', id, label, id),
      /it is not clear which column is the text: 1 "id"/,
    ],
    [
      'a new label in the first row where another label is rare as well',
      `weather,hail\nhealth,flu\n${table(undefined, label, (row) => `word${row}`)}`,
      /^data.csv:1: it is not clear whether the first row is a header: 1 "weather", 2 "hail"/,
    ],
    [
      'a new label with a long text in the first row',
      `weather,storms are expected over the whole north\n${table(undefined, label, text)}`,
      /^data.csv:1: it is not clear whether the first row is a header: 1 "weather", .* \| Say --header/,
    ],
  ])('unclear: %s', async (_, content, expected) => {
    expect(await problem(content)).toMatch(expected);
  });
});

test('a number above numbers is data, where nothing else tells', async () => {
  const content = `7,yes,new\n${table(undefined, id, text, label)}`;
  const rare = content.replace(/money(?!.*money)/s, 'rare');
  expect(await note(rare, { label: '3' })).toBe('text = column 2, label = column 3; no header');
});

describe('--header and --no-header', () => {
  test('settle what is not clear', async () => {
    const content = `weather,storms are expected over the whole north\n${table(undefined, label, text)}`;
    expect((await readText(content, { header: false })).labels.length).toBe(7);
    expect((await readText(content, { header: true })).labels.length).toBe(6);
  });

  test('win over what the file looks like', async () => {
    const dataset = await readText(table('text,label', text, label), {
      header: false,
      text: ['1'],
      label: '2',
    });
    expect(dataset.texts[0]).toBe('text');
    expect(dataset.classes).toContain('label');
    expect(dataset.notes[0]).toBe('text = column 1, label = column 2; no header');
  });
});

describe('--text and --label', () => {
  const content = table('Id,Headline,Story,Desk', id, text, other, label);

  test.each<[string, ColumnOptions, string]>([
    ['by name', { text: ['Story'], label: 'Desk' }, 'text = column 3 (Story), label = column 4 (Desk)'],
    ['in any case', { text: [' story'], label: 'DESK ' }, 'text = column 3 (Story), label = column 4 (Desk)'],
    ['by number', { text: ['3'], label: '4' }, 'text = column 3 (Story), label = column 4 (Desk)'],
    [
      'several, in the order given',
      { text: ['Story', '2'], label: 'desk' },
      'text = columns 3 + 2 (Story, Headline), label = column 4 (Desk)',
    ],
    ['only the label', { label: 'desk' }, 'text = column 2 (Headline), label = column 4 (Desk)'],
    ['only the text', { text: ['story'] }, 'text = column 3 (Story), label = column 4 (Desk)'],
  ])('%s', async (_, options, expected) => {
    expect(await note(content, options)).toBe(`${expected}; header on line 1`);
  });

  test('several text columns are joined by one space in the order given', async () => {
    const { texts } = await readText(content, { text: ['Story', 'Headline'], label: 'Desk' });
    expect(texts[1]).toBe(`${other(1)} ${text(1)}`);
  });

  test('a comma in a name is part of it', async () => {
    const comma = table('"a, b",kind', text, label);
    expect(await note(comma, { text: ['a, b'] })).toMatch(/^text = column 1 \(a, b\), label = column 2/);
  });

  test('a name wins over a number', async () => {
    const numbered = table('2,1,label', text, other, label);
    expect(await note(numbered, { text: ['1'], header: true })).toMatch(/^text = column 2 \(1\)/);
  });

  test('the number of a column says nothing about a header', async () => {
    const options = { text: ['2'], label: '1' };
    expect(await note(table(undefined, number, text, other), options)).toMatch(/; no header$/);
    expect(await note(table('v1,v2', label, text), options)).toMatch(/; header on line 1$/);
  });

  test.each<[string, ColumnOptions, RegExp]>([
    [
      'mistyped',
      { label: 'Dsek' },
      /^data.csv: there is no column "Dsek"; did you mean "Desk"\? \| Give --label .* 1 "Id", 2 "Headline", 3 "Story", 4 "Desk"\.$/,
    ],
    [
      'unlike all names',
      { text: ['zzzzzz'] },
      /^data.csv: there is no column "zzzzzz" \| Give --text one of/,
    ],
    ['number 0', { label: '0' }, /there is no column "0" /],
    ['number 5 of 4', { text: ['5'], label: '4' }, /there is no column "5" /],
    ['negative', { label: '-1' }, /there is no column "-1"/],
    ['empty', { label: '' }, /there is no column ""/],
    [
      'the same',
      { text: ['Story', 'Desk'], label: '4' },
      /column 4 "Desk" cannot be both the text and the label/,
    ],
    ['text twice', { text: ['Story', '3'], label: 'Desk' }, /column 3 "Story" is given twice as text/],
    ['a name without header', { header: false, label: 'Desk' }, /"Desk", since without a header .* no names/],
  ])('wrong: %s', async (_, options, expected) => {
    expect(await problem(content, options)).toMatch(expected);
  });

  test('a name that two columns have', async () => {
    const twice = table('a,A,label', text, other, label);
    expect(await problem(twice, { text: ['a'] })).toMatch(/more than one column is named "a" .* 1 or 2\.$/);
  });
});

describe('files with too little in them', () => {
  test.each<[string, string, RegExp]>([
    ['nothing', '', /^data.csv: the file is empty/],
    ['a byte order mark', '\ufeff', /^data.csv: the file is empty/],
    ['blank lines', '\n\r\n\n', /^data.csv: the file is empty/],
    ['only a header', 'text,label\n', /^data.csv: there is a header, but no row below it/],
    ['one row without header', 'a,b\n', /^data.csv:1: it is not clear whether the first row is a header/],
    ['one column', 'text\na\nb\n', /^data.csv:1: there is only one column, "text"/],
    [
      'no delimiter that is known',
      'text~label\na~b\n',
      /^data.csv:1: there is only one column, "text~label", .*\| .*comma/,
    ],
  ])('%s', async (_, content, expected) => {
    expect(await problem(content)).toMatch(expected);
  });
});
