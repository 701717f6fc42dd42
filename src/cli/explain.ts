import { type Command, Option } from 'commander';
import { useConfig } from './config.js';
import { requireNoSlip } from './find.js';
import type { ExplainFlags } from './flags.js';
import { keepHelpShort } from './help.js';
import {
  addDataOptions,
  addHeedOptions,
  addMethodOptions,
  addProbabilityOptions,
  addRunOptions,
  addWordOptions,
} from './options.js';
import { tellTimings } from './tell-timings.js';
import { collect } from './values.js';

/** The options that its help tells. */
const USUAL = [
  'row',
  'text',
  'label',
  'id',
  'classes',
  'train',
  'probabilities',
  'method',
  'format',
  'quiet',
];

const EXAMPLES = `
Examples:
  $ find-label-errors explain reviews.csv --row 17            by its index
  $ find-label-errors explain reviews.csv --row line:18       by its line
  $ find-label-errors explain reviews.csv --id key --row a12  by its id
  $ find-label-errors explain reviews.csv --row 17 --method prune_by_noise_rate`;

/** Adds the command that says why a row is, or is not, a candidate. */
export function addExplainCommand(program: Command): void {
  const command = program
    .command('explain')
    .summary('say why a row is, or is not, a candidate')
    .description('Say why a row is, or is not, a candidate: probabilities, thresholds, rank and words.')
    .argument('<file...>', 'files with a text and a label in each row, taken as one data set')
    .requiredOption('--row <index|line:N|id>', 'the row; may be repeated', collect);
  addDataOptions(command);
  command.option('--id <column>', 'column whose values name the rows');
  addProbabilityOptions(command);
  addWordOptions(command);
  addMethodOptions(command);
  addHeedOptions(command.optionsGroup('Decisions:'), 'say what was decided about the row');
  command
    .optionsGroup('Output:')
    .addOption(new Option('--format <name>', '(default: table)').choices(['table', 'json']))
    .option('--color', 'use colours even in a pipe')
    .option('--no-color', 'never use colours')
    .option('-q, --quiet', 'say nothing about how the data were read');
  addRunOptions(command);
  useConfig(command);
  keepHelpShort(command, USUAL);
  command.addHelpText('after', EXAMPLES).action(async (files: string[], flags: ExplainFlags) => {
    requireNoSlip(files, program);
    const { explain } = await import('./run-explain.js');
    await explain(files, flags);
    if (flags.timings) await tellTimings();
  });
}
