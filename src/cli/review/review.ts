import { type Command, InvalidArgumentError } from 'commander';
import { useConfig } from '../config.js';
import { keepHelpShort } from '../help.js';
import { addDataOptions, addMethodOptions, addWordOptions } from '../options.js';
import { wholeNumber } from '../values.js';
import type { ReviewFlags } from './flags.js';

/** The options that its help tells. */
const USUAL = [
  ...[
    'candidates',
    'decisions',
    'port',
    'no-open',
    'quiet',
    'text',
    'label',
    'id',
    'classes',
    'train',
    'method',
  ],
];

const EXAMPLES = `
The page is served on 127.0.0.1 and asks nothing of any other machine. Decisions are on the disk before it
calls them saved, and change nothing in the data before find-label-errors apply. Ctrl-C ends the review.

Examples:
  $ find-label-errors review reviews.csv
  $ find-label-errors review reviews.csv --candidates found.jsonl
  $ find-label-errors review reviews.csv --no-open --port 8000  on a server`;

/** Adds the command that corrects candidates in the browser. */
export function addReviewCommand(program: Command): void {
  const command = program
    .command('review')
    .summary('correct the candidates in the browser')
    .description('Go through the candidates in the browser, one key for each, and record what is right.')
    .argument('<file>', 'the data file')
    .optionsGroup('Review:')
    .option('--candidates <file>', 'review those of this report (JSON lines) instead of looking for them')
    .option('--decisions <file>', 'where to keep decisions (default: <file>.decisions.jsonl)')
    .option('--port <n>', 'port to serve the page on (default: any that is free)', port)
    .option('--no-open', 'only print the address of the page')
    .option('-q, --quiet', 'print the address, and what is wrong');
  addDataOptions(command);
  command.option('--id <column>', 'column whose values name the rows');
  addWordOptions(command);
  addMethodOptions(command);
  useConfig(command, ({ candidates }) => candidates === undefined);
  keepHelpShort(command, USUAL);
  command.addHelpText('after', EXAMPLES).action(async (file: string, flags: ReviewFlags) => {
    const { review } = await import('./run-review.js');
    await review(file, flags);
  });
}

const LAST_PORT = 65_535;

function port(value: string): number {
  const number = wholeNumber(0)(value);
  if (number > LAST_PORT) throw new InvalidArgumentError(`Give a number from 0 to ${LAST_PORT}.`);
  return number;
}
