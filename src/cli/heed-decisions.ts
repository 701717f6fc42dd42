/** Decisions that are heeded where label errors are looked for: which rows they mark, and which they hold. */
import type { Choice } from '../corrections/decision.js';
import {
  type DecisionFile,
  decisionsFileOf,
  readDecisionFile,
  readDecisionFileIfAny,
} from '../corrections/decision-file.js';
import type { Decisions } from '../corrections/decisions.js';
import { decisionsNotNamed } from '../corrections/errors.js';
import { decidedRows, type Matched, matchRows, requireOwnDecisions } from '../corrections/match-rows.js';
import { withCommas } from '../errors/wording.js';
import type { Dataset, DecidedRows } from '../types.js';
import { describeRepair } from './describe-decisions.js';
import { optionIgnored } from './errors.js';
import type { HeedFlags } from './flags.js';
import { tellUser } from './terminal.js';

/** A decisions file that is to be heeded. */
export interface FoundDecisions extends DecisionFile {
  readonly file: string;
  /** Whether the user has named it; else it was found beside the data. */
  readonly isNamed: boolean;
  /** Whether decided labels are held fixed. */
  readonly isUsed: boolean;
}

/** Decisions about the rows of a data set. */
export interface HeededDecisions {
  readonly file: string;
  readonly decisions: Decisions;
  /** The rows that they are about. */
  readonly matched: Matched;
  /** What is held fixed; undefined where rows are only marked. */
  readonly decided: DecidedRows | undefined;
}

/**
 * Reads the decisions that the flags name, or those that stand beside a single data file.
 *
 * @returns null where there are none
 * @throws UserError if a file that is named is not there, or if one is broken
 */
export async function findDecisions(
  files: readonly string[],
  { decisions, useDecisions, quiet }: HeedFlags & { readonly quiet?: true },
): Promise<FoundDecisions | null> {
  const isUsed = useDecisions === true;
  if (decisions === false) {
    if (isUsed) throw optionIgnored('--use-decisions', '--no-decisions leaves them unread', 'Leave out one.');
    return null;
  }
  const [only] = files;
  const beside = files.length === 1 && only !== '-' ? decisionsFileOf(only!) : undefined;
  const file = decisions ?? beside;
  if (file === undefined) {
    if (isUsed) throw decisionsNotNamed();
    return null;
  }
  const isNamed = decisions !== undefined;
  const found = isNamed || isUsed ? await readDecisionFile(file) : await readDecisionFileIfAny(file);
  if (found === undefined) return null;
  if (!quiet) tellUser(describeRepair(file, found.halfLine, 'passed over'));
  return { ...found, file, isNamed, isUsed };
}

/**
 * Brings decisions together with the rows of a data set, and says what was found.
 *
 * @returns null where they are those of another data set, and nobody has named them
 * @throws UserError if they are, and somebody has; or if a row is to be of a class that does not exist
 */
export async function heedDecisions(
  { file, isNamed, isUsed, decisions }: FoundDecisions,
  dataset: Dataset,
  quiet: boolean,
): Promise<HeededDecisions | null> {
  const matched = await matchRows(dataset, decisions);
  if (isNamed || isUsed) requireOwnDecisions(matched, dataset, file);
  if (!quiet) tellUser(describeHeeded(file, matched, dataset, isUsed));
  if (matched.isOther) return null;
  return { file, decisions, matched, decided: isUsed ? decidedRows(dataset, matched, file) : undefined };
}

const DONE: Readonly<Record<Choice, string>> = {
  relabel: 'relabelled',
  keep: 'kept',
  delete: 'deleted',
  skip: 'skipped',
};

function describeHeeded(
  file: string,
  { rows, lost, isOther }: Matched,
  { source }: Dataset,
  isUsed: boolean,
): string[] {
  if (isOther) return [`${file}: not one of its decisions is about a row of ${source}: they are not heeded`];
  const counts = (Object.keys(DONE) as Choice[])
    .map((what) => ({ what, count: rows.filter(({ verdict }) => verdict.what === what).length }))
    .filter(({ count }) => count > 0)
    .map(({ what, count }) => `${withCommas(count)} ${DONE[what]}`);
  const told = `${rows.length === 1 ? '1 row is' : `${withCommas(rows.length)} rows are`} decided${counts.length === 0 ? '' : `: ${counts.join(', ')}`}`;
  const gone =
    lost.length === 1 ? 'the row of 1 decision is' : `the rows of ${withCommas(lost.length)} decisions are`;
  return [
    `${file}: ${told}${isUsed ? '; decided labels are held fixed' : ''}`,
    ...(lost.length === 0 ? [] : [`${file}: ${gone} gone, or have changed since`]),
  ];
}
