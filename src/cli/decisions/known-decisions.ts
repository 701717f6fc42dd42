/** Decisions that are known before label errors are found: which rows they mark, and whose labels they fix. */
import type { Choice, NewEntry } from '../../corrections/decision.js';
import {
  type DecisionFile,
  readDecisionFile,
  readDecisionFileIfAny,
} from '../../corrections/decision-file.js';
import type { Decisions } from '../../corrections/decisions.js';
import {
  decidedRows,
  type LostDecision,
  type Matched,
  matchRows,
  requireOwnDecisions,
} from '../../corrections/match-rows.js';
import { withCommas } from '../../errors/wording.js';
import { visible } from '../../report/escape.js';
import type { Dataset, DecidedRows } from '../../types.js';
import type { DecisionsRequest } from '../request/judge.js';
import type { Io } from '../terminal/io.js';

/** A decisions file that was found. */
export interface FoundDecisions extends DecisionFile, DecisionsRequest {}

/** Decisions about the rows of a data set. */
export interface KnownDecisions {
  readonly file: string;
  readonly decisions: Decisions;
  /** The rows of the decisions. */
  readonly matched: Matched;
  /** The decided rows whose labels are held fixed; undefined where rows are only marked. */
  readonly decided: DecidedRows | undefined;
}

/**
 * Reads the decisions of a request.
 *
 * @returns null where there are none
 * @throws UserError if a named file is missing, or if one is damaged
 */
export async function findDecisions(
  request: DecisionsRequest,
  quiet: boolean,
  io: Io,
): Promise<FoundDecisions | null> {
  const { file, isNamed, isUsed } = request;
  const found = isNamed || isUsed ? await readDecisionFile(file) : await readDecisionFileIfAny(file);
  if (found === undefined) return null;
  if (!quiet) io.tell(describeRepair(file, found.halfLine, 'passed over'));
  return { ...found, ...request };
}

/**
 * Matches decisions with the rows of a data set, and reports the result.
 *
 * @returns null where they belong to another data set, and the user has not named their file
 * @throws UserError if they do, and the user has; or if a decision names a class that does not exist
 */
export async function matchDecisions(
  { file, isNamed, isUsed, decisions }: FoundDecisions,
  dataset: Dataset,
  quiet: boolean,
  io: Io,
): Promise<KnownDecisions | null> {
  const matched = await matchRows(dataset, decisions);
  if (isNamed || isUsed) requireOwnDecisions(matched, dataset, file);
  if (!quiet) io.tell(describeMatched(file, matched, dataset, isUsed));
  if (matched.isOther) return null;
  return { file, decisions, matched, decided: isUsed ? decidedRows(dataset, matched, file) : undefined };
}

const DONE: Readonly<Record<Choice, string>> = {
  relabel: 'relabelled',
  keep: 'kept',
  delete: 'deleted',
  skip: 'skipped',
};

function describeMatched(
  file: string,
  { rows, lost, isOther }: Matched,
  { source }: Dataset,
  isUsed: boolean,
): string[] {
  if (isOther) return [`${file}: not one of its decisions is about a row of ${source}: they are not used`];
  const counts = (Object.keys(DONE) as Choice[])
    .map((what) => ({ what, count: rows.filter(({ verdict }) => verdict.what === what).length }))
    .filter(({ count }) => count > 0)
    .map(({ what, count }) => `${withCommas(count)} ${DONE[what]}`);
  const counted = `${rows.length === 1 ? '1 row is' : `${withCommas(rows.length)} rows are`} decided${counts.length === 0 ? '' : `: ${counts.join(', ')}`}`;
  const gone =
    lost.length === 1 ? 'the row of 1 decision is' : `the rows of ${withCommas(lost.length)} decisions are`;
  return [
    `${file}: ${counted}${isUsed ? '; decided labels are held fixed' : ''}`,
    ...(lost.length === 0 ? [] : [`${file}: ${gone} gone, or have changed since`]),
  ];
}

/** Lost decisions that are listed. */
const LOST_LISTED = 20;

/** Describes the repair of a decisions file whose last line was incomplete. */
export function describeRepair(
  file: string,
  halfLine: DecisionFile['halfLine'],
  what: 'passed over' | 'removed',
): string[] {
  if (halfLine === undefined) return [];
  const { number, text } = halfLine;
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return [`${file}:${number}: the last line was never written to its end, and is ${what}: ${shown}`];
}

/** Describes decisions that are not applied, and why. */
export function describeLost(lost: readonly LostDecision[], { source }: Dataset): string[] {
  const lines = lost.slice(0, LOST_LISTED).map(({ decision, labelNow }) => {
    const { what, index, given_label, new_label } = decision;
    const decided = what === 'relabel' ? `"${given_label}" → "${new_label}"` : `${what} "${given_label}"`;
    const why =
      labelNow === undefined
        ? 'the row is gone, or its text has changed since'
        : `its label has changed since, to "${labelNow}"`;
    return `${source}: not applied: ${decided} for the row that had the index ${index}: ${why}`;
  });
  return lost.length > LOST_LISTED ? [...lines, `… and ${lost.length - LOST_LISTED} more`] : lines;
}

/**
 * What is decided, in one line.
 *
 * @param named the row as the user has named it
 */
export function describeEntry(entry: NewEntry, copies: number, named = `row ${entry.index}`): string {
  const decided = {
    relabel: () => ('given_label' in entry ? `${entry.given_label} → ${entry.new_label}` : ''),
    keep: () => ('given_label' in entry ? `${entry.given_label} is right` : ''),
    delete: () => 'to be deleted',
    skip: () => 'skipped',
    undo: () => 'the last decision is taken back',
  }[entry.what]();
  const same = copies > 1 ? ` (and ${copies - 1} more with the same text and label)` : '';
  return `${visible(named)}${same}: ${decided}`;
}
