/** Taking the suggestions for many candidates at once. */

import { fingerprint } from '../report/record.js';
import { rankCandidates } from '../report/row-kinds.js';
import type { Dataset, Judgement } from '../types.js';
import { makeEntry, type NewEntry } from './decision.js';
import type { Decisions } from './decisions.js';

/** Which candidates to accept. */
export interface AcceptOptions {
  /** Only those of lower label quality. */
  readonly below: number;
  /** Only those labelled with this class. */
  readonly from?: number | undefined;
  /** Only those that this class is suggested for. */
  readonly to?: number | undefined;
}

/** The result of accepting candidates. */
export interface Accepted {
  /** In rank order. */
  readonly entries: readonly NewEntry[];
  /** Candidates that something is decided about already; that stays. */
  readonly decided: number;
}

/** Accepts what is suggested for the candidates that are not decided yet. */
export async function acceptSuggestions(
  { dataset, judgement }: { readonly dataset: Dataset; readonly judgement: Judgement },
  decisions: Decisions,
  { below, from, to }: AcceptOptions,
): Promise<Accepted> {
  const { quality, suggested } = judgement;
  const rows = rankCandidates(judgement).filter(
    (row) =>
      quality[row]! < below &&
      suggested[row] !== dataset.labels[row] &&
      (from === undefined || dataset.labels[row] === from) &&
      (to === undefined || suggested[row] === to),
  );
  const entries: NewEntry[] = [];
  const seen = new Set<string>();
  let [place, decided] = [0, 0];
  for await (const rowText of dataset.readTexts(rows)) {
    const row = rows[place++]!;
    const name = fingerprint(rowText);
    const before = decisions.of(name)?.what;
    if (before !== undefined && before !== 'skip') decided++;
    else if (!seen.has(name)) {
      entries.push(makeEntry(dataset, { row, rowText }, { what: 'relabel', newClass: suggested[row]! }));
    }
    seen.add(name);
  }
  return { entries, decided };
}
