/** Files of annotation tools: what is a label in them, and how it is written back. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetReadObjects, type SchemaElement } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import { Decisions } from '../../../src/corrections/decisions.js';
import type { DataOptions } from '../../../src/dataset/read-dataset.js';
import { applied, decisionsOf, entriesFor, open, type Told } from '../../corrections/support.js';
import { folderWith, labelNames, notesOf, problemOf } from '../files.js';

/** Writes a file, and gives its rows by index, and what it says after decisions. */
async function read(name: string, content: string | Uint8Array, options: DataOptions = {}) {
  const file = join(folderWith({}), name);
  writeFileSync(file, content);
  const dataset = await open(file, options);
  const names = labelNames(dataset);
  const labels = Object.fromEntries(Array.from(dataset.indexes, (index, row) => [index, names[row]]));
  const apply = async (told: readonly Told[]) =>
    (await applied(file, decisionsOf(await entriesFor(dataset, told)), options)).bytes;
  expect((await applied(file, new Decisions(), options)).bytes.equals(Buffer.from(content))).toBe(
    !name.endsWith('.parquet'),
  );
  return { dataset, labels, notes: notesOf(dataset), apply };
}

const json = (rows: readonly unknown[]) => JSON.stringify(rows);
const lines = (rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const TEXTS = ['good old film', 'bad long film', 'dull film of old', 'fine new film', 'poor new film'];
const withTexts = <T>(rows: readonly T[], write: (row: T, text: string, at: number) => unknown) =>
  rows.map((row, at) => write(row, TEXTS[at]!, at));

/** Columns of texts, and of lists of texts. */
function parquet(columns: Readonly<Record<string, readonly unknown[]>>): Uint8Array {
  const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' } as const;
  const schema = Object.entries(columns).flatMap(([name, data]): SchemaElement[] =>
    Array.isArray(data[0])
      ? [
          { name, repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
          { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
          { name: 'element', ...text },
        ]
      : [{ name, ...text }],
  );
  const columnData = Object.entries(columns).map(([name, data]) => ({ name, data: [...data] }));
  const root = { name: 'schema', num_children: columnData.length };
  return new Uint8Array(parquetWriteBuffer({ columnData, schema: [root, ...schema] }));
}

describe('a name with dots', () => {
  const rows = [{ label: ['a'] }, { label: ['b'] }, { label: ['a'] }];
  const content = lines(withTexts(rows, (row, text) => ({ text, ...row })));

  test.each(['label.0', 'label[0]', 'label'])('%s leads into a list, and is written back', async (label) => {
    const { labels, apply } = await read('d.jsonl', content, { label });
    expect(labels).toEqual({ 0: 'a', 1: 'b', 2: 'a' });
    expect((await apply([{ index: 1, label: 'a' }])).toString()).toBe(content.replace('"b"', '"a"'));
  });

  test.each(['label.0', 'label[0]', 'label'])(
    '%s: a second label is an error, not dropped',
    async (label) => {
      const several = content + lines([{ text: 'both of them', label: ['a', 'b'] }]);
      const problem = await problemOf(read('d.jsonl', several, { label }));
      expect(problem.message).toMatch(/^d.jsonl:4: the label is a list/);
    },
  );

  test('leads to keys that have dots and brackets themselves', async () => {
    const nested = lines([
      { text: 'one', 'a.b[c]': { d: ['x'] } },
      { text: 'two', 'a.b[c]': { d: ['y'] } },
      { text: 'three', a: { b: 1 }, 'a.b[c]': { d: ['y'] } },
    ]);
    const { labels, apply } = await read('d.jsonl', nested, { label: 'a.b[c].d.0' });
    expect(labels).toEqual({ 0: 'x', 1: 'y', 2: 'y' });
    expect((await apply([{ index: 0, label: 'y' }])).toString()).toBe(nested.replace('"x"', '"y"'));
  });
});

describe('lists with one label', () => {
  test('as doccano writes them are labels; empty ones are none', async () => {
    const content = lines([
      { id: 1, text: 'good film', label: ['pos'], Comments: [] },
      { id: 2, text: 'bad film', label: ['neg'], Comments: [] },
      { id: 3, text: 'some film', label: [], Comments: [] },
      { id: 4, text: 'fine film', label: ['pos'], Comments: ['hm'] },
    ]);
    const { dataset, labels, apply } = await read('d.jsonl', content);
    expect(labels).toEqual({ 0: 'pos', 1: 'neg', 3: 'pos' });
    expect(dataset.leftOut).toMatchObject([{ reason: 'blank label', count: 1, firstLines: [3] }]);
    expect((await apply([{ index: 3, label: 'neg' }])).toString()).toBe(
      content.replace('"fine film","label":["pos"]', '"fine film","label":["neg"]'),
    );
  });

  test('with two are refused', async () => {
    const content = lines(withTexts([['a'], ['b', 'a'], ['b']], (label, text) => ({ text, label })));
    expect((await problemOf(read('d.jsonl', content))).message).toContain('the label is a list');
  });

  test('in Parquet', async () => {
    const content = parquet({ text: TEXTS.slice(0, 3), labels: [['a'], ['b'], ['a']] });
    const { labels, apply } = await read('d.parquet', content);
    expect(labels).toEqual({ 0: 'a', 1: 'b', 2: 'a' });
    const bytes = await apply([{ index: 1, label: 'a' }]);
    const rows = await parquetReadObjects({ file: Uint8Array.from(bytes).buffer });
    expect(rows.map((row) => row.labels)).toEqual([['a'], ['a'], ['a']]);
  });
});

/** An annotation of Label Studio. */
const annotation = (choice: string | number | null, more: object = {}, question = 'topic') => ({
  result:
    choice === null
      ? []
      : [
          {
            from_name: question,
            to_name: 'text',
            type: typeof choice === 'number' ? 'rating' : 'choices',
            value: typeof choice === 'number' ? { rating: choice } : { choices: [choice] },
          },
        ],
  was_cancelled: false,
  ground_truth: false,
  ...more,
});
const CANCELLED = { was_cancelled: true };
const TRUTH = { ground_truth: true };
const tasks = (rows: readonly (readonly object[])[], more: object = {}) =>
  json(withTexts(rows, (annotations, text, id) => ({ id, annotations, data: { text }, ...more })));

describe('Label Studio', () => {
  test('cancelled annotations are none, ground truth goes first, else the last counts', async () => {
    const content = tasks([
      [annotation('a', CANCELLED), annotation('b')],
      [annotation('a', CANCELLED)],
      [annotation('b', TRUTH), annotation('a'), annotation('a')],
      [annotation('a'), annotation('b'), annotation('a', CANCELLED)],
      [annotation('a'), annotation(null)],
    ]);
    const { labels, notes, apply } = await read('tasks.json', content);
    expect(labels).toEqual({ 0: 'b', 2: 'b', 3: 'b', 4: 'a' });
    expect(notes[0]).toBe('looks like an export of Label Studio: text in data.text, label in topic');
    expect(notes[1]).toMatch(/^of several annotations of a task/);
    const after = JSON.parse(content);
    after[2].annotations[0].result[0].value.choices = ['a'];
    expect((await apply([{ index: 2, label: 'a' }])).toString()).toBe(json(after));
  });

  const both = (topic: string, tone: string) => ({
    ...annotation(topic),
    result: [...annotation(topic).result, ...annotation(tone, {}, 'tone').result],
  });
  const two = tasks([[both('a', 'good')], [both('b', 'bad')], [annotation('good', {}, 'tone')]]);

  test('of two questions the user names one', async () => {
    const problem = await problemOf(read('tasks.json', two));
    expect(problem.message).toBe('tasks.json: there are answers to 2 questions: "topic", "tone"');
    expect(problem.fix).toContain('--question');
    const unknown = await problemOf(read('tasks.json', two, { question: 'tune' }));
    expect(unknown.message).toContain('no answer to a question "tune"; did you mean "tone"?');
    expect((await read('tasks.json', two, { question: 'topic' })).labels).toEqual({ 0: 'a', 1: 'b' });
    for (const options of [{ question: 'tone' }, { label: 'tone' }]) {
      const { labels, apply } = await read('tasks.json', two, options);
      expect(labels).toEqual({ 0: 'good', 1: 'bad', 2: 'good' });
      const after = JSON.parse(two);
      after[0].annotations[0].result[1].value.choices = ['bad'];
      expect((await apply([{ index: 0, label: 'bad' }])).toString()).toBe(json(after));
    }
  });

  test('ratings are labels, and stay numbers', async () => {
    const content = tasks([[annotation(4)], [annotation(2)], [annotation(4)]]);
    const { labels, apply } = await read('tasks.json', content);
    expect(labels).toEqual({ 0: '4', 1: '2', 2: '4' });
    const bytes = await apply([{ index: 1, label: '4' }]);
    expect(bytes.toString()).toBe(content.replace('"rating":2', '"rating":4'));
  });

  test('two choices of one question are refused, where they are in one answer or in two', async () => {
    const twice = { ...annotation('a'), result: [...annotation('a').result, ...annotation('b').result] };
    const pair = structuredClone(annotation('a'));
    pair.result[0]!.value = { choices: ['a', 'b'] };
    for (const odd of [twice, pair]) {
      const content = tasks([[annotation('a')], [annotation('b')], [odd]]);
      expect((await problemOf(read('tasks.json', content))).message).toContain('the label is a list');
    }
  });

  test('tasks with predictions only are refused, unless these are named', async () => {
    const prediction = (choice: string) => ({ result: annotation(choice).result });
    const content = json(
      withTexts(['a', 'b', 'a'], (choice, text) => ({
        data: { text, source: 'wire' },
        annotations: [],
        predictions: [prediction(choice)],
      })),
    );
    const problem = await problemOf(read('tasks.json', content));
    expect(problem.message).toContain('predictions of a model, but no answers of people');
    const label = /--label '(.*)'/.exec(problem.fix!)![1]!;
    expect((await read('tasks.json', content, { label, text: ['data.text'] })).labels).toEqual({
      0: 'a',
      1: 'b',
      2: 'a',
    });
  });

  test('a text of another name, beside other fields, is found', async () => {
    const content = json(
      withTexts(['a', 'b', 'a', 'b'], (choice, review) => ({
        annotations: [annotation(choice)],
        data: { review, source: 'wire' },
      })),
    );
    const { dataset } = await read('tasks.json', content);
    expect(dataset.parts[0]!.layout.text).toMatchObject([{ name: 'data.review' }]);
  });

  test('--question says nothing about other files', async () => {
    for (const [name, content] of [
      ['d.csv', 'text,label\none two,a\nthree,b\n'],
      ['d.jsonl', lines(withTexts(['a', 'b'], (label, text) => ({ text, label })))],
    ] as const) {
      const problem = await problemOf(read(name, content, { question: 'topic' }));
      expect(problem.message).toMatch(/^--question would be ignored/);
    }
  });
});

describe('Argilla', () => {
  type Response = readonly [value: string, status?: string];
  const responses = (given: readonly Response[]) =>
    given.map(([value, status]) => ({ value, user_id: 'u', ...(status === undefined ? {} : { status }) }));
  const record = (given: readonly Response[], text: string) => ({
    fields: { text },
    status: 'completed',
    responses: { topic: responses(given) },
  });

  test('only submitted responses are labels', async () => {
    const content = json(
      withTexts<readonly Response[]>(
        [
          [
            ['a', 'discarded'],
            ['b', 'submitted'],
          ],
          [['a', 'draft']],
          [
            ['a', 'submitted'],
            ['b', 'submitted'],
          ],
          [],
          [['b', 'submitted']],
        ],
        record,
      ),
    );
    const { labels, notes, apply } = await read('records.json', content);
    expect(labels).toEqual({ 0: 'b', 2: 'a', 4: 'b' });
    expect(notes[1]).toBe('of several submitted responses to a record, the first is read');
    const after = JSON.parse(content);
    after[0].responses.topic[1].value = 'a';
    expect((await apply([{ index: 0, label: 'a' }])).toString()).toBe(json(after));
  });

  test('responses that say no status count', async () => {
    const content = json(withTexts<readonly Response[]>([[['a']], [['b']], [['b']]], record));
    expect((await read('records.json', content)).labels).toEqual({ 0: 'a', 1: 'b', 2: 'b' });
  });

  test('of two questions the user names one', async () => {
    const content = json(
      withTexts(['a', 'b', 'a'], (label, text) => ({
        fields: { text },
        responses: { topic: responses([[label]]), tone: responses([[`${label}!`]]) },
      })),
    );
    expect((await problemOf(read('records.json', content))).message).toContain('"topic", "tone"');
    expect((await read('records.json', content, { question: 'tone' })).labels).toEqual({
      0: 'a!',
      1: 'b!',
      2: 'a!',
    });
  });

  const flat = (
    label: readonly string[] | null,
    status: readonly (string | null)[] | null,
    text: string,
  ) => ({
    id: text,
    status: 'completed',
    text,
    'topic.responses': label,
    'topic.responses.users': label?.map(() => 'u') ?? null,
    'topic.responses.status': status,
    'topic.suggestion': 'a',
  });

  test('flattened: the label is no status', async () => {
    const content = lines([
      flat(['a', 'b'], ['discarded', 'submitted'], TEXTS[0]!),
      flat(['a'], [null], TEXTS[1]!),
      flat(['b'], ['draft'], TEXTS[2]!),
      flat(null, null, TEXTS[3]!),
    ]);
    const { labels, apply } = await read('records.jsonl', content);
    expect(labels).toEqual({ 0: 'b', 1: 'a' });
    expect((await apply([{ index: 0, label: 'a' }])).toString()).toBe(
      content.replace('["a","b"]', '["a","a"]'),
    );
  });

  test('flattened in Parquet', async () => {
    const rows = [
      flat(['a', 'b'], ['draft', 'submitted'], TEXTS[0]!),
      flat(['a'], ['submitted'], TEXTS[1]!),
      flat(['b'], ['submitted'], TEXTS[2]!),
    ];
    const names = ['status', 'text', 'topic.responses', 'topic.responses.status'] as const;
    const content = parquet(Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])])));
    const { labels, apply } = await read('records.parquet', content);
    expect(labels).toEqual({ 0: 'b', 1: 'a', 2: 'b' });
    const bytes = await apply([{ index: 0, label: 'a' }]);
    const after = await parquetReadObjects({ file: Uint8Array.from(bytes).buffer });
    expect(after.map((row) => row['topic.responses'])).toEqual([['a', 'a'], ['a'], ['b']]);
  });

  test('suggestions are no labels', async () => {
    const content = json(
      withTexts(['a', 'b'], (value, text) => ({
        fields: { text },
        responses: {},
        suggestions: { topic: { value } },
      })),
    );
    const problem = await problemOf(read('records.json', content));
    expect(problem.fix).toContain("--label 'suggestions.topic.value'");
  });
});

