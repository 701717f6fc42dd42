/** The work done by DuckDB, against what the program finds by itself. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import { fixtures, needSharedData, projectRoot, readCsv, sharedData } from '../reference-data.js';
import { runHere } from '../support/run-in-process.js';
import { folderOf, foundByDuckDb } from './run-engine.js';

const PROGRAM = path.join(projectRoot, 'bin/find-label-errors.js');
const newswire = path.join(fixtures, 'newswire.csv');
const METHODS = ['noise-aware', 'prune_by_noise_rate', 'confident_learning'] as const;

type Json = Record<string, unknown>;

async function report(
  args: readonly string[],
): Promise<{ summary: Json; classes: Json[]; records: Json[] } & Json> {
  const { status, stdout, stderr } = await runHere([...args, '-q', '--format', 'json']);
  expect([status, stderr]).toEqual([0, '']);
  const { records, kinds: _, ...rest } = JSON.parse(stdout);
  // In-process other kinds of findings are listed as well: duplicates, and what the label errors may be instead.
  const errors = records
    .filter((record: Json) => record.is_label_issue)
    .map(({ kind: __, ...record }: Json) => record);
  return { ...rest, records: errors };
}

/** What differs between two answers by more than 1e-9, as paths; words and weights by their sum. */
function differences(a: unknown, b: unknown, at = ''): string[] {
  if (typeof a === 'number' && typeof b === 'number') {
    return Math.abs(a - b) < (Number.isInteger(a) ? 1e-12 : 1e-9) ? [] : [`${at}: ${a} and ${b}`];
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    return a === b ? [] : [`${at}: ${a} and ${b}`];
  }
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].flatMap((key) => {
    if (['line', 'settings', 'group', 'majority_label'].includes(key)) return [];
    const [one, other] = [(a as Json)[key], (b as Json)[key]];
    if (key !== 'evidence') return differences(one, other, `${at}.${key}`);
    // Words of equal weight may stand in another order, and it may be another one that is the last of eight.
    const weights = (words: unknown) => (words as { weight: number }[]).map(({ weight }) => weight);
    const [some, others] = [weights(one), weights(other)];
    const apart = some.some((weight, place) => Math.abs(weight - others[place]!) > 1e-8);
    return apart || some.length !== others.length ? [`${at}.${key}`] : [];
  });
}

async function expectSameReport(file: string, method: string, more: readonly string[] = []): Promise<void> {
  const args = [file, '--method', method, '--with-probabilities', ...more];
  const loo = method === 'noise-aware' ? [] : ['--cv', 'loo'];
  const inProcess = await report([...args, ...loo]);
  const byEngine = await report([...args, '--engine', 'duckdb']);
  expect(inProcess.records.length).toBeGreaterThan(5);
  expect(differences(inProcess, byEngine).slice(0, 10)).toEqual([]);
}

describe.each(METHODS)('%s', (method) => {
  test('says all that it says in-process, of summary, classes, matrices and records', async () => {
    await expectSameReport(newswire, method);
  });

  for (const name of ['data/ag_news_test.csv', 'eval/sets/ag_pair_dev.csv', 'eval/sets/human_dev.csv']) {
    test(`the same on ${path.basename(name)}`, async (context) => {
      needSharedData(context);
      await expectSameReport(path.join(sharedData, name), method);
    });
  }

  test('gives the same bytes with 1, 2 and 4 threads, and for shuffled rows the same but for their places', async () => {
    const [header, ...rows] = [['label', 'title', 'text'], ...readCsv(newswire)];
    const shuffled = rows
      .map((row, at) => ({ row, key: Math.imul(at + 1, 0x9e3779b1) >>> 0 }))
      .sort((a, b) => a.key - b.key)
      .map(({ row }) => row);
    const csv = [header!, ...shuffled].map((row) =>
      row.map((cell) => JSON.stringify(cell).replaceAll('\\n', '\n').replaceAll('\\"', '""')).join(','),
    );
    const folder = folderOf({ 'shuffled.csv': csv.join('\n') });
    const columns = { text: ['2', '3'], label: '1' };
    const answers = [];
    for (const threads of [1, 2, 4]) {
      const { records, findings } = await foundByDuckDb(newswire, method, { threads, data: columns });
      answers.push(JSON.stringify([records, findings.summary, [...findings.health.confidentJoint]]));
    }
    expect(new Set(answers).size).toBe(1);
    const { records } = await foundByDuckDb(path.join(folder, 'shuffled.csv'), method, {
      data: { ...columns, classes: ['World', 'Sports', 'Business', 'Sci/Tech'] },
    });
    const places = (all: typeof records) => all.map(({ index: _, ...record }) => JSON.stringify(record));
    const [unshuffled] = JSON.parse(answers[0]!);
    expect(places(records).filter((record, at) => record !== places(unshuffled)[at]).length).toBe(0);
  });
});

