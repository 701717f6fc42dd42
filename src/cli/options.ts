/** The options that commands share, each described in one place. */
import { type Command, Option } from 'commander';
import { METHODS } from '../confident-learning/filter/methods.js';
import { RANK_BY } from '../confident-learning/rank/quality-scores.js';
import { INPUT_FORMATS } from '../dataset/format.js';
import { FORMATS } from '../report/formats.js';
import { KINDS } from '../report/kinds.js';
import {
  collect,
  countPerClass,
  delimiter,
  folds,
  formatChoices,
  kindList,
  memorySize,
  percent,
  positiveNumber,
  share,
  wholeNumber,
} from './values.js';

export const DATA = 'Data:';
const WORDS = 'Words:';
const METHOD = 'Method:';
const OUTPUT = 'Output:';
const RUN = 'Run:';
const LIMITS = 'Limits:';
const BASELINE = 'Baseline:';

/**
 * The options that say what is what in a data file.
 *
 * @param labelOption how the label column is named where `--label` means something else
 */
export function addColumnOptions(command: Command, labelOption = '--label <column>'): void {
  command
    .optionsGroup(DATA)
    .option('--text <column>', 'text column, by name or number from 1; repeat it to join several', collect)
    .option(labelOption, 'label column, by name or number from 1')
    .option('--header', 'the first row holds column names')
    .option('--no-header', 'the first row is data')
    .option('--classes <file|a,b,…>', 'class names, a file with one a line or a list')
    .addOption(new Option('--class-base <n>', 'class indexes start at').choices(['0', '1']))
    .option('--merge-labels', 'join labels that differ only in case or white space')
    .addOption(
      new Option('--input-format <name>', 'default: by content and name').choices([...INPUT_FORMATS]),
    )
    .option('--delimiter <c|tab>', 'what separates cells (default: found out)', delimiter)
    .option('--encoding <name>', 'of text files (default: UTF-8, or by its mark)');
}

export function addDataOptions(command: Command, labelOption?: string): void {
  addColumnOptions(command, labelOption);
  command.option('--train <file>', 'learn from this file, judge the other');
}

export function addProbabilityOptions(command: Command): void {
  command
    .optionsGroup("Another model's probabilities:")
    .option(
      '--probabilities <file>',
      'judge by its class probabilities: .npy, .csv, .jsonl or .parquet; repeat it for several models',
      collect,
    )
    .option('--labels <file>', 'labels without a data file: .npy or .csv')
    .addOption(new Option('--combine <how>', 'several models (default: mean)').choices(['mean', 'weighted']))
    .option('--renormalize', 'divide each row by its sum');
}

export function addWordOptions(command: Command): void {
  command
    .optionsGroup(WORDS)
    .option('--ngrams <n>', 'count runs of up to n words, too (default: 1)', wholeNumber(1))
    .option('--min-df <n>', 'leave out words of fewer than n rows (default: 1)', wholeNumber(1))
    .option('--stop-words <english|file>', 'leave out these words, a file with one a line')
    .option('--stem', 'count the stems of English words')
    .addOption(
      new Option(
        '--tokenizer <name>',
        'how texts are cut (default: words, or segmenter for Chinese, Japanese, Thai …)',
      ).choices(['words', 'segmenter', 'characters']),
    );
}

export function addMethodOptions(command: Command): void {
  command
    .optionsGroup(METHOD)
    .addOption(
      new Option('--method <name>', 'how to find label errors (default: noise-aware)').choices([
        'noise-aware',
        ...Object.keys(METHODS),
      ]),
    )
    .option('--alpha <number>', 'smoothing (default: 0.1 for noise-aware, else 1)', positiveNumber)
    .option('--cv <folds|loo>', 'cross-validation of the other methods (default: 5)', folds)
    .addOption(
      new Option('--rank-by <score>', 'what they rank by (default: self_confidence)').choices([...RANK_BY]),
    )
    .option('--adjust-probabilities', 'even out classes of which the model is less sure')
    .option('--frac-noise <share>', 'share of the estimated errors to flag (default: 1)', share)
    .option('--min-examples-per-class <n>', 'rows of a class never to flag (default: 1)', wholeNumber(0))
    .option('--remove-per-class <n|n,n,…>', 'rows to flag for each class', countPerClass);
}

export function addOutputOptions(command: Command): void {
  const noText = new Option('--no-text', 'leave the texts out');
  noText.negate = false; // else it would be the opposite of --text <column>
  command
    .optionsGroup(OUTPUT)
    .addOption(formatOption())
    .option('-o, --output <file>', 'write to a file; its name says the format')
    .option('-n, --top <n>', 'only the n worst (default: 20 in a table, else all)', wholeNumber(1))
    .addOption(noText)
    .option('--color', 'colour the table even in a pipe')
    .option('--no-color', 'never use colours')
    .addOption(new Option('-q, --quiet', 'print no summary').conflicts('verbose'))
    .option('--verbose', 'also print the confident joint and the noise matrix');
}

export function addRunOptions(command: Command): void {
  command
    .optionsGroup(RUN)
    .option(
      '--memory <size>',
      'what the run may take, as in 800M; more goes to a temporary file (default: a quarter of the memory)',
      memorySize,
    )
    .option('--timings', 'print how long each stage took, on standard error');
}

export function addRowOptions(command: Command): void {
  command
    .optionsGroup(OUTPUT)
    .option('--all', 'every row, not only the candidates')
    .option('--with-probabilities', "add each row's class probabilities (jsonl, json, csv)")
    .option('--save-probabilities <file>', "write all rows' class probabilities: .npy, .csv or .parquet");
}

/** @param usual what is looked for without the option */
export function addKindOptions(command: Command, usual: string): void {
  command
    .optionsGroup(OUTPUT)
    .addOption(new Option('--kinds <a,b,…>', `${KINDS.join(', ')} (default: ${usual})`).argParser(kindList))
    .option('--near-duplicates', 'also look for rows that say nearly the same under other labels');
}

export function addGateOptions(command: Command): void {
  command
    .optionsGroup(LIMITS)
    .option('--max-errors <n>', 'fail on more candidates than this', wholeNumber(0))
    .option('--max-rate <percent>', 'fail on more, in percent of the judged rows', percent)
    .option('--max-class-rate <percent>', 'the same for each class by itself', percent)
    .option('--below <quality>', 'count only candidates below this quality, 0 to 1', share)
    .option('--since <old file>', 'count only rows that are not in this file')
    .optionsGroup(BASELINE)
    .option('--baseline <file>', 'rows that were reviewed and accepted: they never count')
    .option('--update-baseline', 'accept all candidates that count; take out stale rows')
    .option('--prune-baseline', 'take out stale rows: those gone or corrected')
    .option('--allow-stale', 'do not fail on stale rows');
}

/**
 * The options about decisions, in the group that was begun last.
 *
 * @param what what is done with the rows that are decided
 */
export function addHeedOptions(command: Command, what: string): void {
  command
    .option('--decisions <file>', `${what} (default: <file>.decisions.jsonl)`)
    .option('--no-decisions', 'leave decisions unread')
    .option('--use-decisions', 'hold decided labels fixed: learn from them, judge the other rows');
}

function formatOption(): Option {
  const description = 'repeatable, as in sarif=out.sarif (default: table on a terminal, else jsonl)';
  return new Option('--format <name|name=file>', description).choices(FORMATS).argParser(formatChoices);
}
