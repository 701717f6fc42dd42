/** Exports for annotation tools, loaded by their own libraries. */
import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWith } from '../dataset/files.js';
import { run } from '../export/run.js';
import { fixtures } from '../reference-data.js';
import { ODD_CLASSES, ODD_TEXTS } from './odd-data.js';
import { pythonWith, runPython } from './python.js';

const CLASSES = ['World', 'Sports', 'Business', 'Sci/Tech'];
/** Label Studio would take this for a field of the task, and refuses it by name: see the golden cases. */
const oddClassesFor = (tool: string) =>
  tool === 'label-studio' ? ODD_CLASSES.filter((name) => !/\$\w/.test(name)) : ODD_CLASSES;

interface Found {
  readonly index: number;
  readonly given_label: string;
  readonly predicted_label: string;
  readonly predicted_probability: number;
  readonly text: string;
}

/** It also judges rows that are the only ones of their class, of which the odd texts have some. */
const METHOD = ['--method', 'noise-aware'];

/** The newswire with some decisions, exported; and its candidates by `find`, but for those that are decided. */
async function newswire(tool: string, more: readonly string[] = []) {
  const folder = folderWith({});
  for (const name of ['newswire.csv', 'newswire_classes.txt'])
    copyFileSync(path.join(fixtures, name), path.join(folder, name));
  const found = (await run(folder, ['newswire.csv', ...METHOD, '--format', 'jsonl', '-q'])).stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Found);
  const decided = [found[0]!, found[3]!, found[5]!].map(({ index }) => index);
  const decide = (at: number, ...what: string[]) =>
    run(folder, ['decide', 'newswire.csv', '--index', String(decided[at]), '-q', ...what]);
  await decide(0, '--label', found[0]!.predicted_label);
  await decide(1, '--keep');
  await decide(2, '--delete');
  const answer = await run(folder, [
    'export',
    'newswire.csv',
    ...METHOD,
    '--to',
    tool,
    '-o',
    'out',
    '-q',
    ...more,
  ]);
  expect([answer.status, answer.stderr]).toEqual([0, '']);
  return { folder, found, open: found.filter(({ index }) => !decided.includes(index)) };
}

async function odd(tool: string) {
  const classes = oddClassesFor(tool);
  const rows = ODD_TEXTS.map((text, i) => ({ text, label: classes[i % classes.length]! }));
  const folder = folderWith({ 'odd.jsonl': rows.map((row) => JSON.stringify(row)).join('\n') });
  const answer = await run(folder, [
    'export',
    'odd.jsonl',
    ...METHOD,
    '--to',
    tool,
    '-o',
    'out',
    '-q',
    '--only',
    'all',
  ]);
  expect([answer.status, answer.stderr]).toEqual([0, '']);
  const pairs = rows.map(({ text, label }) => [text, label] as const);
  return { folder, classes, pairs: [...pairs].sort() };
}

