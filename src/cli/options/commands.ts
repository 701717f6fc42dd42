/** The commands: names, summaries, arguments and options. */
import { TARGET_TRAITS } from '../../export/targets.js';
import type { CommandEntry, OptionGroup } from './command.js';
import { APPLY, AUDIT, DECIDE, EXPORT, REVIEW } from './correct.js';
import { COLUMNS, COLUMNS_TO_DECIDE, IDS, PROBABILITIES, TRAINING, WORDS } from './data.js';
import { ENGINE, SQL_METHOD, SQL_OUTPUT, SQL_TABLE } from './engine.js';
import { CONFIDENT_LEARNING, DECISIONS, METHOD, RUN } from './method.js';
import type { FlagsOf } from './option.js';
import {
  BASELINE,
  EXPLAIN_OUTPUT,
  EXPLAINED_ROWS,
  HEALTH_OUTPUT,
  KINDS_OF_ROWS,
  LIMITS,
  OUTPUT,
  ROWS,
} from './report.js';

/** The heading of options about the format and columns of the data. */
export const DATA_HEADING = 'Data:';

const DATA: OptionGroup = { heading: DATA_HEADING, options: { ...COLUMNS, ...TRAINING } };
const DATA_WITH_IDS: OptionGroup = { heading: DATA_HEADING, options: { ...DATA.options, ...IDS } };
const GIVEN: OptionGroup = { heading: "Another model's probabilities:", options: PROBABILITIES };
const WORDS_GROUP: OptionGroup = { heading: 'Words:', options: WORDS };
const METHOD_GROUP: OptionGroup = { heading: 'Method:', options: { ...METHOD, ...CONFIDENT_LEARNING } };
const RUN_GROUP: OptionGroup = { heading: 'Run:', options: RUN };

/** @param what the effect of decided rows on the command */
function decisions(what: string, heading = 'Decisions:'): OptionGroup {
  return {
    heading,
    options: DECISIONS,
    help: { decisions: `${what} ${DECISIONS.decisions.help}` },
  };
}

/** @param usual the default kinds of the command */
function kinds(usual: string): OptionGroup {
  return {
    heading: 'Output:',
    options: KINDS_OF_ROWS,
    help: { kinds: `${KINDS_OF_ROWS.kinds.help} (default: ${usual})` },
  };
}

const FILES = ['[file...]', 'files with a text and a label in each row, taken as one data set'] as const;

type Judging = FlagsOf<
  typeof COLUMNS &
    typeof TRAINING &
    typeof IDS &
    typeof PROBABILITIES &
    typeof WORDS &
    typeof METHOD &
    typeof CONFIDENT_LEARNING &
    typeof DECISIONS &
    typeof RUN
> & { readonly quiet?: true | undefined };

/** The flags about data and method; other commands add their own to these. */
export type JudgeFlags = Judging;

export type FindFlags = JudgeFlags &
  FlagsOf<typeof KINDS_OF_ROWS & typeof ROWS & typeof OUTPUT & typeof ENGINE>;

export const FIND: CommandEntry = {
  name: 'find',
  isDefault: true,
  summary: 'rank the rows whose label is probably wrong',
  description: 'Rank the rows of a labelled text file whose label is probably wrong, worst first.',
  argument: [
    '[file...]',
    'CSV, TSV, JSON lines, JSON or Parquet with a text and a label in each row; - is standard input',
  ],
  groups: [
    DATA_WITH_IDS,
    GIVEN,
    WORDS_GROUP,
    METHOD_GROUP,
    decisions('mark the rows that were decided about'),
    kinds('all but near_duplicate and duplicate'),
    { heading: 'Output:', options: { ...ROWS, ...OUTPUT } },
    RUN_GROUP,
    { heading: 'Engine:', options: ENGINE },
  ],
  examples: `
Examples:
  $ find-label-errors reviews.csv                  the 20 worst, as a table
  $ find-label-errors reviews.csv -o errors.jsonl  all candidates, as JSON lines
  $ find-label-errors reviews.csv | jq -r .text    a pipe gets JSON lines too
  $ find-label-errors test.csv --train train.csv   learn from another file
  $ find-label-errors data-*.parquet               several files as one data set
  $ find-label-errors news.csv --text title --text body --label topic
  $ find-label-errors news.csv --method prune_by_noise_rate --cv 10
  $ find-label-errors reviews.csv --probabilities bert.npy`,
};

export type HealthFlags = JudgeFlags & FlagsOf<typeof HEALTH_OUTPUT>;