describe('Prodigy', () => {
  const hashes = { _input_hash: 1, _task_hash: 2 };

  test('what was rejected or ignored is no label', async () => {
    const content = lines(
      withTexts(
        [
          ['A', 'accept'],
          ['B', 'reject'],
          ['B', 'accept'],
          ['A', 'ignore'],
          ['A', 'accept'],
        ],
        ([label, answer], text) => ({ text, label, ...hashes, answer }),
      ),
    );
    const { labels, notes, apply } = await read('d.jsonl', content);
    expect(labels).toEqual({ 0: 'A', 2: 'B', 4: 'A' });
    expect(notes[1]).toBe('rows that were rejected or ignored are read as rows without a label');
    const bytes = await apply([{ index: 2, label: 'A' }]);
    expect(bytes.toString()).toBe(
      content.replace(
        '"B","_input_hash":1,"_task_hash":2,"answer":"accept"',
        '"A","_input_hash":1,"_task_hash":2,"answer":"accept"',
      ),
    );
  });

  test('choices are labels where the answer is accepted', async () => {
    const options = ['A', 'B'].map((id) => ({ id, text: `class ${id}` }));
    const content = lines(
      withTexts(
        [
          [['A'], 'accept'],
          [['B'], 'accept'],
          [['A'], 'reject'],
          [[], 'ignore'],
          [['A'], 'accept'],
        ] as const,
        ([accept, answer], text) => ({ text, options, ...hashes, accept, answer }),
      ),
    );
    const { labels, apply } = await read('d.jsonl', content);
    expect(labels).toEqual({ 0: 'A', 1: 'B', 4: 'A' });
    const bytes = await apply([{ index: 1, label: 'A' }]);
    expect(bytes.toString()).toBe(content.replace('"accept":["B"]', '"accept":["A"]'));
  });
});
