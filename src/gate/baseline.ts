/** The baseline: rows that were reviewed and accepted, in a file that people can read and merge. */

import { safeJson, shorten } from '../report/escape.js';
import type { RowText } from '../types.js';
import type { Counts } from './counted-rows.js';
import {
  baselineBroken,
  baselineConflict,
  baselineEntryBroken,
  baselineTooDeep,
  baselineTooNew,
} from './errors.js';

const VERSION = 1;
const TEXT_LENGTH = 60;
/** JSON is read to any depth, but not written: what people add to entries needs few levels. */
const MOST_LEVELS = 100;

/** Accepted rows with the same label and text; keys that people have added are kept. */
export interface BaselineEntry {
  readonly fingerprint: string;
  readonly count: number;
  readonly [key: string]: unknown;
}

/** The content of a baseline file: its own keys in their order, and the accepted rows. */
export interface Baseline {
  readonly keys: Readonly<Record<string, unknown>>;
  /** By fingerprint. */
  readonly entries: ReadonlyMap<string, BaselineEntry>;
}

export const EMPTY_BASELINE: Baseline = { keys: { version: VERSION, accepted: [] }, entries: new Map() };

/**
 * Reads a baseline. Of repeated entries, which merges of branches may leave, the one with the higher count is used.
 *
 * @throws UserError if the file is wrong
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
  if (!isObject(keys) || !Array.isArray(keys.accepted) || keys.version === undefined)
    throw baselineBroken(file);
  if (isDeeper(keys, MOST_LEVELS)) throw baselineTooDeep(file, MOST_LEVELS);
  if (keys.version !== VERSION)
    throw baselineTooNew(file, shorten(JSON.stringify(keys.version), TEXT_LENGTH));
  const entries = new Map<string, BaselineEntry>();
  for (const [at, entry] of (keys.accepted as unknown[]).entries()) {
    if (!isEntry(entry)) throw baselineEntryBroken(file, at + 1);
    const count = Math.max(entry.count, entries.get(entry.fingerprint)?.count ?? 0);
    entries.set(entry.fingerprint, { ...entry, count });
  }
  return { keys, entries };
}

/** Writes a baseline: one entry a line, sorted by fingerprint, so that it merges well. */
export function formatBaseline({ keys, entries }: Baseline): string {
  const sorted = [...entries.values()].sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
  const list =
    sorted.length === 0 ? '[]' : `[\n${sorted.map((entry) => `    ${safeJson(entry)}`).join(',\n')}\n  ]`;
  const lines = Object.entries(keys).map(
    ([key, value]) => `  ${safeJson(key)}: ${key === 'accepted' ? list : safeJson(value)}`,
  );
  return `{\n${lines.join(',\n')}\n}\n`;
}

/** Number of accepted rows by fingerprint. */
export function acceptedCounts({ entries }: Baseline): Counts {
  return new Map([...entries].map(([name, { count }]) => [name, count]));
}

/** Entries that accept more rows than exist: their rows are gone or were corrected. */
export function staleEntries({ entries }: Baseline, present: Counts): BaselineEntry[] {
  return [...entries.values()].filter(({ fingerprint, count }) => count > (present.get(fingerprint) ?? 0));
}

/** A baseline without stale entries; never accepts more. */
export function pruneBaseline(baseline: Baseline, present: Counts): Baseline {
  const kept = [...baseline.entries].flatMap(([name, entry]) => {
    const count = Math.min(entry.count, present.get(name) ?? 0);
    return count === 0 ? [] : [[name, count === entry.count ? entry : { ...entry, count }] as const];
  });
  return { ...baseline, entries: new Map(kept) };
}

/** A row to accept: the number of rows with its label and text, and its description; no text where undefined. */
export interface AcceptedRow {
  readonly fingerprint: string;
  readonly count: number;
  readonly label: string;
  readonly text?: string | undefined;
}

/** A baseline that accepts more rows; only the counts of existing entries change. */
export function acceptRows(baseline: Baseline, rows: Iterable<AcceptedRow>): Baseline {
  const entries = new Map(baseline.entries);
  for (const { fingerprint, count, label, text } of rows) {
    const entry = entries.get(fingerprint);
    const excerpt = {
      label: shorten(label, TEXT_LENGTH),
      ...(text === undefined ? {} : { text: firstOf(text) }),
    };
    entries.set(fingerprint, entry ? { ...entry, count } : { fingerprint, count, ...excerpt });
  }
  return { ...baseline, entries };
}

/** Number of rows added and removed between two baselines. */
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

/** Whether lists and objects are nested more than so many levels deep. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

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
