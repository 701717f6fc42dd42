import { type Command, Option } from 'commander';
import { useConfig } from './config.js';
import type { ApplyFlags } from './decision-flags.js';
import { addColumnOptions } from './options.js';

const EXAMPLES = `
Every byte stays as it is, but for the labels that are changed and the rows that are deleted.
A decision whose row has changed since is reported, not applied. Applying twice changes nothing more.

Examples:
  $ find-label-errors apply reviews.csv --dry-run     show what would change
  $ find-label-errors apply reviews.csv -o clean.csv  write the corrected file
  $ find-label-errors apply reviews.csv --in-place    change it, and keep a .bak`;

/** Adds the command that writes the corrected file. */
export function addApplyCommand(program: Command): void {
  const command = program
    .command('apply')
    .summary('write the file with the decisions')
    .description('Write a data file with what was decided about its rows.')
    .argument('<file>', 'the data file that the decisions are about')
    .addOption(new Option('-o, --output <file>', 'write to this file').conflicts(['inPlace', 'dryRun']))
    .addOption(
      new Option('--in-place', 'change the file itself, and keep a backup beside it').conflicts('dryRun'),
    )
    .option('--dry-run', 'write nothing, print what would change as a diff')
    .option('--decisions <file>', 'decisions (default: <file>.decisions.jsonl)')
    .option('--color', 'colour the diff even in a pipe')
    .option('--no-color', 'never use colours')
    .option('-q, --quiet', 'say only what is wrong');
  addColumnOptions(command);
  useConfig(command);
  command.addHelpText('after', EXAMPLES).action(async (file: string, flags: ApplyFlags) => {
    const { apply } = await import('./run-apply.js');
    await apply(file, flags);
  });
}
