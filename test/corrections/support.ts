/** Decisions and corrected files in a test, without the command line. */
import { readFileSync } from 'node:fs';
import { correctedFile } from '../../src/corrections/corrected-file.js';
import { type Entry, makeEntry, type NewEntry, type RowChoice } from '../../src/corrections/decision.js';
import { Decisions } from '../../src/corrections/decisions.js';
import { matchRows, requireOwnDecisions } from '../../src/corrections/match-rows.js';
import { type Plan, planEdits } from '../../src/corrections/plan.js';
import { type DataOptions, readDataset } from '../../src/dataset/read-dataset.js';
import type { Dataset } from '../../src/types.js';

/** What somebody decides about a row, by the name of the class. */
export interface Told {
  readonly index: number;
  readonly label?: string;
  readonly what?: 'keep' | 'delete' | 'skip';
}

export const open = (file: string, options: DataOptions = {}): Promise<Dataset> =>
  readDataset(file, options, () => {});

/** The entries for decisions about rows of a data set. */
export async function entriesFor(dataset: Dataset, told: readonly Told[]): Promise<NewEntry[]> {
  const rows = told.map(({ index }) => dataset.indexes.indexOf(index));
  const entries: NewEntry[] = [];
  for await (const rowText of dataset.readTexts(rows)) {
    const { label, what } = told[entries.length]!;
    const choice: RowChoice =
      label === undefined ? { what: what! } : { what: 'relabel', newClass: dataset.classOf(label)! };
    entries.push(makeEntry(dataset, { row: rows[entries.length]!, rowText }, choice));
  }
  return entries;
}

export function decisionsOf(entries: readonly NewEntry[]): Decisions {
  const decisions = new Decisions();
  for (const entry of entries) decisions.add({ ...entry, time: 'now' } as Entry);
  return decisions;
}

/** Applies decisions to a file: what it says then, and what was planned. */
export async function applied(
  file: string,
  decisions: Decisions,
  options: DataOptions = {},
): Promise<{ bytes: Buffer; plan: Plan }> {
  const dataset = await open(file, options);
  const matched = await matchRows(dataset, decisions);
  requireOwnDecisions(matched, dataset, 'decisions.jsonl');
  const plan = planEdits(dataset, matched, 'decisions.jsonl');
  const pieces: Uint8Array[] = [];
  const { compression } = dataset.parts[0]!.layout;
  for await (const piece of correctedFile(dataset, plan.edits, compression)) pieces.push(piece);
  return { bytes: Buffer.concat(pieces), plan };
}

export const bytesOf = (file: string): Buffer => readFileSync(file);
