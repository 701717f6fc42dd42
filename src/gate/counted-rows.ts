import { withCommas } from '../errors/wording.js';
import { fingerprint } from '../report/record.js';
import type { RowText } from '../types.js';

/** The rows of a data set for the gate; each array has length n. */
export interface GateRows {
  readonly fingerprints: readonly string[];
  /** 1 where the label is probably wrong. */
  readonly isCandidate: Uint8Array;
}

/** Rows that are not counted, by fingerprint. */
export interface Excused {
  /** Rows that the older file has already. */
  readonly old: Counts;
  /** Rows that were reviewed and accepted. */
  readonly accepted: Counts;
}

/**
 * Marks the rows that count: those that are new and not accepted. Of rows with the same label and text, only as many
 * are excused as the old file has or were accepted, the first ones of the file. The others count, and of these as many
 * as possible are candidates, so that no new error is excused.
 *
 * @returns 1 for the rows that count; length n
 */
export function countedRows({ fingerprints, isCandidate }: GateRows, { old, accepted }: Excused): Uint8Array {
  const rows = new Map<string, { all: number; candidates: number }>();
  for (const [row, name] of fingerprints.entries()) {
    const group = rows.get(name) ?? { all: 0, candidates: 0 };
    if (group.all++ === 0) rows.set(name, group);
    group.candidates += isCandidate[row]!;
  }
  // Rows of each fingerprint that are still to be excused, non-candidates and candidates.
  const left = new Map<string, [others: number, candidates: number]>();
  for (const [name, { all, candidates }] of rows) {
    const [before, reviewed] = [old.get(name) ?? 0, accepted.get(name) ?? 0];
    const counting = Math.min(candidates, Math.max(0, all - before), Math.max(0, candidates - reviewed));
    const excused = Math.min(all, Math.max(before, reviewed));
    left.set(name, [excused - (candidates - counting), candidates - counting]);
  }
  return Uint8Array.from(fingerprints, (name, row) => {
    const excused = left.get(name)!;
    const kind = isCandidate[row] === 1 ? 1 : 0;
    return excused[kind]-- > 0 ? 0 : 1;
  });
}

/** Number of rows by fingerprint, which rows with the same label and text share. */
export type Counts = ReadonlyMap<string, number>;

/** Fingerprints of rows, in their order. */
export async function fingerprintsOf(rows: AsyncIterable<RowText>): Promise<string[]> {
  const fingerprints: string[] = [];
  for await (const row of rows) fingerprints.push(fingerprint(row));
  return fingerprints;
}

export function countEach(fingerprints: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of fingerprints) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** The larger of two counts for each fingerprint: each review covers that many. */
export function mergeCounts(one: Counts, other: Counts): Map<string, number> {
  const merged = new Map(one);
  for (const [name, count] of other) merged.set(name, Math.max(count, merged.get(name) ?? 0));
  return merged;
}

/** Describes how many rows count: those that are not in the old file and were not accepted. */
export function countedOf(counts: Uint8Array, since: string): string {
  const counting = counts.reduce((sum, does) => sum + does, 0);
  return `${withCommas(counting)} of ${withCommas(counts.length)} rows count; the others are in ${since} or were accepted`;
}
