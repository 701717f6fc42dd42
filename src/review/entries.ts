/** Converts decisions of the page to entries of the decision file, and back. */
import { type Decision, makeEntry, type NewEntry } from '../corrections/decision.js';
import type { Dataset } from '../types.js';
import type { Choice, Taken } from './wire.js';

/** A row and the decision about it. */
export interface RowDecision {
  readonly row: number;
  readonly choice: Choice;
}

/** The entries that record decisions, in their order. Relabelling a row as its own label means keep. */
export async function entriesOf(dataset: Dataset, decisions: readonly RowDecision[]): Promise<NewEntry[]> {
  const entries: NewEntry[] = [];
  for await (const rowText of dataset.readTexts(decisions.map(({ row }) => row))) {
    const { row, choice } = decisions[entries.length]!;
    const made =
      choice.what !== 'relabel'
        ? choice
        : choice.class === dataset.labels[row]
          ? ({ what: 'keep' } as const)
          : ({ what: 'relabel', newClass: choice.class } as const);
    entries.push(makeEntry(dataset, { row, rowText }, made));
  }
  return entries;
}

/** A recorded decision in the form of the page. */
export function takenOf(decision: Decision | undefined): Taken | null {
  if (decision === undefined) return null;
  const { what, given_label: given, new_label: label, time } = decision;
  return { what, given, label, time };
}