export const HEALTH: CommandEntry = {
  name: 'health',
  summary: 'say how healthy a data set is',
  description: 'Say how many labels to expect to be wrong, where, and how many rows to read to find them.',
  argument: FILES,
  groups: [
    DATA,
    GIVEN,
    WORDS_GROUP,
    METHOD_GROUP,
    decisions('say how many rows were decided'),
    { heading: 'Output:', options: HEALTH_OUTPUT },
    RUN_GROUP,
  ],
  examples: `
What to expect holds for labels that are wrong by chance or from class to class. Where annotators were misled
by the text, their errors look right to the model, and there are more than it says.

Examples:
  $ find-label-errors health reviews.csv                 on the terminal
  $ find-label-errors health reviews.csv -o report.html  a page to hand around
  $ find-label-errors health reviews.csv --format json | jq .expected_errors`,
};

export type ExplainFlags = JudgeFlags & FlagsOf<typeof EXPLAIN_OUTPUT> & { readonly row: readonly string[] };

export const EXPLAIN: CommandEntry = {
  name: 'explain',
  summary: 'say why a row is, or is not, a candidate',
  description: 'Say why a row is, or is not, a candidate: probabilities, thresholds, rank and words.',
  argument: ['<file...>', FILES[1]],
  groups: [
    { heading: '', options: EXPLAINED_ROWS },
    DATA_WITH_IDS,
    GIVEN,
    WORDS_GROUP,
    METHOD_GROUP,
    decisions('say what was decided about the row'),
    { heading: 'Output:', options: EXPLAIN_OUTPUT },
    RUN_GROUP,
  ],
  examples: `
Examples:
  $ find-label-errors explain reviews.csv --row index:17      by its index
  $ find-label-errors explain reviews.csv --row line:18       by its line
  $ find-label-errors explain reviews.csv --id key --row a12  by its id
  $ find-label-errors explain reviews.csv --row index:17 --method prune_by_noise_rate`,
};

export type ReviewFlags = Omit<JudgeFlags, 'decisions'> & FlagsOf<typeof REVIEW>;

export const REVIEW_COMMAND: CommandEntry = {
  name: 'review',
  summary: 'correct the candidates in the browser',
  description: 'Go through the candidates in the browser, one key for each, and record what is right.',
  argument: ['<file>', 'the data file'],
  groups: [{ heading: 'Review:', options: REVIEW }, DATA_WITH_IDS, WORDS_GROUP, METHOD_GROUP],
  examples: `
The page is served on 127.0.0.1 and asks nothing of any other machine. Decisions are on the disk before it
calls them saved, and change nothing in the data before find-label-errors apply. Ctrl-C ends the review.

Examples:
  $ find-label-errors review reviews.csv
  $ find-label-errors review reviews.csv --candidates found.jsonl
  $ find-label-errors review reviews.csv --no-open --port 8000  on a server`,
};

export type AuditFlags = Omit<JudgeFlags, 'decisions'> & FlagsOf<typeof AUDIT>;

export const AUDIT_COMMAND: CommandEntry = {
  name: 'audit',
  summary: 'read a sample, to know how many labels are wrong',
  description: 'Draw rows for a person to read, and say how many labels of the data set are wrong.',
  argument: ['<file>', 'the data file'],
  groups: [{ heading: 'Audit:', options: AUDIT }, DATA_WITH_IDS, WORDS_GROUP, METHOD_GROUP],
  examples: `
No model can know how many labels people got wrong; who reads 100 rows can, within an interval. The answers
are decisions like others. An audit that was interrupted goes on where it ended; --rows 150 narrows it.

Examples:
  $ find-label-errors audit reviews.csv                      in the terminal
  $ find-label-errors audit reviews.csv -o sample.csv        in a spreadsheet
  $ find-label-errors audit reviews.csv --import sample.csv
  $ find-label-errors audit reviews.csv --browser`,
};

export type DecideFlags = Omit<JudgeFlags, 'decisions' | 'label'> &
  FlagsOf<typeof COLUMNS_TO_DECIDE & typeof DECIDE>;

export const DECIDE_COMMAND: CommandEntry = {
  name: 'decide',
  summary: 'record what is right about a row',
  description: 'Record decisions about the rows of a labelled text file.',
  argument: ['<file>', 'the data file'],
  groups: [
    { heading: 'Decision:', options: DECIDE },
    { heading: DATA_HEADING, options: { ...COLUMNS_TO_DECIDE, ...TRAINING, ...IDS } },
    WORDS_GROUP,
    METHOD_GROUP,
  ],
  examples: `
Decisions are kept beside the data and found again by what a row says, wherever it moves to.
Nothing changes in the data before find-label-errors apply.

Examples:
  $ find-label-errors decide news.csv --line 198 --label World
  $ find-label-errors decide news.csv --index 7 --index 12 --keep
  $ find-label-errors decide news.csv --accept-below 0.01 --from Sports --to World
  $ find-label-errors decide news.csv --import found.csv`,
};

