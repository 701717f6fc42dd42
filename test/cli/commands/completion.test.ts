/** Completion in shells: every command, every option and every value that an option may take. */
import { execFileSync, spawnSync } from 'node:child_process';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { completionScript, SHELLS } from '../../../src/cli/commands/completion.js';
import { makeProgram, processIo } from '../../../src/cli/main.js';

const program = makeProgram(processIo([]), { onVerdict: () => {}, onHelp: () => {} });
/** Those that the script that SQL makes cannot heed are known only to be refused. */
const REFUSED_BY_SQL =
  '--cv --rank-by --adjust-probabilities --frac-noise --min-examples-per-class --remove-per-class';

function offeredOptions(command: Command) {
  const refused = command.name() === 'sql' ? REFUSED_BY_SQL.split(' ') : [];
  return command.options.filter(({ long }) => !refused.includes(long!));
}

const names = program.commands.map((command) => command.name());

test('there are all the commands', () => {
  expect(names.sort()).toEqual(
    'apply audit check completion decide explain export find health help review sql'.split(' '),
  );
});

describe('bash', () => {
  const script = completionScript('bash', program, ['gate']);

  /** What is offered for each of several lines; the last word of each is the one that is typed. */
  function complete(lines: readonly (readonly string[])[]): string[][] {
    const asks = lines.map((words) => {
      const typed = words.map((word) => `'${word}'`).join(' ');
      return `COMP_WORDS=(find-label-errors ${typed}); COMP_CWORD=${words.length}; COMPREPLY=(); _find_label_errors; echo "\${COMPREPLY[@]}"`;
    });
    const output = execFileSync('bash', ['--norc', '-s'], {
      input: `${script}\n${asks.join('\n')}\n`,
      encoding: 'utf8',
    });
    return output
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' '));
  }

  test('completes every command', () => {
    const offered = complete([...names.map((name) => [name.slice(0, 3)]), ['']]);
    for (const [at, name] of names.entries()) expect(offered[at]).toContain(name);
    expect(offered.at(-1)).toEqual(expect.arrayContaining(names));
  });

  test('completes the topics of help beside the commands', () => {
    expect(complete([['help', 'ga']])[0]).toEqual(['gate']);
    expect(complete([['help', 'ch']])[0]).toContain('check');
  });

  test('completes every option of every command, and without a command those of find', () => {
    const offered = complete([...names.map((name) => [name, 'x.csv', '-']), ['x.csv', '-']]);
    for (const [at, command] of program.commands.entries()) {
      const flags = offeredOptions(command)
        .flatMap(({ short, long }) => [short, long])
        .filter(Boolean);
      const name = names.indexOf(command.name());
      expect([at, offered[name]]).toEqual([at, expect.arrayContaining([...flags, '-h', '--help'])]);
      expect(offered[name]).toHaveLength(flags.length + 2);
    }
    expect(offered.at(-1)).toEqual(offered[names.indexOf('find')]);
  });

  test('completes every value of options and arguments that take one of a few', () => {
    const cases = program.commands.flatMap((command) => [
      ...offeredOptions(command)
        .filter(({ argChoices }) => argChoices !== undefined)
        .map(({ long, argChoices }) => ({
          typed: [command.name(), 'x.csv', long!, ''],
          values: argChoices!,
        })),
      ...command.registeredArguments
        .filter(({ argChoices }) => argChoices !== undefined)
        .map(({ argChoices }) => ({ typed: [command.name(), ''], values: argChoices! })),
    ]);
    expect(cases.length).toBeGreaterThan(20);
    const offered = complete(cases.map(({ typed }) => typed));
    expect(offered).toEqual(cases.map(({ values }) => [...values]));
  });
});

test.each(SHELLS)('the %s script has every command, option and value, and is well formed', (shell) => {
  const script = completionScript(shell, program, ['gate']);
  for (const command of program.commands) {
    expect(script).toContain(command.name());
    for (const { long, argChoices } of offeredOptions(command)) {
      expect(script).toContain(shell === 'fish' ? `-l ${long!.slice(2)}` : long);
      if (argChoices !== undefined) expect(script).toContain(argChoices.join(' '));
    }
  }
  const isKnown = spawnSync(shell, ['-c', 'exit 0']).status === 0;
  if (isKnown) expect(spawnSync(shell, ['-n'], { input: script }).status).toBe(0);
});
