/** Every option of `find` is heeded by an engine or refused: one that is new has to be decided about. */
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { checkEngineFlags, HEEDED, LEFT_OUT } from '../../src/cli/engine/check-flags.js';
import { addFindCommand } from '../../src/cli/find.js';

/** Options that say nothing about the work: where other options come from, and help. */
const ABOUT_OPTIONS = ['config', 'helpAll'];

function findOptions() {
  const program = new Command();
  addFindCommand(program);
  return program.commands[0]!.options.filter((option) => !ABOUT_OPTIONS.includes(option.attributeName()));
}

test('an engine heeds each option of find, or refuses it by its name', () => {
  const heeded: readonly string[] = HEEDED;
  const left = findOptions().filter((option) => !heeded.includes(option.attributeName()));
  expect(left.length).toBeGreaterThan(10);
  for (const option of left) {
    const flags = { engine: 'duckdb', [option.attributeName()]: true };
    expect(() => checkEngineFlags(flags as never), option.long).toThrow(
      `${option.long} cannot be used with --engine`,
    );
  }
});

test('nothing is listed that find does not have', () => {
  const names = findOptions().map((option) => option.attributeName());
  expect([...HEEDED, ...Object.keys(LEFT_OUT)].filter((name) => !names.includes(name))).toEqual([]);
});
