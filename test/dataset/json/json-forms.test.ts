/** The forms in which tools write rows as JSON: each is read, and only the label that was decided changes. */
import { describe, expect, test } from 'vitest';
import { Decisions } from '../../../src/corrections/decisions.js';
import type { DataOptions } from '../../../src/dataset/read-dataset.js';
import { applied, decisionsOf, entriesFor, open } from '../../corrections/support.js';
import { fileWith, labelNames, notesOf, problemOf, textsOf } from '../files.js';

interface Row {
  readonly text: string;
  readonly label: string;
}

const CLASSES = ['spam', 'ham', 'é "x"'];
const ROWS: readonly Row[] = [
  { text: 'win a "prize" ]}', label: 'spam' },
  { text: 'see you\nat noon', label: 'ham' },
  { text: 'cheap, {pills', label: 'spam' },
  { text: 'güte 好', label: 'é "x"' },
  { text: 'call your mother', label: 'ham' },
];

interface Form {
  write(rows: readonly Row[]): string;
  readonly options?: DataOptions;
  /** What stderr says of it. */
  readonly said?: string;
}

const json = JSON.stringify;
const lines =
  (toRow: (row: Row, at: number) => unknown): Form['write'] =>
  (rows) =>
    rows.map((row, at) => `${json(toRow(row, at))}\n`).join('');
/** One object, indented, with the rows in place of "ROWS". */
const document =
  (around: unknown, toRow: (row: Row, at: number) => unknown): Form['write'] =>
  (rows) =>
    json(around, null, 1).replace(
      '"ROWS"',
      () => `[\r\n${rows.map((row, at) => json(toRow(row, at))).join(' ,\n\t')}]`,
    );
const number = (label: string) => CLASSES.indexOf(label);
const cats = (label: string) =>
  `{${CLASSES.map((name) => `${json(name)}: ${name === label ? '1.0' : '0.0'}`).join(', ')}}`;
const plain = ({ text, label }: Row) => ({ text, label });
const pair = ({ text, label }: Row) => [text, label];
/** Items of lists are columns with numbers. */
const COLUMNS = { text: ['1'], label: '2' };
const groundTruth = { type: 'groundtruth/text-classification', confidence: 0.9 };

