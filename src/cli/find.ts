import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { nearest } from '../errors/wording.js';
import { useConfig } from './config.js';
import { addEngineOptions, type EngineFlags, requireEngine } from './engine/options.js';
import { noFile, unknownCommand } from './errors.js';
import type { FindFlags } from './flags.js';
import { keepHelpShort } from './help.js';
import {
  addDataOptions,
  addHeedOptions,
  addKindOptions,
  addMethodOptions,
  addOutputOptions,
  addProbabilityOptions,
  addRowOptions,
  addRunOptions,
  addWordOptions,
} from './options.js';
import { tellTimings } from './tell-timings.js';

/** The options that its help tells. */
const USUAL = [
  ...['text', 'label', 'classes', 'train', 'probabilities', 'method', 'format', 'output', 'top', 'all'],
  'quiet',
];

const EXAMPLES = `
Examples:
  $ find-label-errors reviews.csv                  the 20 worst, as a table
  $ find-label-errors reviews.csv -o errors.jsonl  all candidates, as JSON lines
  $ find-label-errors reviews.csv | jq -r .text    a pipe gets JSON lines too
  $ find-label-errors test.csv --train train.csv   learn from another file
  $ find-label-errors data-*.parquet               several files as one data set
  $ find-label-errors news.csv --text title --text body --label topic
  $ find-label-errors news.csv --method prune_by_noise_rate --cv 10
  $ find-label-errors reviews.csv --probabilities bert.npy`;

/** Adds the command that ranks label errors, the one that runs when none is named. */
export function addFindCommand(program: Command): void {
  const command = program
    .command('find', { isDefault: true })
    .summary('rank the rows whose label is probably wrong')
    .description('Rank the rows of a labelled text file whose label is probably wrong, worst first.')
    .argument(
      '[file...]',
      'CSV, TSV, JSON lines, JSON or Parquet with a text and a label in each row; - is standard input',
    );
  addDataOptions(command);
  command.option('--id <column>', 'column whose values name the rows');
  addProbabilityOptions(command);
  addWordOptions(command);
  addMethodOptions(command);
  addHeedOptions(command.optionsGroup('Decisions:'), 'mark the rows that were decided about');
  addKindOptions(command, 'all but near_duplicate');
  addRowOptions(command);
  addOutputOptions(command);
  addRunOptions(command);
  addEngineOptions(command);
  useConfig(command);
  keepHelpShort(command, USUAL);
  command.addHelpText('after', EXAMPLES).action(async (files: string[], flags: FindFlags & EngineFlags) => {
    requireNoSlip(files, program);
    if (files.length === 0 && flags.probabilities === undefined) throw noFile();
    if (flags.engine !== undefined) {
      const { findWithEngine } = await import('./engine/run.js');
      return findWithEngine(files, flags);
    }
    requireEngine(files, flags);
    // Loaded only now, so that --help and --version answer at once.
    const { find } = await import('./run-find.js');
    await find(files, flags);
    if (flags.timings) await tellTimings();
  });
}

/** A word near the name of a command is more likely a slip than a file that is missing. */
export function requireNoSlip(files: readonly string[], program: Command): void {
  const [first] = files;
  if (first === undefined) return;
  const near = nearest(
    first,
    program.commands.map((command) => command.name()),
  );
  if (near !== undefined && !existsSync(first)) throw unknownCommand(first, near);
}
