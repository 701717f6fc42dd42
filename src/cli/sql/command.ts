import { type Command, Option } from 'commander';
import { DIALECTS } from '../../sql/dialect.js';
import { useConfig } from '../config.js';
import { keepHelpShort } from '../help.js';
import { addMethodOptions } from '../options.js';
import { collect } from '../values.js';
import type { SqlFlags } from './flags.js';

/** The options that its help tells. */
const USUAL = [
  ...[
    'dialect',
    'table',
    'id',
    'text',
    'label',
    'classes',
    'class-base',
    'method',
    'alpha',
    'into',
    'prefix',
  ],
  'output',
];

/** Options of a method that cannot be had in SQL, which is said to those who use them. */
const REFUSED = [
  ...['cv', 'rank-by', 'adjust-probabilities', 'frac-noise', 'min-examples-per-class', 'remove-per-class'],
];

const EXAMPLES = `
The script leaves the table label_errors and takes away all that it made in between. It holds leave-one-out
naive Bayes, prune_by_noise_rate (the default) or confident_learning, and self_confidence as rank.

Examples:
  $ find-label-errors sql --dialect duckdb --table reviews --id n --text body --label stars \\
      --classes 1,2,3,4,5 | duckdb reviews.db
  $ find-label-errors sql --dialect bigquery --table shop.reviews --id id --text title --text body \\
      --label topic --classes topics.txt -o errors.sql`;

/** Adds the command that prints the computation as a script for an engine. */
export function addSqlCommand(program: Command): void {
  const command = program
    .command('sql')
    .summary('print the computation as SQL')
    .description('Print SQL that finds label errors where the data are: in a warehouse, a lake, a cluster.')
    .optionsGroup('Data:')
    .addOption(new Option('--dialect <name>', 'the engine').choices(DIALECTS))
    .option('--table <name>', 'the table, as in news or shop.public.news')
    .option('--id <column>', 'column that names each row: unique, never null')
    .option('--text <column>', 'text column; repeat it to join several', collect)
    .option('--label <column>', 'label column')
    .option('--classes <file|a,b,…>', 'the classes as the labels have them, a file with one a line or a list')
    .addOption(
      new Option('--class-base <n>', 'the labels are indexes of the classes, from').choices(['0', '1']),
    );
  addMethodOptions(command);
  describe(command, '--method', 'prune_by_noise_rate (default) or confident_learning');
  describe(command, '--alpha', 'smoothing (default: 1)');
  command
    .optionsGroup('Output:')
    .option('--into <table>', 'the table of candidates that stays', 'label_errors')
    .option('--prefix <name>', 'what the tables in between begin with', 'fle_')
    .option('-o, --output <file>', 'write to a file');
  useConfig(command);
  keepHelpShort(command, USUAL, REFUSED);
  command.addHelpText('after', EXAMPLES).action(async (flags: SqlFlags) => {
    const { printScript } = await import('./print-script.js');
    await printScript(flags);
  });
}

/** The other commands' words for an option would be wrong here: other defaults, fewer choices. */
function describe(command: Command, name: string, description: string): void {
  const option = command.options.find(({ long }) => long === name)!;
  option.description = description;
  delete option.argChoices; // what cannot be done in SQL is refused with its reason
  if (name === '--method') option.argParser((value) => value);
}