const FORMS: Readonly<Record<string, Form>> = {
  'a list under a key': {
    write: document({ version: 2, data: 'ROWS', end: [] }, plain),
    said: 'the rows are the list data',
  },
  'a list by split': {
    write: document({ train: [plain(ROWS[0]!)], test: 'ROWS' }, plain),
    options: { list: 'test' },
    said: 'the rows are the list test',
  },
  'a list under two keys': {
    write: document({ a: { 'b.c': 'ROWS' } }, plain),
    said: 'the rows are the list a.b.c',
  },
  'pairs by split': {
    write: document({ train: 'ROWS', val: [pair(ROWS[1]!)] }, pair),
    options: { list: 'train', ...COLUMNS },
  },
  'pairs on lines': { write: lines(pair), options: COLUMNS },
  'pairs in a list': { write: (rows) => json(rows.map(pair), null, 2), options: COLUMNS },
  'the split form of pandas': {
    write: document(
      { columns: ['id', 'label', 'text'], index: [0, 1], data: 'ROWS' },
      ({ text, label }, at) => [at, label, text],
    ),
  },
  'the table form of pandas': {
    write: document({ schema: { fields: [{ name: 'text', type: 'string' }] }, data: 'ROWS' }, plain),
  },
  "Hugging Face's API": {
    write: document(
      {
        features: [
          { feature_idx: 0, name: 'text', type: { dtype: 'string', _type: 'Value' } },
          { feature_idx: 1, name: 'label', type: { names: CLASSES, _type: 'ClassLabel' } },
        ],
        rows: 'ROWS',
        num_rows_total: 5,
      },
      ({ text, label }, at) => ({ row_idx: at, row: { text, label: number(label) }, truncated_cells: [] }),
    ),
    said: "looks like an export of Hugging Face's API: text in row.text, label in row.label",
  },
  LUIS: {
    write: document(
      {
        luis_schema_version: '7.0.0',
        name: 'x',
        intents: CLASSES.map((name) => ({ name, features: [] })),
        utterances: 'ROWS',
      },
      ({ text, label }) => ({ text, intent: label, entities: [] }),
    ),
  },
  'Rasa (JSON)': {
    write: document(
      {
        rasa_nlu_data: {
          common_examples: 'ROWS',
          regex_features: [{ name: 'zip', pattern: '[0-9]{5}' }],
          entity_synonyms: [],
        },
      },
      ({ text, label }) => ({ text, intent: label, entities: [] }),
    ),
  },
  LightTag: {
    write: document({ name: 'd', task_id: 't', schema_id: 's', examples: 'ROWS' }, ({ text, label }, at) => ({
      example_id: String(at),
      content: text,
      classifications: [{ classname: label, annotator_id: 1 }],
      annotations: [],
    })),
  },
  spaCy: {
    write: (rows) =>
      rows.map(({ text, label }) => `{"text": ${json(text)}, "cats": ${cats(label)}}\n`).join(''),
    said: 'looks like an export of spaCy: text in text, label in cats',
  },
  'OpenAI chat lines': {
    write: lines(({ text, label }) => ({
      messages: [
        { role: 'system', content: 'Is it spam?' },
        { role: 'user', content: text },
        { role: 'assistant', content: label },
      ],
    })),
    said: 'looks like an export of OpenAI (chat lines): text in user, label in answer',
  },
  'Gemini chat lines': {
    write: lines(({ text, label }) => ({
      contents: [
        { role: 'user', parts: [{ text }] },
        { role: 'model', parts: [{ text: label }] },
      ],
    })),
  },
  'SageMaker Ground Truth': {
    write: lines(({ text, label }) => ({
      source: text,
      spam: number(label),
      'spam-metadata': { 'class-name': label, ...groundTruth },
    })),
    said: 'looks like an export of SageMaker Ground Truth: text in source, label in spam',
  },
  'Vertex AI': {
    write: lines(({ text, label }) => ({
      classificationAnnotation: { displayName: label },
      textContent: text,
      dataItemResourceLabels: { 'aiplatform.googleapis.com/ml_use': 'training' },
    })),
  },
  SuperAnnotate: {
    write: (rows) =>
      json(
        rows.map(({ text, label }, at) => ({
          metadata: { name: `r${at}`, status: 'Completed' },
          instances: [],
          tags: [label],
          freeText: text,
        })),
      ),
  },
  Kili: {
    write: (rows) =>
      json(
        rows.map(({ text, label }, at) => ({
          content: text,
          externalId: String(at),
          labels: [
            { labelType: 'PREDICTION', jsonResponse: { JOB_0: { categories: [{ name: 'wrong' }] } } },
            {
              labelType: 'DEFAULT',
              jsonResponse: { JOB_0: { categories: [{ confidence: 100, name: label }] } },
            },
          ],
        })),
      ),
  },
  'Label Studio (JSON_MIN)': {
    write: (rows) =>
      json(
        rows.map(({ text, label }, at) => ({
          ...{ source: 'wire', text, id: at, topic: at === 2 ? { choices: [label] } : label, annotator: 1 },
          ...{ annotation_id: at, created_at: '2026-01-01', updated_at: '2026-01-01', lead_time: 1.5 },
        })),
        null,
        1,
      ),
  },
  Elasticsearch: {
    write: lines(({ text, label }, at) => ({
      _index: 'n',
      _id: `k${at}`,
      _score: 1,
      _source: { text, label, lang: 'en' },
    })),
  },
};

function isOneValue(text: string): boolean {
  try {
    return JSON.parse(text) !== null;
  } catch {
    return false;
  }
}

