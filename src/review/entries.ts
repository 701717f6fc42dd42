/** From what is said on the page to what is recorded, and back. */
import type { Decision, NewEntry } from '../corrections/decision.js';
import { makeEntry } from '../corrections/make-entry.js';
import type { Dataset } from '../types.js';
import type { Choice, Taken } from './wire.js';

/** A row and what is said about it. */
export interface RowDecision {
  readonly row: number;
  readonly choice: Choice;
}

/** The entries that record decisions, in their order. To give a row the label that it has is to keep it. */
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

/** What a recorded decision says, for the page. */
export function takenOf(decision: Decision | undefined): Taken | null {
  if (decision === undefined) return null;
  const { what, given_label: given, new_label: label, time } = decision;
  return { what, given, label, time };
}