export type ApplyFlags = FlagsOf<typeof COLUMNS & typeof APPLY>;

export const APPLY_COMMAND: CommandEntry = {
  name: 'apply',
  summary: 'write the file with the decisions',
  description: 'Write a data file with what was decided about its rows.',
  argument: ['<file>', 'the data file that the decisions are about'],
  groups: [
    { heading: '', options: APPLY },
    { heading: DATA_HEADING, options: COLUMNS },
  ],
  hasShortHelp: false,
  examples: `
Every byte stays as it is, but for the labels that are changed and the rows that are deleted.
A decision whose row has changed since is reported, not applied. Applying twice changes nothing more.

Examples:
  $ find-label-errors apply reviews.csv --dry-run     show what would change
  $ find-label-errors apply reviews.csv -o clean.csv  write the corrected file
  $ find-label-errors apply reviews.csv --in-place    change it, and keep a copy`,
};

export type ExportFlags = JudgeFlags & FlagsOf<typeof EXPORT>;

/** Whether rows are judged: not if a whole data set is published. */
export function judgesRows({ to, only }: Pick<ExportFlags, 'to' | 'only'>): boolean {
  return to !== 'huggingface' || (only ?? TARGET_TRAITS[to].only) === 'candidates';
}

export const EXPORT_COMMAND: CommandEntry = {
  name: 'export',
  summary: 'hand it on to Hugging Face, Argilla or Label Studio',
  description: 'Write a data set, with its corrections, as another tool reads it.',
  argument: ['<file...>', FILES[1]],
  groups: [
    { heading: 'Export:', options: EXPORT },
    decisions('carry these out', 'Export:'),
    DATA_WITH_IDS,
    GIVEN,
    WORDS_GROUP,
    METHOD_GROUP,
  ],
  examples: `
Decisions about the data are carried out in what is exported; the data stay as they are.

Examples:
  $ find-label-errors export news.csv --to huggingface -o news
  $ find-label-errors export news.csv --to huggingface -o news --push me/news --private
  $ find-label-errors export news.csv --to argilla -o for-argilla
  $ find-label-errors export news.csv --to label-studio -o tasks --only all`,
};

export type CheckFlags = JudgeFlags &
  FlagsOf<typeof KINDS_OF_ROWS & typeof OUTPUT & typeof LIMITS & typeof BASELINE>;

export const CHECK: CommandEntry = {
  name: 'check',
  summary: 'pass or fail a data set, for CI',
  description: 'Fail when more labels are probably wrong than allowed, or others than were accepted.',
  argument: FILES,
  groups: [
    DATA_WITH_IDS,
    GIVEN,
    WORDS_GROUP,
    METHOD_GROUP,
    { heading: 'Limits:', options: LIMITS },
    { heading: 'Baseline:', options: BASELINE },
    decisions('rows kept or corrected since do not count', 'Baseline:'),
    kinds('label_error,ambiguous,outlier'),
    { heading: 'Output:', options: OUTPUT },
    RUN_GROUP,
  ],
  examples: `
Exit codes: 0 passed, 1 failed, 2 wrong usage or input.

Examples:
  $ find-label-errors check reviews.csv --max-rate 2
  $ find-label-errors check reviews.csv --baseline label-errors.baseline.json
  $ find-label-errors check new.csv --since old.csv --max-errors 0`,
};

export type SqlFlags = FlagsOf<
  typeof SQL_TABLE & typeof SQL_METHOD & typeof CONFIDENT_LEARNING & typeof SQL_OUTPUT
> & { readonly into: string; readonly prefix: string };

export const SQL: CommandEntry = {
  name: 'sql',
  summary: 'print the computation as SQL',
  description: 'Print SQL that finds label errors where the data are: in a warehouse, a lake, a cluster.',
  groups: [
    { heading: DATA_HEADING, options: SQL_TABLE },
    { heading: 'Method:', options: SQL_METHOD },
    { heading: 'Output:', options: SQL_OUTPUT },
  ],
  refused: CONFIDENT_LEARNING,
  examples: `
The script leaves the table label_errors and takes away all that it made in between. It holds leave-one-out
naive Bayes, prune_by_noise_rate (the default) or confident_learning, and self_confidence as rank.

Examples:
  $ find-label-errors sql --dialect duckdb --table reviews --id n --text body --label stars \\
      --classes 1,2,3,4,5 | duckdb reviews.db
  $ find-label-errors sql --dialect bigquery --table shop.reviews --id id --text title --text body \\
      --label topic --classes topics.txt -o errors.sql`,
};
