/**
 * The tables of options in the pages, compared with the program. A table after `<!-- options of check -->` holds options
 * of `check`; what all commands take in the same sense is only in a table of `find`.
 */
import type { Option } from 'commander';
import type { Token, Tokens } from 'marked';
import { expect, test } from 'vitest';
import { makeProgram, processIo } from '../../src/cli/main.js';
import { isRefused } from '../../src/cli/options/command.js';
import { topicPages } from './pages.js';

const program = makeProgram(processIo([]), { onVerdict: () => {}, onHelp: () => {} });
const optionsOf = (name: string) => program.commands.find((command) => command.name() === name)!.options;

interface OptionTable {
  readonly file: string;
  readonly command: string;
  readonly flags: readonly string[];
  readonly said: readonly string[];
}

const tables: OptionTable[] = topicPages.flatMap(({ file, tokens }) => tablesIn(file, tokens));

function tablesIn(file: string, tokens: readonly Token[]): OptionTable[] {
  const blocks = tokens.filter(({ type }) => type !== 'space');
  return blocks.flatMap((token, at) => {
    const command = /^<!-- options of (\w+) -->/.exec(token.raw)?.[1];
    if (command === undefined) return [];
    const { type, header, rows } = blocks[at + 1] as Tokens.Table;
    expect([type, ...header.map(({ text }) => text)], file).toEqual(['table', 'option', 'what it does']);
    const flags = rows.map(([cell]) => cell!.text.replace(/^`|`$/g, ''));
    return [{ file, command, flags, said: rows.map(([, cell]) => cell!.text) }];
  });
}

test('every option in a table is one of its command, written as its help writes it', () => {
  expect(tables.length).toBeGreaterThan(12);
  for (const { file, command, flags } of tables) {
    const known = optionsOf(command).map((option) => option.flags);
    expect(
      flags.filter((each) => !known.includes(each)),
      `${file}: ${command}`,
    ).toEqual([]);
  }
});

test('every option of every command is in a table', () => {
  const documented = (command: string, { flags }: Option) =>
    tables.some((table) => table.command === command && table.flags.includes(flags));
  const shared = (option: Option) =>
    optionsOf('find').some(
      ({ flags, description }) => flags === option.flags && description === option.description,
    ) && documented('find', option);
  const missing = program.commands.flatMap((command) =>
    command.options
      .filter((option) => !isRefused(option) && option.description !== '')
      .filter((option) => !documented(command.name(), option) && !shared(option))
      .map(({ flags, description }) => `${command.name()} ${flags}: ${description}`),
  );
  expect(missing).toEqual([]);
});

test('every value that an option is limited to is named beside it', () => {
  const unnamed = tables.flatMap(({ file, command, flags, said }) =>
    flags.flatMap((each, row) => {
      const { argChoices = [], long } = optionsOf(command).find((option) => option.flags === each)!;
      // Ten formats have a table of their own.
      const isElsewhere = long === '--method' || (long === '--format' && argChoices.length > 3);
      return isElsewhere
        ? []
        : argChoices
            .filter((value) => !said[row]!.includes(value))
            .map((value) => `${file}: ${each} ${value}`);
    }),
  );
  expect(unnamed).toEqual([]);
});
