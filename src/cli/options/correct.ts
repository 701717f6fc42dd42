/** Options about decisions and about the output of corrected data. */
import { DATA_FORMATS, SELECTIONS, TARGETS } from '../../export/targets.js';
import { option } from './option.js';
import * as value from './values.js';

/** Where decisions are kept. */
const DECISIONS_FILE = option({
  flags: '--decisions <file>',
  help: 'where to keep them (default: <file>.decisions.jsonl)',
  value: value.text,
  place: 'never in a file',
  usual: ['review', 'decide'],
});

const QUIET = option({
  flags: '-q, --quiet',
  help: 'say only what is wrong',
  value: value.given,
  place: 'command line',
  usual: ['review', 'decide', 'export'],
});

/** The options of `review`. */
export const REVIEW = {
  candidates: option({
    flags: '--candidates <file>',
    help: 'review those of this report (JSON lines) instead of looking for them',
    value: value.text,
    place: 'command line',
    usual: ['review'],
  }),
  decisions: option({
    ...DECISIONS_FILE,
    help: 'where to keep decisions (default: <file>.decisions.jsonl)',
  }),
  port: option({
    flags: '--port <n>',
    help: 'port to serve the page on (default: any that is free)',
    value: value.port,
    place: 'command line',
    usual: ['review'],
  }),
  open: option({
    flags: '--no-open',
    help: 'only print the address of the page',
    value: value.yesOrNo,
    place: 'command line',
    usual: ['review'],
  }),
  quiet: option({ ...QUIET, help: 'print the address, and what is wrong' }),
};

/** The options of `audit`. */
export const AUDIT = {
  rows: option({
    flags: '--rows <n>',
    help: 'rows to read in all (default: 100)',
    value: value.wholeNumber(1),
    place: 'command line',
    usual: ['audit'],
  }),
  seed: option({
    flags: '--seed <n>',
    help: 'draw other rows of the same data (default: 0)',
    value: value.wholeNumber(0),
    place: 'command line',
    usual: ['audit'],
  }),
  output: option({
    flags: '-o, --output <file>',
    help: 'write the rows as CSV, to be read in a spreadsheet',
    value: value.text,
    place: 'never in a file',
    usual: ['audit'],
  }),
  import: option({
    flags: '--import <file>',
    help: 'take the column new_label of that CSV',
    value: value.text,
    place: 'command line',
    usual: ['audit'],
  }),
  browser: option({
    flags: '--browser',
    help: 'read the rows in the browser',
    value: value.given,
    place: 'command line',
    usual: ['audit'],
  }),
  port: REVIEW.port,
  open: REVIEW.open,
  decisions: option({
    ...DECISIONS_FILE,
    help: 'where to keep answers (default: <file>.decisions.jsonl)',
    usual: ['audit'],
  }),
  quiet: QUIET,
};

