import { withCommas } from '../errors/wording.js';
import { fingerprint } from '../report/record.js';
import type { RowText } from '../types.js';

/** How often each fingerprint occurs: rows that say the same share theirs. */
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

/** The larger of the counts for each fingerprint: what either of two reviews has seen. */
export function mergeCounts(one: Counts, other: Counts): Map<string, number> {
  const merged = new Map(one);
  for (const [name, count] of other) merged.set(name, Math.max(count, merged.get(name) ?? 0));
  return merged;
}

/** How many rows count, of those that an old file does not have and that were not accepted. */
export function countedOf(counts: Uint8Array, since: string): string {
  const counting = counts.reduce((sum, does) => sum + does, 0);
  return `${withCommas(counting)} of ${withCommas(counts.length)} rows count; the others are in ${since} or were accepted`;
}
