/** The printed script, run by DuckDB, against what the program finds by itself. */
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixtures, needSharedData, sharedData } from '../reference-data.js';
import { foundInProcess, printed, runScript } from './run-script.js';

const NAMES = ['World', 'Sports', 'Business', 'Sci/Tech'];
const METHODS = ['prune_by_noise_rate', 'confident_learning'];

/** A table of a CSV file, rows numbered from 0 as they stand in it, then shuffled where a seed is given. */
const tableOf = (file: string, header: boolean, seed?: number) => [
  `create table numbered as select row_number() over () - 1 as n, * from read_csv('${file}', header = ${header}, all_varchar = true, quote = '"', escape = '"', delim = ',')`,
  `create table news as select * from numbered${seed === undefined ? '' : ` order by hash(n + ${seed})`}`,
];

const newswire = path.join(fixtures, 'newswire.csv');
const newswireArgs = ['--text', 'column1', '--text', 'column2', '--label', 'column0', '--class-base', '1'];
const script = (...args: string[]) =>
  printed('sql', '--dialect', 'duckdb', '--table', 'news', '--id', 'n', ...args);

function expectSame(
  errors: Awaited<ReturnType<typeof runScript>>['errors'],
  found: Awaited<ReturnType<typeof foundInProcess>>,
): void {
  expect(errors.length).toBe(found.length);
  expect(found.length).toBeGreaterThan(10);
  expect(errors.map((row) => [Number(row.id), row.given_label, row.predicted_label])).toEqual(
    found.map((record) => [record.index, record.given_label, record.predicted_label]),
  );
  for (const [at, row] of errors.entries()) {
    expect(Math.abs(Number(row.label_quality) - Number(found[at]!.label_quality))).toBeLessThan(1e-9);
  }
}

describe.each(METHODS)('%s', (method) => {
  const args = [...newswireArgs, '--classes', NAMES.join(','), '--method', method];

  test('finds the same rows in the same order as in-process, and leaves nothing else', async () => {
    const { errors, checks, tables } = await runScript(await script(...args), tableOf(newswire, false));
    expectSame(errors, await foundInProcess(newswire, '--method', method));
    expect(checks).toEqual([[], [], []]);
    expect(tables).toEqual(['label_errors', 'news', 'numbered']);
  });

  test('the same bytes for shuffled rows and 1, 2 and 4 threads', async () => {
    const answers = new Set<string>();
    for (const [seed, threads] of [
      [1, 1],
      [2, 2],
      [3, 4],
    ] as const) {
      const { errors } = await runScript(await script(...args), tableOf(newswire, false, seed), threads);
      answers.add(JSON.stringify(errors));
    }
    expect(answers.size).toBe(1);
  });

  for (const name of ['data/ag_news_test.csv', 'eval/sets/ag_pair_dev.csv']) {
    test(`the same on ${path.basename(name)}`, async (context) => {
      needSharedData(context);
      const file = path.join(sharedData, name);
      const isTest = name.startsWith('data');
      const columns = isTest ? newswireArgs : ['--text', 'text', '--label', 'label'];
      const args = ['--method', method, '--classes', NAMES.join(',')];
      const { errors } = await runScript(await script(...columns, ...args), tableOf(file, !isTest));
      expectSame(errors, await foundInProcess(file, ...args));
    });
  }
});

/** A small table of two topics, with what a test adds to it. */
const small = (...rows: [text: string | null, label: string | null][]) => [
  'create table news (n bigint, body varchar, topic varchar)',
  ...[...goodRows(), ...rows].map(
    ([text, label], n) => `insert into news values (${n}, ${literal(text)}, ${literal(label)})`,
  ),
];
const literal = (text: string | null) => (text === null ? 'null' : `'${text.replaceAll("'", "''")}'`);
const goodRows = (): [string, string][] =>
  Array.from({ length: 12 }, (_, n) =>
    n % 2 === 0
      ? [`match goal team ${n % 5} coach`, "it's"]
      : [`bank rate market ${n % 5} profit`, 'a "b"; drop table news'],
  );
const smallScript = (classes: string) =>
  script('--text', 'body', '--label', 'topic', '--method', 'confident_learning', '--classes', classes);

describe('odd rows', () => {
  const classes = `it's,a "b"; drop table news`;

  test('names that look like SQL are only names', async () => {
    const wrong = small(['match goal team coach', 'a "b"; drop table news']);
    const { errors, checks, tables } = await runScript(await smallScript(classes), wrong);
    expect(errors).toMatchObject([
      { id: '12', given_label: 'a "b"; drop table news', predicted_label: "it's" },
    ]);
    expect(checks).toEqual([[], [], []]);
    expect(tables).toContain('news');
  });

  test('rows without a text or without words are never candidates, and break nothing', async () => {
    const rows = small(
      [null, "it's"],
      [' \t\u00a0', "it's"],
      ['! a ?', "it's"],
      ['match goal team coach', 'a "b"; drop table news'],
    );
    const { errors } = await runScript(await smallScript(classes), rows);
    expect(errors).toMatchObject([{ id: '15' }]);
  });

  test('the checks tell of ids, labels and classes', async () => {
    const rows = [
      ...small(['a text', 'unknown'], ['another text', null], ['only one', 'single']),
      "insert into news values (3, 'twice', 'it''s'), (null, 'none', 'it''s')",
    ];
    const { checks, errors } = await runScript(await smallScript(`${classes},single`), rows);
    expect(checks).toEqual([
      expect.arrayContaining([
        { id: '3', times: '2' },
        { id: null, times: '1' },
      ]),
      [
        { label: 'unknown', times: '1' },
        { label: null, times: '1' },
      ],
      [{ name: 'single', times: '1' }],
    ]);
    expect(errors.map(({ id }) => id)).not.toContain('14');
  });

  test('more classes than go into one statement', async () => {
    const names = Array.from({ length: 40 }, (_, k) => `topic ${k}`);
    const rows = names.flatMap((name, k): [string, string][] =>
      Array.from({ length: 5 }, () => [`word${k} thing${k} common`, name]),
    );
    const wrong: [string, string] = ['word3 thing3 common', 'topic 39'];
    const table = ['create table news (n bigint, body varchar, topic varchar)'].concat(
      [...rows, wrong].map(([text, label], n) => `insert into news values (${n}, '${text}', '${label}')`),
    );
    const { errors } = await runScript(await smallScript(names.join(',')), table);
    expect(errors).toMatchObject([{ id: '200', given_label: 'topic 39', predicted_label: 'topic 3' }]);
  });
});
