import type { Command } from 'commander';
import { useConfig } from './config.js';
import { noFile } from './errors.js';
import { requireNoSlip } from './find.js';
import type { CheckFlags } from './flags.js';
import { keepHelpShort } from './help.js';
import {
  addDataOptions,
  addGateOptions,
  addHeedOptions,
  addKindOptions,
  addMethodOptions,
  addOutputOptions,
  addProbabilityOptions,
  addRunOptions,
  addWordOptions,
} from './options.js';
import { tellTimings } from './tell-timings.js';

/** The options that its help tells. */
const USUAL = [
  ...['text', 'label', 'max-errors', 'max-rate', 'max-class-rate', 'below', 'since', 'baseline'],
  ...['update-baseline', 'prune-baseline', 'decisions', 'format', 'output', 'top', 'quiet'],
];

const MORE_HELP = `
Exit codes: 0 passed, 1 failed, 2 wrong usage or input.

Examples:
  $ find-label-errors check reviews.csv --max-rate 2
  $ find-label-errors check reviews.csv --baseline label-errors.baseline.json
  $ find-label-errors check new.csv --since old.csv --max-errors 0`;

/**
 * Adds the command that passes or fails a data set, for CI.
 *
 * @param onVerdict gets whether the data set has passed
 */
export function addCheckCommand(program: Command, onVerdict: (passed: boolean) => void): void {
  const command = program
    .command('check')
    .summary('pass or fail a data set, for CI')
    .description('Fail when more labels are probably wrong than allowed, or others than were accepted.')
    .argument('[file...]', 'files with a text and a label in each row, taken as one data set');
  addDataOptions(command);
  addProbabilityOptions(command);
  addWordOptions(command);
  addMethodOptions(command);
  addGateOptions(command);
  addHeedOptions(command, 'rows kept or corrected since do not count');
  addKindOptions(command, 'label_error,ambiguous,outlier');
  addOutputOptions(command);
  addRunOptions(command);
  useConfig(command);
  keepHelpShort(command, USUAL);
  command.addHelpText('after', MORE_HELP).action(async (files: string[], flags: CheckFlags) => {
    requireNoSlip(files, program);
    if (files.length === 0 && flags.probabilities === undefined) throw noFile('check ');
    const { check } = await import('./run-check.js');
    onVerdict(await check(files, flags));
    if (flags.timings) await tellTimings();
  });
}
