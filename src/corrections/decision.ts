/** A decision about a row, and the line of JSON that keeps it. */
import { safeJson } from '../report/escape.js';
import { fingerprint } from '../report/record.js';
import type { Dataset, RowText } from '../types.js';
import { type AuditMark, type Draw, parseDraw, parseMark } from './draw.js';
import { decisionLineBroken } from './errors.js';

/** What can be decided: another label, the label is right, the row should go, not now. */
export const CHOICES = ['relabel', 'keep', 'delete', 'skip'] as const;

export type Choice = (typeof CHOICES)[number];

/** A decision about the rows that have one text and one label. Fields are those of the line. */
export interface Decision {
  /** Names the rows by their label and text: see `fingerprint`. */
  readonly fingerprint: string;
  /** 0-based data row at the time; rows are found by their fingerprint, this is for people. */
  readonly index: number;
  /** Name of the class that the row is labelled with. */
  readonly given_label: string;
  readonly what: Choice;
  /** Name of the class that is right; null where `what` is not "relabel". */
  readonly new_label: string | null;
  /** The fingerprint that the row has once it is relabelled; null where `what` is not "relabel". */
  readonly new_fingerprint: string | null;
  /** When, in UTC as ISO 8601. Decisions that were made in one step have the same time. */
  readonly time: string;
  /** Set where it is the answer of a reader of an audit. */
  readonly audit?: AuditMark;
}

/** Takes back the latest decision about the rows of a fingerprint. */
export interface Undo extends Pick<Decision, 'fingerprint' | 'index' | 'time'> {
  readonly what: 'undo';
}

/** A line of a decisions file. */
export type Entry = Decision | Undo | Draw | Note;

/**
 * What was found in the data before they were corrected, and cannot be seen in them afterwards: that contradicted labels
 * went with certain texts, so that more of them may be wrong than a model can tell.
 */
export interface Note {
  readonly what: 'note';
  readonly text_dependent: boolean;
  readonly time: string;
}

/** An entry that is to be recorded: the log says when. */
export type NewEntry = Omit<Decision, 'time'> | Omit<Undo, 'time'>;

/** A draw or a note that is to be recorded. */
export type NewDraw = Omit<Draw, 'time'> | Omit<Note, 'time'>;

/** An entry as a line, line end included; safe to show on a terminal. */
export function formatEntry(entry: Entry): string {
  return `${safeJson(entry)}\n`;
}

/**
 * Reads a line of a decisions file. Fields that are not known are passed over.
 *
 * @throws UserError saying what is wrong with the line
 */
export function parseEntry(line: string, file: string, number: number): Entry {
  const broken = (problem: string) => decisionLineBroken(file, number, problem, line);
  let value: Partial<Record<keyof Decision, unknown>>;
  try {
    value = JSON.parse(line);
  } catch {
    throw broken('it is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw broken('it is no object');
  if ((value as { what?: unknown }).what === 'draw') {
    const draw = parseDraw(value);
    if (typeof draw === 'string') throw broken(draw);
    return draw;
  }
  if ((value as { what?: unknown }).what === 'note') {
    const { text_dependent: depends, time: at } = value as Partial<Record<keyof Note, unknown>>;
    if (typeof at !== 'string') throw broken('"time" must be a string');
    return { what: 'note', text_dependent: depends === true, time: at };
  }
  const { fingerprint, index, given_label, what, new_label = null, new_fingerprint = null, time } = value;
  if (typeof fingerprint !== 'string' || !/^[0-9a-f]{16}$/.test(fingerprint)) {
    throw broken('"fingerprint" must be 16 hex digits');
  }
  if (!Number.isSafeInteger(index) || (index as number) < 0)
    throw broken('"index" must be a whole number from 0');
  if (typeof time !== 'string') throw broken('"time" must be a string');
  const common = { fingerprint, index: index as number, time };
  if (what === 'undo') return { ...common, what };
  if (!CHOICES.includes(what as Choice))
    throw broken('"what" must be relabel, keep, delete, skip, undo or draw');
  if (typeof given_label !== 'string') throw broken('"given_label" must be a string');
  const isRelabel = what === 'relabel';
  if (isRelabel !== (typeof new_label === 'string'))
    throw broken('"new_label" must be a string where "what" is "relabel", and null elsewhere');
  if (new_fingerprint !== null && typeof new_fingerprint !== 'string')
    throw broken('"new_fingerprint" must be a string or null');
  const audit = parseMark(value.audit);
  return {
    fingerprint,
    index: index as number,
    given_label,
    what: what as Choice,
    new_label: new_label as string | null,
    new_fingerprint: isRelabel ? new_fingerprint : null,
    time,
    ...(audit === undefined ? {} : { audit }),
  };
}

/** A choice, and the right class where that is "relabel". */
export type RowChoice =
  | { readonly what: 'relabel'; readonly newClass: number }
  | { readonly what: Exclude<Choice, 'relabel'> };

/** A row that something is decided about. */
export interface ChosenRow {
  /** 0 … n−1 */
  readonly row: number;
  readonly rowText: RowText;
}

/** The entry that records a choice about a row. */
export function makeEntry(dataset: Dataset, { row, rowText }: ChosenRow, choice: RowChoice): NewEntry {
  const common = {
    fingerprint: fingerprint(rowText),
    index: dataset.indexes[row]!,
    given_label: dataset.classes[dataset.labels[row]!]!,
  };
  if (choice.what !== 'relabel') {
    return { ...common, what: choice.what, new_label: null, new_fingerprint: null };
  }
  const label = dataset.writeLabel(rowText.label, choice.newClass);
  return {
    ...common,
    what: 'relabel',
    new_label: dataset.classes[choice.newClass]!,
    new_fingerprint: fingerprint({ label, text: rowText.text }),
  };
}

/** The entry that takes back the latest decision about the rows of a fingerprint. */
export function makeUndo(fingerprint: string, index: number): NewEntry {
  return { fingerprint, index, what: 'undo' };
}
