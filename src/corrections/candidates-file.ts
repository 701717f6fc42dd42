/** A report of candidates that somebody has filled in: CSV or JSON lines with a column `new_label`. */

import { readCsv } from '../dataset/csv.js';
import { openFile, readChunks } from '../dataset/stored-bytes.js';
import {
  candidateLineBroken,
  candidatesLackColumn,
  candidatesUnknown,
  decidedClassUnknown,
} from '../errors.js';
import { fingerprint } from '../report/record.js';
import type { Dataset } from '../types.js';
import type { NewEntry } from './decision.js';
import { type ChosenRow, makeEntry } from './make-entry.js';

/** A line on which a new label is filled in. */
export interface FilledIn {
  readonly line: number;
  readonly fingerprint: string;
  readonly newLabel: string;
}

/**
 * Reads the lines that have a new label; all others are passed over.
 *
 * @throws UserError if the file can't be read, lacks a column, or a line is broken
 */
export async function readCandidates(file: string): Promise<FilledIn[]> {
  const { handle } = await openFile(file);
  try {
    const chunks = readChunks(file, handle);
    return /\.(jsonl|ndjson)$/i.test(file)
      ? await readJsonLines(file, chunks)
      : await readCsvLines(file, chunks);
  } finally {
    await handle.close();
  }
}

async function readCsvLines(file: string, chunks: AsyncIterable<Buffer>): Promise<FilledIn[]> {
  const filled: FilledIn[] = [];
  let columns: { fingerprint: number; newLabel: number } | undefined;
  for await (const batch of readCsv(file, chunks)) {
    for (const { cells, line } of batch) {
      if (columns === undefined) {
        columns = findColumns(file, cells);
        continue;
      }
      const newLabel = cells[columns.newLabel]!.trim();
      if (newLabel !== '')
        filled.push(checked(file, { line, fingerprint: cells[columns.fingerprint]!, newLabel }));
    }
  }
  return filled;
}

function findColumns(file: string, names: readonly string[]) {
  const find = (wanted: string) => {
    const at = names.findIndex((name) => name.trim().toLowerCase() === wanted);
    if (at === -1) throw candidatesLackColumn(file, wanted, names);
    return at;
  };
  return { fingerprint: find('fingerprint'), newLabel: find('new_label') };
}

async function readJsonLines(file: string, chunks: AsyncIterable<Buffer>): Promise<FilledIn[]> {
  const bytes: Buffer[] = [];
  for await (const chunk of chunks) bytes.push(chunk);
  return Buffer.concat(bytes)
    .toString()
    .replace(/^\ufeff/, '')
    .split('\n')
    .flatMap((text, at) => {
      if (text.trim() === '') return [];
      const line = at + 1;
      let value: Record<string, unknown> | null;
      try {
        value = JSON.parse(text);
      } catch {
        throw candidateLineBroken(file, line, `this line is not JSON: ${text.slice(0, 60)}`);
      }
      const { fingerprint, new_label: newLabel } = value ?? {};
      if (newLabel === undefined || newLabel === null || String(newLabel).trim() === '') return [];
      return checked(file, { line, fingerprint: String(fingerprint), newLabel: String(newLabel).trim() });
    });
}

function checked(file: string, filled: FilledIn): FilledIn {
  if (/^[0-9a-f]{16}$/.test(filled.fingerprint)) return filled;
  throw candidateLineBroken(
    file,
    filled.line,
    `"${filled.fingerprint}" is not a fingerprint: a spreadsheet may have taken it for a number`,
  );
}

/**
 * Turns what was filled in into decisions: the label that a row has means that it is kept.
 *
 * @throws UserError naming the lines whose class does not exist, or whose row is not in the data set
 */
export async function entriesFromCandidates(
  dataset: Dataset,
  filled: readonly FilledIn[],
  file: string,
): Promise<NewEntry[]> {
  const wanted = new Set(filled.map((line) => line.fingerprint));
  const found = new Map<string, ChosenRow>();
  let row = 0;
  for await (const rowText of dataset.readTexts(dataset.labels.keys())) {
    const name = fingerprint(rowText);
    if (wanted.has(name) && !found.has(name)) found.set(name, { row, rowText });
    row++;
  }
  const missing = filled.filter((line) => !found.has(line.fingerprint));
  if (missing.length > 0) {
    throw candidatesUnknown(
      missing.map(({ line }) => `${file}:${line}: no row of ${dataset.source} has this fingerprint`),
      'Take the report from this very file, read with the same columns.',
    );
  }
  return filled.map(({ fingerprint: name, newLabel, line }) => {
    const newClass = classOfCell(dataset, newLabel);
    if (newClass === undefined) throw decidedClassUnknown(`${file}:${line}`, newLabel, dataset.classes);
    const chosen = found.get(name)!;
    const isSame = dataset.labels[chosen.row] === newClass;
    return makeEntry(dataset, chosen, isSame ? { what: 'keep' } : { what: 'relabel', newClass });
  });
}

/** Reports for spreadsheets put a ' before cells that would be taken for formulas. */
function classOfCell(dataset: Dataset, cell: string): number | undefined {
  return dataset.classOf(cell) ?? (cell.startsWith("'") ? dataset.classOf(cell.slice(1)) : undefined);
}
