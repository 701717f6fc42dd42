/** The requests of commands that record decisions and write corrected data. */
import { decisionsFileOf } from '../../corrections/decision-file.js';
import { STANDARD_INPUT } from '../../dataset/bytes/input.js';
import type { DataOptions } from '../../dataset/read-dataset.js';
import {
  type DataFormat,
  type Selection,
  TARGET_TRAITS,
  TARGETS,
  type Target,
} from '../../export/targets.js';
import type { MethodOptions } from '../../judge/methods.js';
import { optionIgnored } from '../errors.js';
import type { ApplyFlags, DecideFlags, ExportFlags, JudgeFlags, ReviewFlags } from '../options/commands.js';
import { judgesRows } from '../options/commands.js';
import { firstGiven } from '../options/conflicts.js';
import { DECIDE } from '../options/correct.js';
import { PROBABILITIES, TRAINING, WORDS } from '../options/data.js';
import { CONFIDENT_LEARNING, DECISIONS, METHOD } from '../options/method.js';
import * as errors from './errors.js';
import {
  type DecisionsRequest,
  dataRequest,
  decisionsRequest,
  type JudgeRequest,
  judgeRequest,
  methodRequest,
  type TextSource,
  textSource,
} from './judge.js';

/** The options of finding label errors. */
const FINDING = { ...TRAINING, ...WORDS, ...METHOD, ...CONFIDENT_LEARNING };

/** The source of the candidates of a review. */
export type ReviewSource =
  | { readonly kind: 'method'; readonly texts: TextSource; readonly method: MethodOptions }
  | { readonly kind: 'report'; readonly report: string; readonly data: DataOptions };

/** Request of `review`. */
export interface ReviewRequest {
  readonly file: string;
  readonly source: ReviewSource;
  readonly decisionsFile: string;
  readonly port: number | undefined;
  readonly openBrowser: boolean;
  readonly quiet: boolean;
  /** The data options, for the command that writes the corrected file. */
  readonly columns: ReviewFlags;
}

/** @throws UserError if an option is wrong, or would be ignored */
export async function reviewRequest(file: string, flags: ReviewFlags): Promise<ReviewRequest> {
  if (file === STANDARD_INPUT) throw errors.reviewNeedsFile();
  return {
    file,
    source: await reviewSource(file, flags),
    decisionsFile: flags.decisions ?? decisionsFileOf(file),
    port: flags.port,
    openBrowser: flags.open !== false,
    quiet: flags.quiet === true,
    columns: flags,
  };
}

async function reviewSource(file: string, flags: ReviewFlags): Promise<ReviewSource> {
  const { candidates, ...finding } = flags;
  if (candidates === undefined) {
    const { decisions, ...judging } = finding;
    const method = methodRequest(judging);
    return { kind: 'method', texts: await textSource([file], judging), method };
  }
  const option = firstGiven(flags, FINDING);
  if (option !== undefined) {
    const fix = `Leave out ${option} or --candidates.`;
    throw optionIgnored(option, 'with --candidates nothing is looked for', fix);
  }
  return { kind: 'report', report: candidates, data: await dataRequest(flags) };
}

/** Rows that the user names, by one of two numbers, or by their ids. */
export type NamedRows =
  | { readonly by: 'index' | 'line'; readonly numbers: readonly number[] }
  | { readonly by: 'id'; readonly ids: readonly string[] };

/** A decision about single rows. */
export type Choice = { readonly what: 'relabel'; readonly label: string } | { readonly what: RowAction };
type RowAction = 'keep' | 'delete' | 'skip' | 'undo';

/** The action of `decide`. */
export type DecideAction =
  | { readonly what: 'rows'; readonly rows: NamedRows; readonly choice: Choice; readonly data: DataOptions }
  | { readonly what: 'undo last step'; readonly data: DataOptions }
  | { readonly what: 'import'; readonly report: string; readonly data: DataOptions }
  | {
      readonly what: 'accept';
      readonly below: number;
      readonly from: string | undefined;
      readonly to: string | undefined;
      readonly texts: TextSource;
      readonly method: MethodOptions;
    };

