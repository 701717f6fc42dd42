/** The rows of a data set after the decisions about them are applied. */
import { decidedRows, type Matched } from '../corrections/match-rows.js';
import { rankAllRows, rankCandidates } from '../report/row-kinds.js';
import type { Dataset, DecidedRows, Judgement } from '../types.js';
import type { Selection } from './targets.js';

/** Rows whose label was changed from one class to another. */
export interface Change {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
}

/** The decisions about each row, and their effects. */
export interface CorrectedRows extends DecidedRows {
  /** Class that a row had before it was corrected, here or in its file; −1 where it was not; length n. */
  readonly before: Int32Array;
  /** By class before and after, in class order. */
  readonly changes: readonly Change[];
  readonly corrected: number;
  /** Rows that are left out, and rows that are deleted from the file already. */
  readonly deleted: number;
  /** Rows whose label a person has confirmed. */
  readonly kept: number;
}

/**
 * Applies decisions in memory; the data set is not changed.
 *
 * @param used the decisions, their rows, and their file, for messages; null where none are used
 * @throws UserError if a decision names a class that does not exist
 */
export function correctRows(
  dataset: Dataset,
  used: { readonly matched: Matched; readonly file: string } | null,
): CorrectedRows {
  const before = new Int32Array(dataset.labels.length).fill(-1);
  if (used === null) {
    const none = new Uint8Array(before.length);
    const nothing = { changes: [], corrected: 0, deleted: 0, kept: 0 };
    return { labels: dataset.labels, isHeld: none, isDeleted: none, before, ...nothing };
  }
  const { matched, file } = used;
  const decided = decidedRows(dataset, matched, file);
  const { labels } = decided;
  let kept = 0;
  for (const { row, verdict } of matched.rows) {
    if (verdict.what === 'keep') kept++;
    if (verdict.what !== 'relabel') continue;
    // If the file has the new label already, the decision was about the earlier one.
    const old = verdict.done ? dataset.classOf(verdict.decision.given_label) : dataset.labels[row]!;
    if (old !== undefined && old !== labels[row]) before[row] = old;
  }
  return {
    ...decided,
    before,
    changes: countChanges(before, labels, dataset.classes.length),
    corrected: before.reduce((sum, old) => sum + Number(old !== -1), 0),
    deleted: matched.gone + decided.isDeleted.reduce((sum, is) => sum + is, 0),
    kept,
  };
}

function countChanges(before: Int32Array, labels: Uint32Array, classCount: number): Change[] {
  const counts = new Map<number, number>();
  for (const [row, old] of before.entries()) {
    if (old === -1) continue;
    const pair = old * classCount + labels[row]!;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([pair, rows]) => ({ from: Math.floor(pair / classCount), to: pair % classCount, rows }));
}

/** The selection and order of exported rows. */

/** Which rows are decided. */
type Decided = Pick<DecidedRows, 'isHeld' | 'isDeleted'>;

/** The candidates without a decision, worst first. */
export function openCandidates(judgement: Judgement, { isHeld, isDeleted }: Decided): Uint32Array {
  return rankCandidates(judgement).filter((row) => isHeld[row] === 0 && isDeleted[row] === 0);
}

/**
 * The rows for an annotation tool, worst first, without deleted rows.
 *
 * @param only the open candidates, or all rows
 */
export function rowsToAnnotate(judgement: Judgement, decided: Decided, only: Selection): Uint32Array {
  if (only === 'candidates') return openCandidates(judgement, decided);
  return rankAllRows(judgement).filter((row) => decided.isDeleted[row] === 0);
}

/** All rows that are not deleted, in the order of the file. */
export function rowsToPublish({ isDeleted }: Decided): Uint32Array {
  return Uint32Array.from(isDeleted.keys()).filter((row) => isDeleted[row] === 0);
}
