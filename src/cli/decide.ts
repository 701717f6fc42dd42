import { type Command, InvalidArgumentError, Option } from 'commander';
import { useConfig } from './config.js';
import type { DecideFlags } from './decision-flags.js';
import { keepHelpShort } from './help.js';
import { addDataOptions, addMethodOptions, addWordOptions } from './options.js';
import { share, wholeNumber } from './values.js';

const EXAMPLES = `
Decisions are kept beside the data and found again by what a row says, wherever it moves to.
Nothing changes in the data before find-label-errors apply.

Examples:
  $ find-label-errors decide news.csv --line 198 --label World
  $ find-label-errors decide news.csv --index 7 --index 12 --keep
  $ find-label-errors decide news.csv --accept-below 0.01 --from Sports --to World
  $ find-label-errors decide news.csv --import found.csv`;

/** The options that its help tells. */
const USUAL = [
  ...[
    'line',
    'index',
    'label',
    'keep',
    'delete',
    'skip',
    'undo',
    'accept-below',
    'from',
    'to',
    'import',
    'yes',
  ],
  ...['decisions', 'quiet', 'label-column', 'text', 'classes'],
];

/** Adds the command that records decisions. */
export function addDecideCommand(program: Command): void {
  const command = program
    .command('decide')
    .summary('record what is right about a row')
    .description('Record decisions about the rows of a labelled text file.')
    .argument('<file>', 'the data file')
    .optionsGroup('Decision:')
    .option('--line <n>', 'the row that starts on this line; may be repeated', collectNumber(1))
    .option('--index <n>', 'the row, as "index" in the report, from 0; may be repeated', collectNumber(0))
    .option('--label <class>', 'the class that is right')
    .option('--keep', 'the label is right')
    .option('--delete', 'the row should go')
    .option('--skip', 'leave it open, but seen')
    .option('--undo', 'take back the last decision (of the row, or the last step of all)')
    .option('--accept-below <quality>', 'take the suggestion for all candidates below', share)
    .option('--from <class>', 'of these only rows labelled so')
    .option('--to <class>', 'of these only rows for which this is suggested')
    .option('--import <file>', 'take the column new_label of an edited report (CSV, JSON lines)')
    .addOption(new Option('-y, --yes', 'do not ask'))
    .option('--decisions <file>', 'where to keep them (default: <file>.decisions.jsonl)')
    .option('-q, --quiet', 'say only what is wrong');
  addDataOptions(command, '--label-column <column>');
  addWordOptions(command);
  addMethodOptions(command);
  useConfig(command, ({ acceptBelow }) => acceptBelow !== undefined);
  keepHelpShort(command, USUAL);
  command.addHelpText('after', EXAMPLES).action(async (file: string, flags: DecideFlags) => {
    const { decide } = await import('./run-decide.js');
    await decide(file, flags);
  });
}

function collectNumber(least: number) {
  return (value: string, before: readonly number[] = []): number[] => {
    const number = wholeNumber(least)(value);
    if (before.includes(number)) throw new InvalidArgumentError('This row is named already.');
    return [...before, number];
  };
}
