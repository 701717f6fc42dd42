import { type Command, Option } from 'commander';

/**
 * Lets the help of a command fit a screen: it tells the usual options, and `--help-all` tells all of them. The
 * others work all the same.
 *
 * @param usual long names of the options that are told, without dashes
 */
export function keepHelpShort(command: Command, usual: readonly string[]): void {
  const hidden = command.options.filter(({ long }) => !usual.includes(long?.slice(2) ?? ''));
  for (const option of hidden) option.hideHelp();
  command.optionsGroup('Help:').helpOption('-h, --help', 'the usual options');
  command.addOption(new Option('--help-all', 'all options'));
  command.on('option:help-all', () => {
    for (const option of hidden) option.hideHelp(false);
    command.help();
  });
}