test.each(METHODS)('%s: more classes than go into one statement', async (method) => {
  // Words are drawn unevenly and some labels are wrong, by a rule that every run repeats.
  const words = (row: number, k: number) =>
    Array.from({ length: 12 }, (_, n) => {
      const drawn = Math.imul((row + 1) * 31 + n * 7, 0x9e3779b1) >>> 0;
      return drawn % 3 === 0 ? `own${k}x${drawn % 7}` : `word${drawn % 41}`;
    });
  const rows = Array.from({ length: 1400 }, (_, row) => {
    const k = row % 70;
    const given = row % 23 === 0 ? (k + 1 + (row % 5)) % 70 : k;
    return `${words(row, k).join(' ')},topic ${String(given).padStart(2, '0')}`;
  });
  const folder = folderOf({ 'many.csv': ['text,label', ...rows].join('\n') });
  await expectSameReport(path.join(folder, 'many.csv'), method);
});

describe('what it reads', () => {
  const rows = Array.from({ length: 24 }, (_, n): [string, string] =>
    n % 2 === 0 ? [`match goal team ${n % 5} coach`, 'sport'] : [`bank rate market ${n % 5} profit`, 'money'],
  );
  const wrong: [string, string] = ['match goal team coach, "they" said\nat half time', 'money'];
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  const csv = (all: readonly (readonly string[])[]) =>
    `body,topic\n${all.map((row) => row.map(quoted).join(',')).join('\n')}\n`;
  const found = async (args: string[], cwd: string) => {
    const run = await runHere([...args, '--engine', 'duckdb', '--format', 'jsonl', '-q'], { cwd });
    expect([run.status, run.stderr]).toEqual([0, '']);
    return JSON.parse(`[${run.stdout.trim().replaceAll('\n', ',')}]`);
  };
  const expected = { given_label: 'money', predicted_label: 'sport', text: wrong[0], line: null };

  test('CSV with a header, packed or not, with other delimiters', async () => {
    const folder = folderOf({
      'a.csv': csv([...rows, wrong]),
      'b.tsv': csv([...rows, wrong])
        .replaceAll('","', '"\t"')
        .replace('body,topic', 'body\ttopic'),
    });
    writeFileSync(path.join(folder, 'a.csv.gz'), gzipSync(csv([...rows, wrong])));
    for (const file of ['a.csv', 'a.csv.gz', 'b.tsv']) {
      expect(await found([file], folder), file).toMatchObject([{ ...expected, index: 24 }]);
    }
  });

  test('globs, several files, Parquet, JSON lines, and tables of a database', async () => {
    const folder = folderOf({ 'x-1.csv': csv(rows), 'x-2.csv': csv([wrong]) });
    const instance = await DuckDBInstance.create(path.join(folder, 'news.db'));
    const connection = await instance.connect();
    await connection.run(`create table "odd ""name" as select * from read_csv('${folder}/x-*.csv')`);
    await connection.run(`copy "odd ""name" to '${folder}/x.parquet'`);
    await connection.run(`copy "odd ""name" to '${folder}/x.jsonl' (format json)`);
    connection.closeSync();
    instance.closeSync();
    const second = [{ ...expected, file: 'x-2.csv', index: 0 }];
    expect(await found(['x-*.csv'], folder)).toMatchObject(second);
    expect(await found(['x-1.csv', 'x-2.csv'], folder)).toMatchObject(second);
    for (const args of [['x.parquet'], ['x.jsonl'], ['table:"odd ""name"', '--database', 'news.db']]) {
      expect(await found(args, folder), args[0]!).toMatchObject([{ ...expected, index: 24 }]);
    }
    const missing = [PROGRAM, 'table:news', '--engine', 'duckdb', '--database', 'news.db'];
    const run = spawnSync(process.execPath, missing, { cwd: folder, encoding: 'utf8' });
    expect(run.stderr).toContain(
      'table:news: the database has no such table or view\n  It has "odd ""name".',
    );
    expect(run.status).toBe(2);
  });

  test('labels with quotes, blank texts and labels, and ids', async () => {
    const odd = rows.map(([text, label], n) => [
      text,
      label === 'sport' ? `it's` : `"; drop table x`,
      `n${n}`,
    ]);
    const more = [
      ['match goal team coach', ' "; drop table x ', 'here'],
      [' ', `it's`, 'a'],
      ['text', '', 'b'],
    ];
    const folder = folderOf({ 'a.csv': csv([...odd, ...more]).replace('body,topic', 'body,topic,name') });
    const args = ['a.csv', '--text', 'body', '--label', 'topic', '--id', 'name'];
    expect(await found(args, folder)).toMatchObject([
      { index: 24, id: 'here', given_label: '"; drop table x', predicted_label: "it's" },
    ]);
    const run = spawnSync(process.execPath, [PROGRAM, ...args, '--engine', 'duckdb'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(run.stderr).toContain(
      'left out 1 row with a blank text\na.csv: left out 1 row with a blank label',
    );
  });
});

describe('faults', () => {
  /** The program with a folder for temporary files of its own, and what stands there afterwards. */
  function withTemporary(args: readonly string[]) {
    const folder = folderOf({});
    const run = spawnSync(process.execPath, [PROGRAM, ...args], {
      encoding: 'utf8',
      env: { ...process.env, TMPDIR: folder },
    });
    return { ...run, left: readdirSync(folder) };
  }

  test('too little memory is said with the statement, and leaves nothing', () => {
    const run = withTemporary([newswire, '--engine', 'duckdb', '--memory', '1M']);
    expect(run.status).toBe(2);
    expect(run.stderr).toMatch(
      /^find-label-errors: duckdb failed in the statement "\w+": Out of Memory Error/m,
    );
    expect(run.stderr).toContain('--memory 4G');
    expect(run.left).toEqual([]);
  });

  test('a limit that makes it spill changes nothing in the answer', () => {
    const { status, stdout, left } = withTemporary([
      newswire,
      '--engine',
      'duckdb',
      '--memory',
      '40M',
      '-q',
      '--format',
      'jsonl',
    ]);
    const free = spawnSync(
      process.execPath,
      [PROGRAM, newswire, '--engine', 'duckdb', '-q', '--format', 'jsonl'],
      { encoding: 'utf8' },
    );
    expect(status).toBe(0);
    expect(stdout).toBe(free.stdout);
    expect(left).toEqual([]);
  });

  /** Rows that do not fit into 80 MB, and how to read them. */
  const spilling = (folder: string) => {
    const file = path.join(folder, 'long.csv');
    writeFileSync(file, readFileSync(newswire, 'utf8').repeat(40));
    const columns = ['--label', '1', '--text', '2', '--text', '3', '--no-header'];
    return [file, ...columns, '--classes', 'World,Sports,Business,Sci/Tech', '--engine', 'duckdb'];
  };

  /** A run with little memory whose temporary files a shell has limited somehow. */
  function runWhereDiskIsFull(limit: string, temporary: string, folder: string) {
    const command = `${limit}; exec "$0" "$@"`;
    const args = ['-c', command, process.execPath, PROGRAM, ...spilling(folder), '--memory', '80M'];
    const out = path.join(folder, 'out.jsonl');
    const run = spawnSync('sh', [...args, '-o', out], {
      encoding: 'utf8',
      env: { ...process.env, TMPDIR: temporary },
    });
    expect(run.stderr).toMatch(/^find-label-errors: duckdb failed in the statement "\w+": /m);
    expect(run.stderr).toContain(`There is no room for its temporary files in ${temporary}: free some`);
    expect(run.status).toBe(2);
    expect(readdirSync(temporary)).toEqual([]);
    expect(readdirSync(folder)).not.toContain('out.jsonl');
  }

  test('a temporary file that must not grow is said with the statement, and leaves nothing', () => {
    const folder = folderOf({});
    const temporary = path.join(folder, 'tmp');
    mkdirSync(temporary);
    runWhereDiskIsFull('ulimit -f 100', temporary, folder);
  });

  test('a disk that is full is said with the statement, and leaves nothing', (context) => {
    const folder = folderOf({});
    const disk = path.join(folder, 'disk');
    mkdirSync(disk);
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk]);
    if (mounted.status !== 0) context.skip('skipped: no small disk can be mounted here');
    try {
      runWhereDiskIsFull('true', disk, folder);
    } finally {
      spawnSync('umount', [disk]);
    }
  });

  test.each(['~.csv', '~*.csv'])('%s is in the working directory, not in the home directory', (name) => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i % 2 ? 'good' : 'bad'} film ${i % 5},${i % 2}\n`);
    const cwd = folderOf({ '~.csv': `text,label\n${rows.join('')}bad film,1\n` });
    const args = [PROGRAM, name, '--engine', 'duckdb', '--format', 'jsonl'];
    const run = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
    expect(run.stderr).toMatch(/^~[.*]\S* text = column 1|\n~/);
    expect(JSON.parse(run.stdout.split('\n')[0]!)).toMatchObject({ index: 40, predicted_label: '0' });
  });

  test('no folder for temporary files is said', () => {
    const run = spawnSync(process.execPath, [PROGRAM, newswire, '--engine', 'duckdb'], {
      encoding: 'utf8',
      env: { ...process.env, TMPDIR: '/nowhere/at/all' },
    });
    expect(run.stderr).toContain('duckdb cannot keep temporary files in /nowhere/at/all: ENOENT');
    expect(run.status).toBe(2);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s leaves nothing behind', async (signal, code) => {
    const folder = folderOf({});
    const temporary = path.join(folder, 'tmp');
    mkdirSync(temporary);
    const lines = readFileSync(newswire, 'utf8');
    writeFileSync(path.join(folder, 'long.csv'), lines.repeat(40));
    const child = spawn(
      process.execPath,
      [
        PROGRAM,
        path.join(folder, 'long.csv'),
        '--engine',
        'duckdb',
        '--classes',
        'World,Sports,Business,Sci/Tech',
      ],
      { env: { ...process.env, TMPDIR: temporary }, stdio: 'ignore' },
    );
    const ended = new Promise((resolve) => child.on('exit', (status, by) => resolve(status ?? by)));
    while (readdirSync(temporary).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill(signal);
    expect(await ended).toBe(code);
    expect(readdirSync(temporary)).toEqual([]);
  });
});

test('words are cut as here but for what the page on engines says', async () => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  // Latin, Greek, Cyrillic, Hebrew, Arabic and the scripts of India.
  const reader = await connection.runAndReadAll(
    `select cp, lower(chr(cp::int)) as low from (select unnest(generate_series(33, ${0x0dff})) as cp)`,
  );
  const differing = reader
    .getRowObjectsJson()
    .filter(({ cp, low }) => String.fromCodePoint(Number(cp)).toLowerCase() !== low)
    .map(({ cp }) => String.fromCodePoint(Number(cp)));
  expect(differing).toEqual(['İ']);
  const sigma = await connection.runAndReadAll("select lower('ΟΔΟΣ')");
  expect([sigma.getRows()[0]![0], 'ΟΔΟΣ'.toLowerCase()]).toEqual(['οδοσ', 'οδος']);
  connection.closeSync();
  instance.closeSync();
});
