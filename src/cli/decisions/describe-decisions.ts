/** Lines for people about decisions. */
import type { NewEntry } from '../../corrections/decision.js';
import type { DecisionFile } from '../../corrections/decision-file.js';
import type { LostDecision } from '../../corrections/match-rows.js';
import { visible } from '../../report/escape.js';
import type { Dataset } from '../../types.js';

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
