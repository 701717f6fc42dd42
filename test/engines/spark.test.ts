/** Spark's faults, with a client that only plays one. What Spark itself answers is in test/interop/spark.test.ts. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { projectRoot } from '../reference-data.js';
import { folderOf } from './run-engine.js';

const PROGRAM = path.join(projectRoot, 'bin/find-label-errors.js');
const FAKE = fileURLToPath(new URL('fake-spark.mjs', import.meta.url));
const ARGS = [
  'table:shop.news',
  '--id',
  'n',
  '--engine',
  'spark',
  '--engine-command',
  `'${process.execPath}' '${FAKE}'`,
];

function run(env: Record<string, string>, args: readonly string[] = ARGS) {
  const log = path.join(folderOf({}), 'log');
  const ended = spawnSync(process.execPath, [PROGRAM, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env, FAKE_LOG: log },
  });
  return { ...ended, statements: existsSync(log) ? readFileSync(log, 'utf8') : '' };
}

const made = (statements: string) =>
  [...statements.matchAll(/^create table (\w+)/gm)].map(([, table]) => table!).sort();
const dropped = (statements: string) =>
  [...new Set([...statements.matchAll(/drop table if exists (\w+)/g)].map(([, table]) => table!))].sort();

test('no client: says how to name one', () => {
  const { status, stderr } = run({}, [...ARGS.slice(0, -1), 'no-such-client --master local']);
  expect(status).toBe(2);
  expect(stderr).toMatch(
    /^find-label-errors: the client of Spark cannot be started: no-such-client --master local/,
  );
  expect(stderr).toContain('--engine-command');
});

test('rows without an order need ids', () => {
  const { status, stderr } = run(
    {},
    ARGS.filter((arg) => arg !== '--id' && arg !== 'n'),
  );
  expect(status).toBe(2);
  expect(stderr).toContain('--id');
});

test('a statement that fails is named, with its reason, and what was made is dropped', () => {
  const { status, stderr, statements } = run({ FAKE_FAIL: '^create table \\w+_words ' });
  expect(status).toBe(2);
  expect(stderr).toContain(
    'spark failed in the statement "words": [INSUFFICIENT_PERMISSIONS] No rights to make tables here.',
  );
  expect(made(statements).length).toBe(3);
  expect(dropped(statements)).toEqual(made(statements));
  expect(statements).not.toContain('new client');
});

test('a lost connection names the statement, and another client drops what was made', () => {
  const { status, stderr, statements } = run({ FAKE_DIE: '^create table \\w+_words ' });
  expect(status).toBe(2);
  expect(stderr).toContain(
    'spark was lost in the statement "words": the client has ended (exit code 1); it said: ERROR: connection refused',
  );
  expect(statements).toMatch(/^new client: drop table if exists/m);
  expect(dropped(statements)).toEqual(made(statements));
});

test('tables stay where it is asked for', () => {
  const { statements } = run({ FAKE_FAIL: '^create table \\w+_words ' }, [...ARGS, '--keep-tables', 'mine_']);
  expect(made(statements)).toEqual(['mine_classes', 'mine_terms', 'mine_words']);
  expect(dropped(statements)).toEqual([]);
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s drops what was made', async (signal, code) => {
  const log = path.join(folderOf({}), 'log');
  const env = { ...process.env, FAKE_LOG: log, FAKE_HANG: '^create table \\w+_words ' };
  const child = spawn(process.execPath, [PROGRAM, ...ARGS], { env, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const read = () => (existsSync(log) ? readFileSync(log, 'utf8') : '');
  while (!/^create table \w+_words/m.test(read())) await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill(signal);
  expect(await ended).toBe(code);
  expect(read()).toMatch(/^new client: /m);
  expect(dropped(read())).toEqual(made(read()));
});