/** Request of `decide`. */
export interface DecideRequest {
  readonly file: string;
  readonly decisionsFile: string;
  readonly action: DecideAction;
  /** Whether to ask for confirmation before many decisions are recorded. */
  readonly asks: boolean;
  readonly quiet: boolean;
}

/** @throws UserError if there is not exactly one action, or if an option does not belong to it */
export async function decideRequest(file: string, flags: DecideFlags): Promise<DecideRequest> {
  return {
    file,
    action: await decideAction(file, flags),
    decisionsFile: flags.decisions ?? decisionsFileOf(file),
    asks: flags.yes !== true,
    quiet: flags.quiet === true,
  };
}

const ROW_ACTIONS = ['label', 'keep', 'delete', 'skip'] as const;
const ACTIONS = [...ROW_ACTIONS, 'undo', 'acceptBelow', 'import'] as const;
/** Options that have an effect only where suggestions are accepted. */
const ACCEPTING = { from: DECIDE.from, to: DECIDE.to, ...FINDING };

async function decideAction(file: string, flags: DecideFlags): Promise<DecideAction> {
  const action = onlyAction(flags);
  const rows = namedRows(flags, action);
  if (action !== 'acceptBelow') {
    const option = firstGiven(flags, ACCEPTING);
    if (option !== undefined) throw errors.optionNeeds(option, '--accept-below');
  }
  const { label, decisions, labelColumn, ...others } = flags;
  const judging: JudgeFlags = { ...others, label: labelColumn };
  if (action === 'acceptBelow') {
    const method = methodRequest(judging);
    const { acceptBelow, from, to } = flags;
    return {
      what: 'accept',
      below: acceptBelow!,
      from,
      to,
      texts: await textSource([file], judging),
      method,
    };
  }
  const data = await dataRequest(judging);
  if (action === 'undo' && rows === null) return { what: 'undo last step', data };
  if (action === 'import') return { what: 'import', report: flags.import!, data };
  const choice: Choice = action === 'label' ? { what: 'relabel', label: label! } : { what: action };
  return { what: 'rows', rows: rows!, choice, data };
}

function onlyAction(flags: DecideFlags): (typeof ACTIONS)[number] {
  const given = ACTIONS.filter((key) => flags[key] !== undefined);
  const [action] = given;
  if (action === undefined || given.length > 1) throw errors.chooseOneAction(given.map(optionOf));
  return action;
}

function optionOf(action: (typeof ACTIONS)[number]): string {
  return firstGiven({ [action]: true }, DECIDE)!;
}

/** @throws UserError if rows are missing, or are named where nothing needs them */
function namedRows(flags: DecideFlags, action: (typeof ACTIONS)[number]): NamedRows | null {
  const fix = 'Leave out one of the two.';
  const given = ROW_NAMES.filter((key) => flags[key] !== undefined);
  const options = given.map((key) => firstGiven({ [key]: true }, DECIDE)!);
  if (given.length > 1) throw optionIgnored(options[1]!, `${options[0]} says which rows`, fix);
  const needsRows = (ROW_ACTIONS as readonly string[]).includes(action);
  const [by] = given;
  if (by === undefined) {
    if (needsRows) throw errors.indexMissing(optionOf(action));
    return null;
  }
  if (!needsRows && action !== 'undo') {
    throw optionIgnored(options[0]!, `${optionOf(action)} says which rows`, fix);
  }
  if (by !== 'row') return { by, numbers: flags[by]! };
  if (flags.id === undefined) throw errors.optionNeeds('--row', '--id');
  return { by: 'id', ids: flags.row! };
}

const ROW_NAMES = ['index', 'line', 'row'] as const;

/** What `apply` is to do. */
export interface ApplyRequest {
  readonly file: string;
  readonly data: DataOptions;
  readonly decisionsFile: string;
  readonly to:
    | { readonly what: 'file'; readonly file: string }
    | { readonly what: 'in place' }
    | { readonly what: 'dry run'; readonly colour: boolean | undefined };
  /** Whether a read-only file is replaced. */
  readonly force: boolean;
  readonly quiet: boolean;
}