/** The options of `decide`. */
export const DECIDE = {
  line: option({
    flags: '--line <n>',
    help: 'the row that starts on this line; may be repeated',
    value: value.rowNumbers(1),
    place: 'command line',
    usual: ['decide'],
  }),
  index: option({
    flags: '--index <n>',
    help: 'the row, as "index" in the report, from 0; may be repeated',
    value: value.rowNumbers(0),
    place: 'command line',
    usual: ['decide'],
  }),
  row: option({
    flags: '--row <id>',
    help: 'the row whose --id column says so; may be repeated',
    value: value.texts,
    place: 'command line',
  }),
  label: option({
    flags: '--label <class>',
    help: 'the class that is right',
    value: value.text,
    place: 'command line',
    usual: ['decide'],
  }),
  keep: option({
    flags: '--keep',
    help: 'the label is right',
    value: value.given,
    place: 'command line',
    usual: ['decide'],
  }),
  delete: option({
    flags: '--delete',
    help: 'the row should go',
    value: value.given,
    place: 'command line',
    usual: ['decide'],
  }),
  skip: option({
    flags: '--skip',
    help: 'leave it open, but seen',
    value: value.given,
    place: 'command line',
    usual: ['decide'],
  }),
  undo: option({
    flags: '--undo',
    help: 'take back the last decision (of the row, or the last step of all)',
    value: value.given,
    place: 'command line',
    usual: ['decide'],
  }),
  acceptBelow: option({
    flags: '--accept-below <quality>',
    help: 'take the suggestion for all candidates below',
    value: value.share,
    place: 'command line',
    usual: ['decide'],
  }),
  from: option({
    flags: '--from <class>',
    help: 'of these only rows labelled so',
    value: value.text,
    place: 'command line',
    usual: ['decide'],
  }),
  to: option({
    flags: '--to <class>',
    help: 'of these only rows for which this is suggested',
    value: value.text,
    place: 'command line',
    usual: ['decide'],
  }),
  import: option({
    flags: '--import <file>',
    help: 'take the column new_label of an edited report (CSV, JSON lines)',
    value: value.text,
    place: 'command line',
    usual: ['decide'],
  }),
  yes: option({
    flags: '-y, --yes',
    help: 'do not ask',
    value: value.given,
    place: 'never in a file',
    usual: ['decide'],
  }),
  decisions: DECISIONS_FILE,
  quiet: QUIET,
};

/** The options of `apply`. */
export const APPLY = {
  output: option({
    flags: '-o, --output <file>',
    help: 'write to this file',
    value: value.text,
    place: 'never in a file',
    conflicts: ['inPlace', 'dryRun'],
  }),
  inPlace: option({
    flags: '--in-place',
    help: 'change the file itself, and keep a backup beside it',
    value: value.given,
    place: 'never in a file',
    conflicts: ['dryRun'],
  }),
  dryRun: option({
    flags: '--dry-run',
    help: 'write nothing, print what would change as a diff',
    value: value.given,
    place: 'command line',
  }),
  force: option({
    flags: '--force',
    help: 'replace a file even if it is read-only',
    value: value.given,
    place: 'never in a file',
    conflicts: ['dryRun'],
  }),
  decisions: option({ ...DECISIONS_FILE, help: 'decisions (default: <file>.decisions.jsonl)' }),
  color: option({
    flags: '--color',
    help: 'colour the diff even in a pipe',
    value: value.yesOrNo,
    place: 'command line',
  }),
  noColor: option({
    flags: '--no-color',
    help: 'never use colours',
    value: value.opposite,
    place: 'command line',
  }),
  quiet: QUIET,
};

/** The options of `export`. */
export const EXPORT = {
  to: option({
    flags: '--to <tool>',
    help: 'who is to read it',
    value: value.oneOf(TARGETS),
    place: 'command line',
    usual: ['export'],
  }),
  output: option({
    flags: '-o, --output <folder>',
    help: 'write to this folder',
    value: value.text,
    place: 'never in a file',
    usual: ['export'],
  }),
  only: option({
    flags: '--only <rows>',
    help: 'default: all for huggingface, else candidates that are not decided yet',
    value: value.oneOf(SELECTIONS),
    place: 'command line',
    usual: ['export'],
  }),
  format: option({
    flags: '--format <name>',
    help: 'default: parquet for huggingface, jsonl for argilla-v1, else json',
    value: value.oneOf(DATA_FORMATS),
    place: 'command line',
    usual: ['export'],
  }),
  split: option({
    flags: '--split <name>',
    help: 'of huggingface (default: train)',
    value: value.text,
    place: 'command line',
    usual: ['export'],
  }),
  push: option({
    flags: '--push <user/name>',
    help: 'send it to the Hugging Face Hub, too',
    value: value.text,
    place: 'never in a file',
    usual: ['export'],
  }),
  private: option({
    flags: '--private',
    help: 'only you may see it there, if it is new',
    value: value.given,
    place: 'command line',
    usual: ['export'],
  }),
  force: option({
    flags: '--force',
    help: 'replace an older export in that folder',
    value: value.given,
    place: 'never in a file',
    usual: ['export'],
  }),
  quiet: QUIET,
};
