import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { nearest, noFile, severalFiles, unknownCommand } from '../errors.js';
import {
  addDataOptions,
  addMethodOptions,
  addOutputOptions,
  addProbabilityOptions,
  type FindFlags,
} from './options.js';

const EXAMPLES = `
Examples:
  $ find-label-errors reviews.csv                         the 20 worst, as a table
  $ find-label-errors reviews.csv -o errors.jsonl         all candidates, as JSON lines
  $ find-label-errors reviews.csv | jq -r .text           a pipe gets JSON lines too
  $ find-label-errors test.csv --train train.csv          learn from one file, judge another
  $ find-label-errors news.csv --text title --text body --label topic
  $ find-label-errors news.csv --method prune_by_noise_rate --cv 10
  $ find-label-errors reviews.csv --probabilities bert.npy
  $ find-label-errors --probabilities bert.npy --labels y.npy`;

/** Adds the command that ranks label errors, the one that runs when none is named. */
export function addFindCommand(program: Command): void {
  const command = program
    .command('find', { isDefault: true })
    .summary('rank the rows whose label is probably wrong')
    .description('Rank the rows of a labelled text file whose label is probably wrong, worst first.')
    .argument('[file...]', 'CSV file with a text and a label in each row');
  addDataOptions(command);
  addProbabilityOptions(command);
  addMethodOptions(command);
  addOutputOptions(command);
  command.addHelpText('after', EXAMPLES).action(async (files: string[], flags: FindFlags) => {
    const file = onlyFile(files, program);
    if (file === undefined && flags.probabilities === undefined) throw noFile();
    // Loaded only now, so that --help and --version answer at once.
    const { find } = await import('./run-find.js');
    await find(file, flags);
  });
}

/** A word near the name of a command is more likely a slip than a file that is missing. */
function onlyFile(files: readonly string[], program: Command): string | undefined {
  const [first] = files;
  if (first === undefined) return undefined;
  const near = nearest(
    first,
    program.commands.map((command) => command.name()),
  );
  if (near !== undefined && !existsSync(first)) throw unknownCommand(first, near);
  if (files.length > 1) throw severalFiles(files);
  return first!;
}