/** @throws UserError if there is not exactly one output, or if an option would be ignored */
export async function applyRequest(file: string, flags: ApplyFlags): Promise<ApplyRequest> {
  const { output, inPlace, dryRun, color, quiet } = flags;
  if (output === undefined && !inPlace && !dryRun) throw errors.applyWhere();
  if (inPlace && file === STANDARD_INPUT) {
    throw optionIgnored('--in-place', 'standard input is no file', 'Name a file with -o <file>.');
  }
  if (!dryRun && color === true) {
    throw optionIgnored('--color', 'only --dry-run has colours', 'Leave it out.');
  }
  return {
    file,
    data: await dataRequest(flags),
    decisionsFile: flags.decisions ?? decisionsFileOf(file),
    to:
      output !== undefined
        ? { what: 'file', file: output }
        : inPlace
          ? { what: 'in place' }
          : { what: 'dry run', colour: color },
    force: flags.force === true,
    quiet: quiet === true,
  };
}

/** Request of `export`. */
export interface ExportRequest {
  readonly target: Target;
  readonly folder: string;
  readonly only: Selection;
  readonly format: DataFormat;
  readonly split: string;
  /** The data set on the Hub to which the folder is pushed. */
  readonly push: { readonly repo: string; readonly isPrivate: boolean } | null;
  /** Whether an older export in the folder is replaced. */
  readonly force: boolean;
  readonly files: readonly string[];
  /** How rows are judged; null where a data set is published whole. */
  readonly judging: JudgeRequest | null;
  readonly data: DataOptions;
  readonly decisions: DecisionsRequest | null;
  /** Whether no option about decisions was given. */
  readonly looksBeside: boolean;
  readonly inputs: readonly string[];
  readonly quiet: boolean;
}

/** @throws UserError if an option is missing, wrong, or would be ignored */
export async function exportRequest(files: readonly string[], flags: ExportFlags): Promise<ExportRequest> {
  const { to, output, only, format, split = 'train', push } = flags;
  if (to === undefined) throw errors.exportWithoutTarget(TARGETS);
  if (output === undefined) throw errors.exportNowhere();
  const traits = TARGET_TRAITS[to];
  if (format !== undefined && !traits.formats.includes(format))
    throw errors.exportFormat(traits.name, format, traits.formats);
  if (to !== 'huggingface') refuseHubOptions(flags, traits.name);
  else if (!judgesRows(flags)) refuseJudging(flags);
  if (flags.private && push === undefined) throw errors.optionNeeds('--private', '--push');
  if (!/^\w+$/.test(split)) throw errors.splitNameWrong(split);
  const judging = judgesRows(flags) ? await judgeRequest(files, flags) : null;
  const decisions = judging === null ? decisionsRequest(files, flags) : judging.decisions;
  return {
    target: to,
    folder: output,
    only: only ?? traits.only,
    format: format ?? traits.formats[0]!,
    split,
    push: push === undefined ? null : { repo: push, isPrivate: flags.private === true },
    force: flags.force === true,
    files,
    judging,
    data: judging === null ? await dataRequest(flags) : dataOf(judging),
    decisions,
    looksBeside: flags.decisions === undefined,
    inputs: judging?.inputs ?? [...files, ...(decisions?.isNamed ? [decisions.file] : [])],
    quiet: flags.quiet === true,
  };
}

function dataOf({ source }: JudgeRequest): DataOptions {
  return source.kind === 'texts' ? source.data : source.given.data;
}

function refuseHubOptions(flags: ExportFlags, name: string): void {
  for (const key of ['split', 'push', 'private'] as const) {
    if (flags[key] === undefined) continue;
    throw optionIgnored(`--${key}`, `${name} has no use for it`, 'Add --to huggingface, or leave it out.');
  }
}

function refuseJudging(flags: ExportFlags): void {
  const { useDecisions } = DECISIONS;
  const option = firstGiven(flags, { ...FINDING, ...PROBABILITIES, useDecisions });
  if (option === undefined) return;
  throw optionIgnored(
    option,
    'a data set that is published whole is not judged',
    'Add --only candidates, or leave it out.',
  );
}
