/** Options about reports, their output, and the limits of the gate. */
import { HEALTH_FORMATS } from '../../report/health/formats.js';
import { KINDS } from '../../report/kinds.js';
import { option } from './option.js';
import * as value from './values.js';

/** Kinds of findings; the default differs between commands. */
export const KINDS_OF_ROWS = {
  kinds: option({
    flags: '--kinds <a,b,…>',
    help: KINDS.join(', '),
    value: value.kindList,
    place: 'command line',
    notInEngine: 'it looks for label errors only',
  }),
  nearDuplicates: option({
    flags: '--near-duplicates',
    help: 'also look for rows that say nearly the same under other labels',
    value: value.given,
    place: 'command line',
    notInEngine: 'it looks for label errors only',
  }),
};

/** Rows and fields. */
export const ROWS = {
  all: option({
    flags: '--all',
    help: 'every row, not only the candidates',
    value: value.given,
    place: 'command line',
    usual: ['find'],
    notInEngine: 'only candidates are read from it',
  }),
  withProbabilities: option({
    flags: '--with-probabilities',
    help: "add each row's class probabilities (jsonl, json, csv)",
    value: value.given,
    place: 'command line',
  }),
  saveProbabilities: option({
    flags: '--save-probabilities <file>',
    help: "write all rows' class probabilities: .npy, .csv or .parquet",
    value: value.text,
    place: 'never in a file',
    notInEngine: 'only candidates are read from it',
  }),
};

const NO_TEXT = {
  flags: '--no-text',
  value: value.given,
  place: 'command line',
  isNoNegation: true, // otherwise it would be the opposite of --text <column>
} as const;

const COLOURS = {
  color: option({
    flags: '--color',
    help: 'colour the table even in a pipe',
    value: value.yesOrNo,
    place: 'command line',
  }),
  noColor: option({
    flags: '--no-color',
    help: 'never use colours',
    value: value.opposite,
    place: 'command line',
  }),
};

const OUTPUT_FILE = option({
  flags: '-o, --output <file>',
  help: 'write to a file; its name says the format',
  value: value.text,
  place: 'never in a file',
  usual: ['find', 'check', 'health'],
});

/** Reports of rows. */
export const OUTPUT = {
  format: option({
    flags: '--format <name|name=file>',
    help: 'repeatable, as in sarif=out.sarif (default: table on a terminal, else jsonl)',
    value: value.formatChoices,
    place: 'command line',
    usual: ['find', 'check'],
  }),
  output: OUTPUT_FILE,
  top: option({
    flags: '-n, --top <n>',
    help: 'only the n worst (default: 20 in a table, else all)',
    value: value.wholeNumber(1),
    place: 'command line',
    usual: ['find', 'check'],
  }),
  noText: option({ ...NO_TEXT, help: 'leave the texts out' }),
  ...COLOURS,
  quiet: option({
    flags: '-q, --quiet',
    help: 'print no summary',
    value: value.given,
    place: 'command line',
    usual: ['find', 'check'],
    conflicts: ['verbose'],
  }),
  verbose: option({
    flags: '--verbose',
    help: 'also print the confident joint and the noise matrix',
    value: value.given,
    place: 'command line',
  }),
};

const QUIET_ABOUT_READING = option({
  flags: '-q, --quiet',
  help: 'say nothing about how the data were read',
  value: value.given,
  place: 'command line',
  usual: ['health', 'explain'],
});

/** The report of `health`. */
export const HEALTH_OUTPUT = {
  format: option({
    flags: '--format <name>',
    help: '(default: table)',
    value: value.oneOf(HEALTH_FORMATS),
    place: 'command line',
    usual: ['health'],
  }),
  output: OUTPUT_FILE,
  noText: option({ ...NO_TEXT, help: 'leave the texts out (html)', usual: ['health'] }),
  ...COLOURS,
  quiet: QUIET_ABOUT_READING,
};

/** The rows that `explain` explains. */
export const EXPLAINED_ROWS = {
  row: option({
    flags: '--row <line:N|index:N|id>',
    help: 'the row; may be repeated',
    value: value.texts,
    place: 'command line',
    usual: ['explain'],
    required: true,
  }),
};

/** The output of `explain`. */
export const EXPLAIN_OUTPUT = {
  format: option({
    flags: '--format <name>',
    help: '(default: table)',
    value: value.oneOf(['table', 'json']),
    place: 'command line',
    usual: ['explain'],
  }),
  color: option({ ...COLOURS.color, help: 'use colours even in a pipe' }),
  noColor: COLOURS.noColor,
  quiet: QUIET_ABOUT_READING,
};

/** The limits of `check`. */
export const LIMITS = {
  maxErrors: option({
    flags: '--max-errors <n>',
    help: 'fail on more candidates than this',
    value: value.wholeNumber(0),
    place: 'anywhere',
    usual: ['check'],
  }),
  maxRate: option({
    flags: '--max-rate <percent>',
    help: 'fail on more, in percent of the judged rows',
    value: value.percent,
    place: 'anywhere',
    usual: ['check'],
  }),
  maxClassRate: option({
    flags: '--max-class-rate <percent>',
    help: 'the same for each class by itself',
    value: value.percent,
    place: 'anywhere',
    usual: ['check'],
  }),
  maxAuditedRate: option({
    flags: '--max-audited-rate <percent>',
    help: 'fail where an audit says that more are wrong, even at the lower end of its interval',
    value: value.percent,
    place: 'anywhere',
  }),
  below: option({
    flags: '--below <quality>',
    help: 'count only candidates below this quality, 0 to 1',
    value: value.share,
    place: 'anywhere',
    usual: ['check'],
  }),
  since: option({
    flags: '--since <old file>',
    help: 'count only rows that are not in this file',
    value: value.text,
    place: 'never in a file',
    usual: ['check'],
  }),
};

/** Rows that `check` excludes. */
export const BASELINE = {
  baseline: option({
    flags: '--baseline <file>',
    help: 'rows that were reviewed and accepted: they never count',
    value: value.text,
    place: 'never in a file',
    usual: ['check'],
  }),
  updateBaseline: option({
    flags: '--update-baseline',
    help: 'accept all candidates that count; take out stale rows',
    value: value.given,
    place: 'never in a file',
    usual: ['check'],
  }),
  pruneBaseline: option({
    flags: '--prune-baseline',
    help: 'take out stale rows: those gone or corrected',
    value: value.given,
    place: 'never in a file',
    usual: ['check'],
  }),
  allowStale: option({
    flags: '--allow-stale',
    help: 'do not fail on stale rows',
    value: value.given,
    place: 'command line',
  }),
};
