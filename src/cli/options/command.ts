/** Makes commander's commands, with their help, from the entries of options. */
import { type Command, Option } from 'commander';
import { longName, type OptionEntry, type OptionSet } from './option.js';

/** Options that help lists under one heading. */
export interface OptionGroup {
  readonly heading: string;
  readonly options: OptionSet;
  /** Help texts of this command that replace those of entries, by the option's name. */
  readonly help?: Readonly<Record<string, string>>;
}

/** A command in the user interface, without its implementation. */
export interface CommandEntry {
  readonly name: string;
  /** Its line in the list of commands. */
  readonly summary: string;
  readonly description: string;
  /** `<file>`, `[file...]`, and its description; absent where there is no argument. */
  readonly argument?: readonly [name: string, description: string];
  readonly groups: readonly OptionGroup[];
  /** Printed below the options. */
  readonly examples: string;
  /** Whether it runs where no command is given. */
  readonly isDefault?: true;
  /** Whether `--help` shows all options. */
  readonly hasShortHelp?: false;
  /** Options that it declares only to reject them with a reason, by name. */
  readonly refused?: OptionSet;
  /** Whether no configuration file is read for it. */
  readonly needsNoConfiguration?: true;
}

/** Options that commands declare only to reject them; help and completion omit them. */
const REFUSED = new WeakSet<Option>();

/** Whether a command declares an option only to reject it. */
export function isRefused(option: Option): boolean {
  return REFUSED.has(option);
}

/** The configuration files of a folder, in the order of lookup. */
export const CONFIGURATION_FILES = [
  '.find-label-errorsrc',
  'find-label-errors.config.json',
  'package.json',
] as const;

/** Adds a command with its options and help; the caller adds its action. */
export function addCommand(program: Command, entry: CommandEntry): Command {
  const command = program
    .command(entry.name, entry.isDefault ? { isDefault: true } : {})
    .summary(entry.summary)
    .description(entry.description);
  if (entry.argument !== undefined) command.argument(...entry.argument);
  for (const { heading, options, help = {} } of entry.groups) {
    command.optionsGroup(heading);
    for (const [name, option] of Object.entries(options)) {
      command.addOption(commanderOption(option, help[name]));
    }
  }
  for (const option of Object.values(entry.refused ?? {})) {
    const refused = commanderOption(option).hideHelp();
    REFUSED.add(refused);
    command.addOption(refused);
  }
  if (!entry.needsNoConfiguration) {
    command.addOption(new Option('--no-config', `do not read ${CONFIGURATION_FILES.join(', ')}`));
  }
  if (entry.hasShortHelp !== false) shortenHelp(command, entry);
  return command.addHelpText('after', entry.examples);
}

function commanderOption(entry: OptionEntry, help = entry.help): Option {
  const option = new Option(entry.flags, help);
  const { parse, choices } = entry.value;
  if (choices !== undefined) option.choices(choices);
  if (parse !== undefined) option.argParser(parse);
  if (entry.default !== undefined) option.default(entry.default);
  if (entry.conflicts !== undefined) option.conflicts([...entry.conflicts]);
  if (entry.isNoNegation) option.negate = false;
  if (entry.required) option.makeOptionMandatory();
  return option;
}

/**
 * Shortens the help of a command to a screen: `--help` shows the usual options, and `--help-all` all of them. All options
 * work.
 */
function shortenHelp(command: Command, { name, groups }: CommandEntry): void {
  const entries = groups.flatMap(({ options }) => Object.values(options));
  const entryOf = (option: Option) => entries.find((entry) => longName(entry) === option.long);
  const hidden = command.options.filter(
    (option) => !isRefused(option) && !entryOf(option)?.usual?.includes(name),
  );
  for (const option of hidden) option.hideHelp();
  command.optionsGroup('Help:').helpOption('-h, --help', 'the usual options');
  command.addOption(new Option('--help-all', 'all options'));
  command.on('option:help-all', () => {
    for (const option of hidden) option.hideHelp(false);
    command.help();
  });
}

/** Adds `--help-all` to a command whose `--help` shows all options already, for consistency. */
export function acceptHelpAll(command: Command): void {
  const { options } = command;
  if (options.length === 0 || options.some(({ long }) => long === '--help-all')) return;
  command.addOption(new Option('--help-all').hideHelp());
  command.on('option:help-all', () => command.help());
}
