/** A report of candidates that a person has filled in: a table of any format with a column `new_label`. */

import { unguarded } from '../dataset/csv/spreadsheet-cell.js';
import { openTable } from '../dataset/open-table.js';
import { fingerprint } from '../report/record.js';
import type { Dataset } from '../types.js';
import { type ChosenRow, makeEntry, type NewEntry } from './decision.js';
import {
  candidateLineBroken,
  candidatesLackColumn,
  candidatesUnknown,
  decidedClassUnknown,
} from './errors.js';

/** A line on which a new label is filled in. */
export interface FilledIn {
  readonly line: number;
  readonly fingerprint: string;
  /** Ways to read the cell, the likeliest first. */
  readonly newLabel: readonly string[];
}

/**
 * Reads the lines that have a new label; all others are passed over. Spreadsheets separate cells by whatever is
 * the custom of the country, so that this is found out.
 *
 * @throws UserError if the file can't be read, lacks a column, or a line is broken
 */
export async function readCandidates(file: string): Promise<FilledIn[]> {
  const { reader, storage } = await openTable(file, {}, { names: [], label: undefined }, false);
  const isForSpreadsheets = storage.delimiter !== null;
  const [first] = await reader.sample();
  const columns = findColumns(file, reader.names ?? first?.cells ?? []);
  const filled: FilledIn[] = [];
  let isHead = reader.names === null;
  for await (const batch of reader.records(columns)) {
    for (const { cells, line } of isHead ? batch.slice(1) : batch) {
      const [name, newLabel] = cells.map((cell) => cell.trim());
      if (newLabel !== '')
        filled.push(
          checked(file, { line, fingerprint: name!, newLabel: readings(newLabel!, isForSpreadsheets) }),
        );
    }
    isHead = false;
  }
  return filled;
}

function findColumns(file: string, names: readonly string[]): [number, number] {
  const find = (wanted: string) => {
    const at = names.findIndex((name) => name.trim().toLowerCase() === wanted);
    if (at === -1) throw candidatesLackColumn(file, wanted, names);
    return at;
  };
  return [find('fingerprint'), find('new_label')];
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
    const newClass = newLabel.map((label) => dataset.classOf(label)).find((known) => known !== undefined);
    if (newClass === undefined)
      throw decidedClassUnknown(`${file}:${line}`, newLabel.at(-1)!, dataset.classes);
    const chosen = found.get(name)!;
    const isSame = dataset.labels[chosen.row] === newClass;
    return makeEntry(dataset, chosen, isSame ? { what: 'keep' } : { what: 'relabel', newClass });
  });
}

/**
 * What a cell may mean. Reports in CSV have an apostrophe before what is like a formula; people may have typed a name
 * as it is, and JSON has names as they are.
 */
function readings(cell: string, isForSpreadsheets: boolean): readonly string[] {
  return isForSpreadsheets ? [...new Set([unguarded(cell), cell])] : [cell];
}
