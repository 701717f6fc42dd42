import { type Command, Option } from 'commander';

/** Options that a command knows only to say why it cannot heed them: nobody is led to them. */
export const REFUSED_OPTIONS = new WeakSet<Option>();

/**
 * Lets the help of a command fit a screen: it tells the usual options, and `--help-all` tells all of them. The
 * others work all the same.
 *
 * @param usual long names of the options that are told, without dashes
 * @param refused those that only an error tells about
 */
export function keepHelpShort(
  command: Command,
  usual: readonly string[],
  refused: readonly string[] = [],
): void {
  const named = (names: readonly string[], { long }: Option) => names.includes(long?.slice(2) ?? '');
  const unusual = command.options.filter((option) => !named(usual, option));
  for (const option of unusual) option.hideHelp();
  const hidden = unusual.filter((option) => !named(refused, option));
  for (const option of unusual) if (!hidden.includes(option)) REFUSED_OPTIONS.add(option);
  command.optionsGroup('Help:').helpOption('-h, --help', 'the usual options');
  command.addOption(new Option('--help-all', 'all options'));
  command.on('option:help-all', () => {
    for (const option of hidden) option.hideHelp(false);
    command.help();
  });
}

/** Lets a command whose help tells all options be asked for all of them as the others are. */
export function acceptHelpAll(command: Command): void {
  const { options } = command;
  if (options.length === 0 || options.some(({ long }) => long === '--help-all')) return;
  command.addOption(new Option('--help-all').hideHelp());
  command.on('option:help-all', () => command.help());
}

/** Help is not made wider than this where it goes to no terminal. */
const USUAL_WIDTH = 80;

/** Columns that help may take: those of the terminal, or what `COLUMNS` says where that is less than usual. */
export function helpWidth(stream: NodeJS.WriteStream): number {
  if (stream.isTTY && stream.columns > 0) return stream.columns;
  const columns = Number(process.env.COLUMNS);
  return Number.isInteger(columns) && columns > 0 ? Math.min(columns, USUAL_WIDTH) : USUAL_WIDTH;
}