const argilla = pythonWith('argilla');
describe.skipIf(argilla.interpreter === undefined)(`argilla loads${argilla.reason}`, () => {
  const script = `
import json, sys
sys.path.insert(0, ${JSON.stringify(import.meta.dirname)})
import argilla_server
state = argilla_server.State()
import argilla as rg
rg.Argilla(api_url=argilla_server.start(state), api_key='key')
dataset = rg.Dataset.from_disk('out', workspace=None)
settings = rg.Settings.from_json('out/.argilla/settings.json')
read = [rg.Record.from_dict(one).to_dict() for one in json.load(open('out/records.json'))]
print(json.dumps({
    'published': state.published,
    'kept': state.kept,
    'labels': settings.questions['label'].labels,
    'metadata': {one.name: type(one).__name__ for one in settings.metadata},
    'read': read,
}))`;

  interface Kept {
    readonly published: boolean;
    readonly kept: {
      readonly datasets: readonly { readonly name: string }[];
      readonly records: readonly {
        readonly fields: { readonly text: string };
        readonly metadata: Record<string, unknown>;
        readonly suggestions: readonly {
          readonly value: string;
          readonly score: number;
          readonly agent: string;
        }[];
        readonly external_id: string;
      }[];
    };
    readonly labels: readonly string[];
    readonly metadata: Record<string, string>;
    readonly read: readonly unknown[];
  }

  test('the candidates, with suggestion, score, agent, rank and probabilities', async () => {
    const { folder, open } = await newswire('argilla');
    const { published, kept, labels, metadata, read } = runPython(argilla, script, { cwd: folder }) as Kept;
    expect(published).toBe(true);
    expect(kept.datasets).toEqual([expect.objectContaining({ name: 'newswire' })]);
    expect(labels).toEqual(CLASSES);
    expect(metadata).toMatchObject({
      label_error_candidate: 'IntegerMetadataProperty',
      given_label: 'TermsMetadataProperty',
    });
    expect(read).toHaveLength(open.length);
    expect(new Set(kept.records.map(({ external_id: id }) => id)).size).toBe(open.length);
    expect(
      kept.records.map(
        ({
          fields,
          metadata: { label_error_candidate: rank, given_label: given, row_index: index },
          suggestions,
        }) => [
          ...[rank, index, fields.text, given],
          ...suggestions.map(({ value, score, agent }) => [value, score, agent]),
        ],
      ),
    ).toEqual(
      open.map(
        ({ index, text, given_label: given, predicted_label: label, predicted_probability: score }, rank) => [
          ...[rank, index, text, given],
          [label, score, 'find-label-errors/noise-aware'],
        ],
      ),
    );
    for (const { metadata: one, suggestions } of kept.records) {
      const probabilities = CLASSES.map((_, k) => one[`probability_${k}`] as number);
      expect(probabilities.reduce((sum, p) => sum + p)).toBeCloseTo(1, 9);
      expect(probabilities[CLASSES.indexOf(suggestions[0]!.value)]).toBe(suggestions[0]!.score);
    }
  });

  test('all rows: corrected labels, a person as the agent of what is decided', async () => {
    const { folder, found } = await newswire('argilla', ['--only', 'all']);
    const { kept } = runPython(argilla, script, { cwd: folder }) as Kept;
    expect(kept.records).toHaveLength(1199);
    const of = ({ index }: Found) => kept.records.find(({ metadata: one }) => one.row_index === index);
    expect(of(found[5]!)).toBeUndefined();
    const [relabelled, keptRow] = [of(found[0]!)!, of(found[3]!)!];
    expect(relabelled.metadata).toMatchObject({
      given_label: found[0]!.predicted_label,
      label_before: found[0]!.given_label,
    });
    for (const [row, label] of [
      [relabelled, found[0]!.predicted_label],
      [keptRow, found[3]!.given_label],
    ] as const) {
      expect(row.suggestions).toEqual([
        expect.objectContaining({ value: label, agent: 'find-label-errors/decide' }),
      ]);
    }
  });

  test('odd characters', async () => {
    const { folder, classes, pairs } = await odd('argilla');
    const { kept, labels } = runPython(argilla, script, { cwd: folder }) as Kept;
    expect([...labels].sort()).toEqual([...classes].sort());
    expect(
      kept.records.map(({ fields, metadata: { given_label: given } }) => [fields.text, given]).sort(),
    ).toEqual(pairs);
  });
});

const argillaV1 = pythonWith('argilla_v1', 'datasets');
describe.skipIf(argillaV1.interpreter === undefined)(`argilla 1 loads${argillaV1.reason}`, () => {
  const script = (file: string) => `
import json
import argilla_v1 as rg
from datasets import load_dataset
records = rg.read_datasets(load_dataset('json', data_files=${JSON.stringify(file)}, split='train'), task='TextClassification')
print(json.dumps([[r.text, r.annotation, r.prediction, r.prediction_agent, r.metadata, r.status] for r in records]))`;
  type Row = [string, string, [string, number][] | null, string | null, Record<string, unknown>, string];

  test.each(['jsonl', 'json'])('the candidates as %s', async (format) => {
    const { folder, open } = await newswire('argilla-v1', ['--format', format]);
    const rows = runPython(argillaV1, script(`out/records.${format}`), { cwd: folder }) as Row[];
    expect(
      rows.map(([text, annotation, , agent, metadata, status]) => [
        ...[text, annotation, metadata.suggested_label, agent, metadata.label_error_candidate, status],
      ]),
    ).toEqual(
      open.map(({ text, given_label: given, predicted_label: label }, rank) => [
        ...[text, given, label, 'find-label-errors/noise-aware', rank, 'Default'],
      ]),
    );
    for (const [, , prediction] of rows) {
      expect(prediction!.map(([label]) => label).sort()).toEqual([...CLASSES].sort());
      expect(prediction!.reduce((sum, [, score]) => sum + score, 0)).toBeCloseTo(1, 6);
    }
  });

  test('odd characters', async () => {
    const { folder, pairs } = await odd('argilla-v1');
    const rows = runPython(argillaV1, script('out/records.jsonl'), { cwd: folder }) as Row[];
    expect(rows.map(([text, annotation]) => [text, annotation]).sort()).toEqual(pairs);
  });
});

