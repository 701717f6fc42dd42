import { type Command, Option } from 'commander';
import { HEALTH_FORMATS } from '../report/health/formats.js';
import { useConfig } from './config.js';
import { noFile } from './errors.js';
import { requireNoSlip } from './find.js';
import type { HealthFlags } from './flags.js';
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

/** The options that its help tells. */
const USUAL = [
  ...['text', 'label', 'classes', 'train', 'probabilities', 'method', 'format', 'output', 'no-text'],
  'quiet',
];

const EXAMPLES = `
What to expect holds for labels that are wrong by chance or from class to class. Where annotators were misled
by the text, their errors look right to the model, and there are more than it says.

Examples:
  $ find-label-errors health reviews.csv                 on the terminal
  $ find-label-errors health reviews.csv -o report.html  a page to hand around
  $ find-label-errors health reviews.csv --format json | jq .expected_errors`;

/** Adds the command that says how healthy a data set is. */
export function addHealthCommand(program: Command): void {
  const noText = new Option('--no-text', 'leave the texts out (html)');
  noText.negate = false; // else it would be the opposite of --text <column>
  const command = program
    .command('health')
    .summary('say how healthy a data set is')
    .description('Say how many labels to expect to be wrong, where, and how many rows to read to find them.')
    .argument('[file...]', 'files with a text and a label in each row, taken as one data set');
  addDataOptions(command);
  addProbabilityOptions(command);
  addWordOptions(command);
  addMethodOptions(command);
  addHeedOptions(command.optionsGroup('Decisions:'), 'say how many rows were decided');
  command
    .optionsGroup('Output:')
    .addOption(new Option('--format <name>', '(default: table)').choices(HEALTH_FORMATS))
    .option('-o, --output <file>', 'write to a file; its name says the format')
    .addOption(noText)
    .option('--color', 'colour the table even in a pipe')
    .option('--no-color', 'never use colours')
    .option('-q, --quiet', 'say nothing about how the data were read');
  addRunOptions(command);
  useConfig(command);
  keepHelpShort(command, USUAL);
  command.addHelpText('after', EXAMPLES).action(async (files: string[], flags: HealthFlags) => {
    requireNoSlip(files, program);
    if (files.length === 0 && flags.probabilities === undefined) throw noFile('health ');
    const { health } = await import('./run-health.js');
    await health(files, flags);
    if (flags.timings) await tellTimings();
  });
}
