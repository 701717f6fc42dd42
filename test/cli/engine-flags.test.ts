/** Every option of `find` that an engine cannot obey is refused by its name; the others reach it. */
import { expect, test } from 'vitest';
import { FIND } from '../../src/cli/options/commands.js';
import type { OptionEntry } from '../../src/cli/options/option.js';
import { longName } from '../../src/cli/options/option.js';
import { refuseInEngine } from '../../src/cli/request/engine.js';

const ENTRIES = FIND.groups.flatMap(({ options }) => Object.entries(options) as [string, OptionEntry][]);

test('an engine refuses each option that it cannot obey, by its name', () => {
  const left = ENTRIES.filter(([, { notInEngine }]) => notInEngine !== undefined);
  expect(left.length).toBeGreaterThan(10);
  for (const [name, entry] of left) {
    const flags = { engine: 'duckdb', [name]: true };
    expect(() => refuseInEngine(flags as never), name).toThrow(
      `${longName(entry)} cannot be used with --engine`,
    );
  }
});

test('options that an engine obeys are let through', () => {
  const obeyed = ENTRIES.filter(([, { notInEngine }]) => notInEngine === undefined).map(([name]) => name);
  const passed = obeyed.filter((name) => {
    try {
      refuseInEngine({ engine: 'duckdb', [name]: true } as never);
      return true;
    } catch {
      return false;
    }
  });
  // DuckDB runs in this program, and its tables end with it; decisions are looked up among rows that are read here.
  expect(obeyed.filter((name) => !passed.includes(name))).toEqual(['engineCommand', 'keepTables']);
});