const cleanlab = pythonWith('argilla_v1', 'datasets', 'cleanlab');
test.skipIf(cleanlab.interpreter === undefined)(
  `Argilla 1 finds errors in our records by its own function${cleanlab.reason}`,
  async () => {
    const { folder, found } = await newswire('argilla-v1', ['--only', 'all']);
    const rows = runPython(
      cleanlab,
      `
import json
import argilla_v1 as rg
from argilla_v1.labeling.text_classification import find_label_errors
from datasets import load_dataset
records = rg.read_datasets(load_dataset('json', data_files='out/records.jsonl', split='train'), task='TextClassification')
print(json.dumps([r.metadata['index'] for r in find_label_errors(records)]))`,
      { cwd: folder },
    ) as number[];
    // Another method over the same probabilities: most of what it finds is what ours has found.
    const ours = new Set(found.map(({ index }) => index));
    expect(rows.length).toBeGreaterThan(40);
    expect(rows.filter((index) => ours.has(index)).length / rows.length).toBeGreaterThan(0.8);
  },
);

const labelStudio = pythonWith('label_studio_sdk');
describe.skipIf(labelStudio.interpreter === undefined)(`label-studio-sdk takes${labelStudio.reason}`, () => {
  const script = `
import json
from label_studio_sdk.label_interface import LabelInterface
from label_studio_sdk.converter import Converter
config = open('out/label_config.xml', encoding='utf8').read()
interface = LabelInterface(config)
interface.validate()
tasks = json.load(open('out/tasks.json', encoding='utf8'))
problems = []
for task in tasks:
    for one in task['annotations'] + task['predictions']:
        problems += interface._validate_object(one, return_errors=True)
    if not interface.validate_task({'data': task['data']}):
        problems.append('data')
# What an import adds, and an export tells.
for number, task in enumerate(tasks):
    task['id'] = number
    for one in task['annotations']:
        one['id'] = number
json.dump(tasks, open('exported.json', 'w', encoding='utf8'))
Converter(config, '.').convert_to_json_min('exported.json', 'converted', is_dir=False)
print(json.dumps({
    'problems': problems,
    'labels': list(interface.get_control('label').labels),
    'tasks': tasks,
    'converted': [[row['text'], row['label']] for row in json.load(open('converted/result.json', encoding='utf8'))],
}))`;

  interface Taken {
    readonly problems: readonly string[];
    readonly labels: readonly string[];
    readonly tasks: readonly {
      readonly data: Record<string, unknown>;
      readonly predictions: readonly {
        readonly score: number;
        readonly model_version: string;
        readonly result: readonly { readonly value: { readonly choices: readonly string[] } }[];
      }[];
    }[];
    readonly converted: readonly [string, string][];
  }

  test('the candidates: configuration, annotations, predictions; its converter reads the given labels', async () => {
    const { folder, open } = await newswire('label-studio');
    const { problems, labels, tasks, converted } = runPython(labelStudio, script, { cwd: folder }) as Taken;
    expect(problems).toEqual([]);
    expect(labels).toEqual(CLASSES);
    expect(converted).toEqual(open.map(({ text, given_label: given }) => [text, given]));
    expect(
      tasks.map(({ data, predictions: [one] }) => [
        data.label_error_candidate,
        one!.result[0]!.value.choices,
        one!.score,
      ]),
    ).toEqual(
      open.map(({ predicted_label: label, predicted_probability: score }, rank) => [rank, [label], score]),
    );
  });

  test('all rows, with corrected labels', async () => {
    const { folder, found } = await newswire('label-studio', ['--only', 'all']);
    const { problems, converted } = runPython(labelStudio, script, { cwd: folder }) as Taken;
    expect(problems).toEqual([]);
    expect(converted).toHaveLength(1199);
    expect(converted).toContainEqual([found[0]!.text, found[0]!.predicted_label]);
  });

  test('odd characters', async () => {
    const { folder, classes, pairs } = await odd('label-studio');
    const { problems, labels, converted } = runPython(labelStudio, script, { cwd: folder }) as Taken;
    expect(problems).toEqual([]);
    expect([...labels].sort()).toEqual([...classes].sort());
    expect([...converted].sort()).toEqual(pairs);
    expect(readFileSync(path.join(folder, 'out', 'label_config.xml'), 'utf8')).not.toContain('<b>');
  });
});
