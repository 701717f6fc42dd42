/** The printed script of ClickHouse, run whole by ClickHouse itself, as chdb brings it, against the in-process result. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderOf } from '../engines/run-engine.js';
import { foundInProcess, printed } from '../sql/run-script.js';
import { pythonWith, runPython } from './python.js';
import { hostileRows, newswireRows, type ScriptRow, shuffled } from './script-rows.js';

const python = pythonWith('chdb');

/** Runs a script after it has put rows into the table `news`, and says what is there at the end. */
const RUN = `
import json, sys
from chdb import session
task = json.load(sys.stdin)
s = session.Session(task['folder'])
s.query('create table news (n Int64, body Nullable(String), topic Nullable(String)) engine = MergeTree order by tuple()')
s.query("insert into news select * from file('" + task['rows'] + "', JSONEachRow, 'n Int64, body Nullable(String), topic Nullable(String)')")
s.query('set max_threads = ' + str(task['threads']))
s.query(task['script'])
rows = str(s.query('select * from label_errors order by suspicion_rank', 'JSONEachRow')).split('\\n')
tables = [line.strip('"') for line in str(s.query('show tables')).split()]
print(json.dumps({'errors': [json.loads(row) for row in rows if row], 'tables': tables}))
`;

interface Answer {
  readonly errors: {
    id: number | string;
    given_label: string;
    predicted_label: string;
    label_quality: number;
  }[];
  readonly tables: string[];
}

async function runByClickHouse(
  rows: readonly ScriptRow[],
  classes: string,
  method: string,
  threads = 2,
): Promise<Answer> {
  const folder = folderOf({ 'news.jsonl': rows.map((row) => JSON.stringify(row)).join('\n') });
  const names = ['--table', 'news', '--id', 'n', '--text', 'body', '--label', 'topic'];
  writeFileSync(path.join(folder, 'classes.txt'), classes);
  const classFile = path.join(folder, 'classes.txt');
  const script = await printed(
    'sql',
    '--dialect',
    'clickhouse',
    ...names,
    '--classes',
    classFile,
    '--method',
    method,
  );
  const task = { folder: path.join(folder, 'db'), rows: path.join(folder, 'news.jsonl'), threads, script };
  return runPython(python, RUN, { cwd: folder, input: task }) as Answer;
}

describe.skipIf(python.interpreter === undefined)(`ClickHouse runs the script${python.reason}`, () => {
  test.each(['prune_by_noise_rate', 'confident_learning'])(
    '%s: the same rows in the same order as in-process, and no other table stays',
    async (method) => {
      const rows = newswireRows();
      const classes = [...new Set(rows.map(({ topic }) => topic))].sort().join('\n');
      const folder = folderOf({
        'news.jsonl': rows.map((row) => JSON.stringify(row)).join('\n'),
        'names.txt': classes,
      });
      const here = (
        await foundInProcess(
          path.join(folder, 'news.jsonl'),
          ...['--id', 'n', '--method', method, '--classes', path.join(folder, 'names.txt')],
        )
      ).filter((row) => row.is_label_issue);
      const there = await runByClickHouse(rows, classes, method);
      expect(here.length).toBeGreaterThan(20);
      expect(there.errors.map((row) => [Number(row.id), row.predicted_label])).toEqual(
        here.map((row) => [row.id === undefined ? row.index : Number(row.id), row.predicted_label]),
      );
      for (const [at, row] of there.errors.entries()) {
        expect(Math.abs(row.label_quality - Number(here[at]!.label_quality))).toBeLessThan(1e-9);
      }
      expect(there.tables.sort()).toEqual(['label_errors', 'news']);
    },
  );

  test('the same bytes for shuffled rows and another number of threads', async () => {
    const rows = newswireRows();
    const classes = [...new Set(rows.map(({ topic }) => topic))].sort().join('\n');
    const first = await runByClickHouse(rows, classes, 'prune_by_noise_rate', 1);
    const second = await runByClickHouse(shuffled(rows), classes, 'prune_by_noise_rate', 3);
    expect(JSON.stringify(second.errors)).toBe(JSON.stringify(first.errors));
  });

  test('hostile labels are only names, and rows without a text break nothing', async () => {
    const { rows, classes, wrong } = hostileRows();
    const { errors, tables } = await runByClickHouse(rows, classes.join('\n'), 'confident_learning');
    expect(errors.map((row) => [Number(row.id), row.given_label, row.predicted_label])).toEqual([wrong]);
    expect(tables.sort()).toEqual(['label_errors', 'news']);
  });
});