describe.each(Object.entries(FORMS))('%s', (_, { write, options = {}, said }) => {
  const name = isOneValue(write(ROWS)) ? 'data.json' : 'data.jsonl';
  const file = () => fileWith(write(ROWS), name);

  test('is read', async () => {
    const dataset = await open(file(), options);
    expect(labelNames(dataset)).toEqual(ROWS.map(({ label }) => label));
    expect((await textsOf(dataset, dataset.labels.keys())).map(({ text }) => text)).toEqual(
      ROWS.map(({ text }) => text),
    );
    const notes = notesOf(dataset);
    expect(notes).not.toContain('read as jsonl, though its name says json');
    if (said !== undefined) expect(notes).toContain(said);
  });

  test('is the same where nothing is decided', async () => {
    expect((await applied(file(), new Decisions(), options)).bytes.toString()).toBe(write(ROWS));
  });

  test.each(ROWS.flatMap((__, index) => CLASSES.map((label) => ({ index, label }))))(
    'row $index becomes $label, and nothing else changes',
    async ({ index, label }) => {
      const path = file();
      const decisions = decisionsOf(await entriesFor(await open(path, options), [{ index, label }]));
      const changed = ROWS.map((row, at) => (at === index ? { ...row, label } : row));
      expect((await applied(path, decisions, options)).bytes.toString()).toBe(write(changed));
    },
  );

  test('rows can go', async () => {
    const path = file();
    const gone = [0, 3, 4].map((index) => ({ index, what: 'delete' as const }));
    const { bytes } = await applied(
      path,
      decisionsOf(await entriesFor(await open(path, options), gone)),
      options,
    );
    const left = fileWith(bytes, name);
    expect(labelNames(await open(left, options))).toEqual(['ham', 'spam']);
  });
});

test('rows of a document have their lines in the file', async () => {
  const { lines: starts } = await open(fileWith(FORMS['a list under a key']!.write(ROWS), 'data.json'));
  expect(Array.from(starts)).toEqual([4, 5, 6, 7, 8]);
});

describe('is refused:', () => {
  const data = { train: [plain(ROWS[0]!)], test: [plain(ROWS[1]!)], names: ['a'] };
  test.each([
    [
      'which of two lists',
      data,
      {},
      'data.json: this is one JSON object with 2 lists of rows in it: "train" (1 row), "test" (1 row)',
    ],
    ['a list that is not there', data, { list: 'dev' }, '--list dev: data.json has no such list of rows'],
    [
      'an option without effect',
      [plain(ROWS[0]!)],
      { list: 'train' },
      '--list would be ignored: data.json is not one JSON object with lists in it',
    ],
    [
      'texts in other files',
      {
        projectFileVersion: '1',
        assets: { documents: [{ location: 'a.txt', dataset: 'Train', class: { category: 'x' } }] },
      },
      {},
      'data.json: the texts are not in this file: each row names a file of its own in "location"',
    ],
    [
      'two positive categories',
      [
        { text: 'a b', cats: { x: 1, y: 1 } },
        { text: 'c d', cats: { x: 1, y: 0 } },
      ],
      {},
      'data.json:1: the label is a list, "["x","y"]", but each row needs one label',
    ],
  ])('%s', async (_, content, options, message) => {
    const error = await problemOf(open(fileWith(json(content), 'data.json'), options));
    expect(error.message.replace(/\S*\/data/, 'data')).toBe(message);
  });

  test('a class that is no category of its row', async () => {
    const path = fileWith(
      '{"text": "a b", "cats": {"x": 1, "y": 0}}\n{"text": "c d", "cats": {"z": 1, "y": 0}}\n',
      'd.jsonl',
    );
    const decisions = decisionsOf(await entriesFor(await open(path), [{ index: 0, label: 'z' }]));
    await expect(applied(path, decisions)).rejects.toThrow('none of the categories of its row, "x", "y"');
  });
});

test('chats with an answer of their own each are no classification', async () => {
  const talk = Array.from({ length: 30 }, (_, at) =>
    json({
      messages: [
        { role: 'user', content: `question ${at}` },
        { role: 'assistant', content: `answer ${at}` },
      ],
    }),
  );
  const { message } = await problemOf(open(fileWith(talk.join('\n'), 'data.jsonl')));
  expect(message).toContain('there is only one column');
});
