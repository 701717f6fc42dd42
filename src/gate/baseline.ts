/** The baseline: rows that were reviewed and accepted, in a file that people read and merge. */

import { safeJson, shorten } from '../report/escape.js';
import type { RowText } from '../types.js';
import type { Counts } from './counted-rows.js';
import { baselineBroken, baselineConflict, baselineEntryBroken, baselineTooNew } from './errors.js';

const VERSION = 1;
const TEXT_LENGTH = 60;

/** Accepted rows that say the same; further keys that people have added are kept. */
export interface BaselineEntry {
  readonly fingerprint: string;
  readonly count: number;
  readonly [key: string]: unknown;
}

/** What a baseline file holds: its own keys in their order, and the accepted rows. */
export interface Baseline {
  readonly keys: Readonly<Record<string, unknown>>;
  /** By fingerprint. */
  readonly entries: ReadonlyMap<string, BaselineEntry>;
}

export const EMPTY_BASELINE: Baseline = { keys: { version: VERSION, accepted: [] }, entries: new Map() };

/**
 * Reads a baseline. Of entries that are there twice, as merging branches may leave them, the higher count holds.
 *
 * @throws UserError saying what is wrong with the file
 */
export function parseBaseline(file: string, text: string): Baseline {
  const conflict = text.split('\n').findIndex((line) => /^(<{7}|={7}|>{7})/.test(line));
  if (conflict !== -1) throw baselineConflict(file, conflict + 1);
  let keys: unknown;
  try {
    keys = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw baselineBroken(file);
  }
  if (!isObject(keys) || !Array.isArray(keys.accepted)) throw baselineBroken(file);
  if (keys.version !== VERSION) throw baselineTooNew(file, String(keys.version));
  const entries = new Map<string, BaselineEntry>();
  for (const [at, entry] of (keys.accepted as unknown[]).entries()) {
    if (!isEntry(entry)) throw baselineEntryBroken(file, at + 1);
    const count = Math.max(entry.count, entries.get(entry.fingerprint)?.count ?? 0);
    entries.set(entry.fingerprint, { ...entry, count });
  }
  return { keys, entries };
}

/** Writes a baseline: an entry a line, sorted by fingerprint, so that it merges well. */
export function formatBaseline({ keys, entries }: Baseline): string {
  const sorted = [...entries.values()].sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
  const list =
    sorted.length === 0 ? '[]' : `[\n${sorted.map((entry) => `    ${safeJson(entry)}`).join(',\n')}\n  ]`;
  const lines = Object.entries(keys).map(
    ([key, value]) => `  ${safeJson(key)}: ${key === 'accepted' ? list : safeJson(value)}`,
  );
  return `{\n${lines.join(',\n')}\n}\n`;
}

/** How many rows of each fingerprint a baseline accepts. */
export function acceptedCounts({ entries }: Baseline): Counts {
  return new Map([...entries].map(([name, { count }]) => [name, count]));
}

/** Entries that accept more rows than there are: theirs are gone or were corrected. */
export function staleEntries({ entries }: Baseline, present: Counts): BaselineEntry[] {
  return [...entries.values()].filter(({ fingerprint, count }) => count > (present.get(fingerprint) ?? 0));
}

/** A baseline without what is stale; it never accepts anything new. */
export function pruneBaseline(baseline: Baseline, present: Counts): Baseline {
  const kept = [...baseline.entries].flatMap(([name, entry]) => {
    const count = Math.min(entry.count, present.get(name) ?? 0);
    return count === 0 ? [] : [[name, count === entry.count ? entry : { ...entry, count }] as const];
  });
  return { ...baseline, entries: new Map(kept) };
}

/** A row to accept: how many say the same, and what is told of it; the text is left out where it is undefined. */
export interface AcceptedRow {
  readonly fingerprint: string;
  readonly count: number;
  readonly label: string;
  readonly text?: string | undefined;
}

/** A baseline that accepts more rows; entries that are there keep all but their count. */
export function acceptRows(baseline: Baseline, rows: Iterable<AcceptedRow>): Baseline {
  const entries = new Map(baseline.entries);
  for (const { fingerprint, count, label, text } of rows) {
    const entry = entries.get(fingerprint);
    const told = {
      label: shorten(label, TEXT_LENGTH),
      ...(text === undefined ? {} : { text: firstOf(text) }),
    };
    entries.set(fingerprint, entry ? { ...entry, count } : { fingerprint, count, ...told });
  }
  return { ...baseline, entries };
}

/** Rows by which two baselines differ. */
export function baselineChanges(before: Baseline, after: Baseline): { added: number; removed: number } {
  const names = new Set([...before.entries.keys(), ...after.entries.keys()]);
  let [added, removed] = [0, 0];
  for (const name of names) {
    const change = (after.entries.get(name)?.count ?? 0) - (before.entries.get(name)?.count ?? 0);
    if (change > 0) added += change;
    else removed -= change;
  }
  return { added, removed };
}

const firstOf = (text: RowText['text']) => [...text.slice(0, 2 * TEXT_LENGTH)].slice(0, TEXT_LENGTH).join('');

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEntry(value: unknown): value is BaselineEntry {
  return (
    isObject(value) &&
    typeof value.fingerprint === 'string' &&
    /^[0-9a-f]{16}$/.test(value.fingerprint) &&
    Number.isSafeInteger(value.count) &&
    (value.count as number) > 0
  );
}
