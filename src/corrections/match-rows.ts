/** Which rows of a data set the decisions are about. */
import { fingerprint } from '../report/record.js';
import type { Dataset, DecidedRows, RowText } from '../types.js';
import type { Decision } from './decision.js';
import type { DecisionInForce, Decisions } from './decisions.js';
import { decidedClassUnknown, otherDataset } from './errors.js';

/** A row that has a decision. */
export interface MatchedRow {
  /** 0 … n−1 */
  readonly row: number;
  /** The row's label as the file writes it. */
  readonly written: string;
  readonly verdict: DecisionInForce;
}

/** A decision that no row of the data set fits, and why. */
export interface LostDecision {
  readonly decision: Decision;
  /** The label that its row has by now, where only that has changed; undefined where the row is not there. */
  readonly labelNow: string | undefined;
}

/** Decisions and rows, brought together. */
export interface Matched {
  /** Ascending by row; identical rows share their decision. */
  readonly rows: readonly MatchedRow[];
  /** Relabelled, kept and skipped rows that are not there any more, or not as they were. */
  readonly lost: readonly LostDecision[];
  /** Deleted rows that are not there any more, as it should be. */
  readonly gone: number;
  /** Whether these are the decisions of another data set: there are some, and none is about a row of this one. */
  readonly isOther: boolean;
}

/**
 * Finds the rows that decisions are about, by their text and label, wherever they are.
 *
 * @param dataset every row of it is read again
 */
export async function matchRows(dataset: Dataset, decisions: Decisions): Promise<Matched> {
  const rows: MatchedRow[] = [];
  const seen = new Set<string>();
  let row = 0;
  for await (const rowText of dataset.readTexts(dataset.labels.keys())) {
    const name = fingerprint(rowText);
    const verdict = decisions.of(name);
    if (verdict !== undefined) {
      seen.add(name);
      rows.push({ row, written: rowText.label, verdict });
    }
    row++;
  }
  const standing = decisions.standing();
  const missing = standing.filter(
    (decision) => !decisions.path(decision.fingerprint).some((name) => seen.has(name)),
  );
  // What counts is how the story of a row ends: one that was relabelled first and deleted then is gone too.
  const endsDeleted = ({ fingerprint: name }: Decision) => decisions.of(name)?.what === 'delete';
  const lost = await explainLost(
    dataset,
    missing.filter((decision) => !endsDeleted(decision)),
  );
  const isOther =
    rows.length === 0 && lost.length > 0 && lost.every(({ labelNow }) => labelNow === undefined);
  return { rows, lost, gone: missing.length - lost.length, isOther };
}

/** @throws UserError if the decisions are those of another data set */
export function requireOwnDecisions({ lost, isOther }: Matched, dataset: Dataset, file: string): void {
  if (isOther) throw otherDataset(file, lost.length, dataset.source);
}

/** Looks at the places where the rows once were. */
async function explainLost(dataset: Dataset, missing: readonly Decision[]): Promise<LostDecision[]> {
  const rowOfIndex = new Map(Array.from(dataset.indexes, (index, row) => [index, row]));
  // In the order of the file, which is read once then.
  const rows = [...new Set(missing.flatMap(({ index }) => rowOfIndex.get(index) ?? []))].sort(
    (a, b) => a - b,
  );
  const texts = new Map<number, RowText>();
  for await (const rowText of dataset.readTexts(rows)) texts.set(rows[texts.size]!, rowText);
  return missing.map((decision) => {
    const row = rowOfIndex.get(decision.index);
    const isThere = row !== undefined && saidBefore(dataset, decision, texts.get(row)!);
    return { decision, labelNow: isThere ? dataset.classes[dataset.labels[row]!]! : undefined };
  });
}

/** Whether a row would be the one that a decision is about, if only it had its old label. */
function saidBefore(dataset: Dataset, decision: Decision, { label, text }: RowText): boolean {
  const given = dataset.classOf(decision.given_label);
  if (given === undefined) return false;
  return fingerprint({ label: dataset.writeLabel(label, given), text }) === decision.fingerprint;
}

/** The class that a row is to have; @throws UserError if there is no such class */
export function decidedClass(dataset: Dataset, { verdict }: MatchedRow, file: string): number {
  const k = dataset.classOf(verdict.newLabel!);
  if (k === undefined)
    throw decidedClassUnknown(`${file}:${verdict.line}`, verdict.newLabel!, dataset.classes);
  return k;
}

/**
 * What training gets from the decisions: the label of every decided row, and which rows are to go.
 *
 * @throws UserError if a row is to be of a class that does not exist
 */
export function decidedRows(dataset: Dataset, matched: Matched, file: string): DecidedRows {
  const isHeld = new Uint8Array(dataset.labels.length);
  const isDeleted = new Uint8Array(dataset.labels.length);
  const labels = dataset.labels.slice();
  for (const match of matched.rows) {
    const { what, done } = match.verdict;
    if (what === 'skip') continue;
    (what === 'delete' ? isDeleted : isHeld)[match.row] = 1;
    if (what === 'relabel' && !done) labels[match.row] = decidedClass(dataset, match, file);
  }
  return { isHeld, isDeleted, labels };
}

/**
 * The decisions that were applied to the file of a data set: it has no row as it was, but (unless that is deleted) one
 * as it was to be.
 *
 * @param dataset every row of it is read again
 */
export async function appliedAlready(
  dataset: Dataset,
  decisions: readonly Decision[],
): Promise<readonly Decision[]> {
  const there = new Set<string>();
  for await (const rowText of dataset.readTexts(dataset.labels.keys())) there.add(fingerprint(rowText));
  return decisions.filter(({ what, fingerprint: before, new_fingerprint: after }) => {
    if (there.has(before)) return false;
    return what === 'delete' || (what === 'relabel' && after !== null && there.has(after));
  });
}
