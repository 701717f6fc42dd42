/** Scripts of all dialects: read by a real parser, sqlglot, where Python has it; and what the user names stays a name. */
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { DIALECTS, type DialectName } from '../../src/sql/dialect.js';
import { type ScriptOptions, scriptStatements, scriptText } from '../../src/sql/script.js';
import { pythonWith } from '../interop/python.js';

const python = pythonWith('sqlglot');
const hasParser = python.interpreter !== undefined;

const options = (dialect: DialectName, more: Partial<ScriptOptions> = {}): ScriptOptions => ({
  dialect,
  source: { name: ['shop', 'news'], id: 'n', text: ['title', 'body'], label: 'topic' },
  classes: ['World', 'Sports', 'Sci/Tech'].map((name) => ({ name, label: name })),
  method: 'prune_by_noise_rate',
  alpha: 1,
  prefix: 'fle_',
  into: ['label_errors'],
  ...more,
});

/** Parses a script and prints, as JSON, the kind of each statement and the tables that it drops. */
const PARSE = `
import json, sys, sqlglot
from sqlglot import exp
dialect, script = sys.argv[1], sys.stdin.read()
parsed = [s for s in sqlglot.parse(script, read=dialect, error_level=sqlglot.ErrorLevel.RAISE) if s is not None]
print(json.dumps([[s.key, s.find(exp.Table).name if s.key == 'drop' and s.find(exp.Table) else None, isinstance(s, exp.Command)] for s in parsed]))
`;

function parse(
  dialect: DialectName,
  script: string,
): [kind: string, dropped: string | null, opaque: boolean][] {
  const run = spawnSync(python.interpreter!, ['-c', PARSE, dialect], { input: script, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr.slice(-2000));
  return JSON.parse(run.stdout);
}

const name = python.reason;

describe.each(DIALECTS)('%s', (dialect) => {
  test.skipIf(!hasParser).each(['prune_by_noise_rate', 'confident_learning'] as const)(
    `a parser reads every statement of %s${name}`,
    (method) => {
      const statements = scriptStatements(options(dialect, { method }));
      const parsed = parse(dialect, scriptText(['News'], statements));
      expect(parsed.length).toBe(statements.length);
      expect(parsed.filter(([kind, , opaque]) => opaque && kind !== 'set')).toEqual([]);
    },
  );

  test.skipIf(!hasParser)(`hostile names are only names${name}`, () => {
    const hostile = [
      `"; drop table x; --`,
      `'; drop table x; --`,
      '`; drop table x; --',
      `\\'; drop table x; --\n`,
    ];
    const script = (names: readonly string[]) =>
      scriptStatements(
        options(dialect, {
          source: { name: [names[0]!], id: names[1]!, text: [names[2]!], label: names[3]! },
          classes: names.map((label) => ({ name: label, label })),
          into: [names[0]!],
        }),
      );
    const statements = script(hostile);
    const parsed = parse(dialect, scriptText(hostile, statements));
    expect(parsed.length).toBe(statements.length);
    expect(parsed.map(([, dropped]) => dropped).filter((table) => table === 'x')).toEqual([]);
  });

  test('class names that would act on a terminal do not', () => {
    const names = ['\u001b[31mred', "it's\u202e \\\u001b", 'two\nlines', '\u200b'];
    const classes = names.map((label) => ({ name: label, label }));
    const statements = scriptStatements(options(dialect, { classes }));
    const script = scriptText([], statements);
    expect(script).not.toMatch(/[^\n -~]/);
    if (hasParser) expect(parse(dialect, script).length).toBe(statements.length);
  });

  test('takes away all that it makes, but the answer', () => {
    const statements = scriptStatements(options(dialect)).map(({ sql }) => sql);
    const made = statements.flatMap((sql) => /^create (?:temporary |temp )?table (\S+)/.exec(sql)?.[1] ?? []);
    const dropped = statements.flatMap((sql) => /^drop table if exists (\S+)/.exec(sql)?.[1] ?? []);
    expect(
      made.filter((table) => !dropped.includes(table)).map((table) => table.replace(/\W/g, '').toLowerCase()),
    ).toEqual(['label_errors']);
    expect(dropped.filter((table) => !made.includes(table))).toEqual([]);
  });
});

test('where a dialect knows no escapes, characters that act are given by their numbers', () => {
  const label = "a\u001b[31m'\u202e";
  for (const dialect of ['duckdb', 'trino'] as const) {
    const script = scriptText([], scriptStatements(options(dialect, { classes: [{ name: 'é', label }] })));
    expect(script).toContain("(0, 'a' || chr(27) || '[31m''' || chr(8238) || '', 'é')");
  }
});

describe('traps', () => {
  const all = (dialect: DialectName) => scriptText([], scriptStatements(options(dialect)));

  test('each engine has its own words', () => {
    expect(all('spark')).toMatch(/regexp_extract_all\(.*, 0\)/); // the whole match, not a group
    expect(all('spark')).not.toMatch(/create temp/);
    expect(all('trino')).not.toMatch(/create temp/);
    expect(all('bigquery')).not.toMatch(/\bvalues\b/);
    expect(all('snowflake')).toContain('language javascript');
    expect(all('snowflake')).not.toContain('regexp');
    expect(all('clickhouse')).toContain('join_use_nulls = 1');
  });

  test('numbers with a point are doubles, never decimals', () => {
    for (const dialect of DIALECTS) expect(all(dialect), dialect).not.toMatch(/(?<![\w.])\d+\.\d+(?![\de])/);
  });

  test('every order ends with the id or the class', () => {
    for (const [, order] of all('duckdb').matchAll(/order by ([^)]*?)(?:\)|$)/gm)) {
      expect(order!.replace(';', '').trim()).toMatch(/(\bid|\bclass|class desc|label)$|suspicion_rank/);
    }
  });
});
