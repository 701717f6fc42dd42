/** Decides about single rows. */
import { makeEntry, makeUndo, type NewEntry, type RowChoice } from '../../corrections/decision.js';
import type { Decisions } from '../../corrections/decisions.js';
import { decidedClassUnknown } from '../../corrections/errors.js';
import { fingerprint } from '../../report/record.js';
import type { Dataset, RowText } from '../../types.js';
import { describeEntry } from '../decisions/known-decisions.js';
import type { Choice, DecideAction, NamedRows } from '../request/correct.js';
import * as errors from './errors.js';
import { rowOfId } from './find-row.js';

/** The effect of a command: entries to record, and lines that describe them. */
export interface Step {
  readonly entries: readonly NewEntry[];
  readonly lines: readonly string[];
  /** Question to confirm before recording; undefined where none is needed. */
  readonly question?: string;
  /** Whether contradicted labels go with certain texts: corrected data do not show that any more. */
  readonly isTextDependent?: boolean;
}

/** Decides about the rows that a request names. */
export async function decideRows(
  dataset: Dataset,
  { rows: named, choice }: Extract<DecideAction, { what: 'rows' }>,
  before: Decisions,
): Promise<Step> {
  const rows = await findRows(dataset, named);
  const texts: RowText[] = [];
  for await (const rowText of dataset.readTexts(rows)) texts.push(rowText);
  const entries = rows.map((row, at) =>
    choice.what === 'undo'
      ? undoOf(dataset, { row, rowText: texts[at]! }, before)
      : makeEntry(dataset, { row, rowText: texts[at]! }, choiceOf(dataset, row, choice)),
  );
  const copies = await countCopies(dataset, new Set(texts.map(fingerprint)));
  return {
    entries,
    lines: entries.map((entry, at) =>
      describeEntry(entry, copies.get(entry.fingerprint) ?? 1, wordsOf(named, at)),
    ),
  };
}

async function findRows(dataset: Dataset, named: NamedRows): Promise<number[]> {
  if (named.by === 'id') {
    const rows: number[] = [];
    for (const id of named.ids) rows.push(await rowOfId(dataset, id));
    return rows;
  }
  const rowOf = named.by === 'index' ? rowOfIndex : rowOfLine;
  return named.numbers.map((number) => rowOf(dataset, number));
}

/** A row in the words in which the user has named it. */
function wordsOf(named: NamedRows, at: number): string {
  if (named.by === 'id') return `id ${named.ids[at]}`;
  return `${named.by === 'line' ? 'line' : 'row'} ${named.numbers[at]}`;
}

function rowOfIndex(dataset: Dataset, index: number): number {
  const row = dataset.indexes.indexOf(index);
  if (row !== -1) return row;
  const last = dataset.indexes.at(-1)!;
  throw index > last
    ? errors.noSuchRow(dataset.source, index, last)
    : errors.rowLeftOut(dataset.source, index);
}

function rowOfLine(dataset: Dataset, line: number): number {
  const row = dataset.lines.indexOf(line);
  if (row !== -1) return row;
  throw dataset.lines.every((number) => number === 0)
    ? errors.noLines(dataset.source)
    : errors.noSuchLine(dataset.source, line);
}

function choiceOf(dataset: Dataset, row: number, choice: Exclude<Choice, { what: 'undo' }>): RowChoice {
  if (choice.what !== 'relabel') return choice as RowChoice;
  const newClass = classNamed(dataset, choice.label, '--label');
  if (newClass === dataset.labels[row])
    throw errors.sameLabel(dataset.indexes[row]!, dataset.classes[newClass]!);
  return { what: 'relabel', newClass };
}

/** The class that an option gives by name. */
export function classNamed(dataset: Dataset, name: string, option: string): number {
  const k = dataset.classOf(name);
  if (k === undefined) throw decidedClassUnknown(option, name, dataset.classes);
  return k;
}

function undoOf(
  dataset: Dataset,
  { row, rowText }: { readonly row: number; readonly rowText: RowText },
  before: Decisions,
): NewEntry {
  const index = dataset.indexes[row]!;
  const name = fingerprint(rowText);
  const verdict = before.of(name);
  if (verdict === undefined) throw errors.nothingToUndo(`row ${index}`);
  if (verdict.done) throw errors.undoApplied(index, verdict.newLabel!);
  return makeUndo(name, index);
}

/** Number of rows with the same label and text, by fingerprint. */
async function countCopies(dataset: Dataset, wanted: ReadonlySet<string>): Promise<Map<string, number>> {
  const copies = new Map<string, number>();
  for await (const rowText of dataset.readTexts(dataset.labels.keys())) {
    const name = fingerprint(rowText);
    if (wanted.has(name)) copies.set(name, (copies.get(name) ?? 0) + 1);
  }
  return copies;
}
