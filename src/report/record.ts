import { hash } from 'node:crypto';
import { partOfRow } from '../types/dataset.js';
import type { Dataset, Disagreement, Evidence, Judgement, RowText } from '../types.js';
import type { Listing, RowNote } from './kinds.js';

/** One row of a report; every format has the fields in this order. */
export interface RowRecord extends RowNote {
  /** From 1, worst first, among the rows that are reported together. */
  readonly rank: number;
  /** The file of the row, where the data set has several. */
  readonly file?: string;
  /** 0-based data row of the file; left-out rows are counted. Null where rows have no order, as in a table. */
  readonly index: number | null;
  /** Physical line on which the row starts, from 1; null where the format has no lines. */
  readonly line: number | null;
  /** The value of the id column; only where one was named. */
  readonly id?: string | number | null;
  /** Physical line on which it ends, if not the line on which it starts; only in formats that mark a region. */
  readonly end_line?: number;
  readonly given_label: string;
  /** Suggested class; null where the row was not judged. */
  readonly predicted_label: string | null;
  /** 0 to 1, low where the label is suspicious; null where it was not judged. */
  readonly label_quality: number | null;
  readonly given_probability: number | null;
  readonly predicted_probability: number | null;
  readonly is_label_issue: boolean;
  /** Words that support `predicted_label` against `given_label`, strongest first. */
  readonly evidence: readonly Evidence[];
  /** Identifies the row by its content, not its place: see `fingerprint`. */
  readonly fingerprint: string;
  /** What was decided about it, null where nothing was; only where decisions are used. */
  readonly decision?: RowDecision['what'] | null;
  /** The correct class by that decision; null where it names none. */
  readonly decided_label?: string | null;
  /** How much the models disagree on the row, 0 to 1; only where there are several. */
  readonly model_disagreement?: number;
  /** Whether it is among the 1 % of rows on which the models disagree most. */
  readonly models_disagree?: boolean;
  readonly text?: string;
  /** Out-of-sample probability by class name. */
  readonly probabilities?: Readonly<Record<string, number>> | null;
}

/** Optional fields of records. */
export interface RecordFields {
  /** The note on the row at each place, from 0; without it, candidates are label errors. */
  readonly noteOf?: Listing['noteOf'];
  readonly text: boolean;
  readonly probabilities: boolean;
  /** Whether to include `end_line`. */
  readonly endLine?: boolean;
}

/** The standing decision about a row. */
export interface RowDecision {
  readonly what: 'relabel' | 'keep' | 'delete' | 'skip';
  /** Name of the correct class; null where `what` is not "relabel". */
  readonly newLabel: string | null;
}

/** Input of records. */
export interface RecordSource {
  readonly dataset: Dataset;
  readonly judgement: Judgement;
  /** The words that support the suggestion for a row. */
  evidenceOf(row: number): readonly Evidence[];
  /** How much several models disagree, where there are several. */
  readonly disagreement?: Disagreement | undefined;
  /** The decision about the rows of a fingerprint; undefined where decisions are not used. */
  readonly decisionOf?: ((fingerprint: string) => RowDecision | undefined) | undefined;
}

/**
 * Identifies a row by its content: the first 16 hex digits of SHA-256 over the UTF-8 of
 * `JSON.stringify([label as written, text])`. It does not depend on the row's place or on the names of classes.
 *
 * @example
 * fingerprint({ label: '3', text: 'Oil prices rise' }) // 16 hex digits
 */
export function fingerprint({ label, text }: Pick<RowText, 'label' | 'text'>): string {
  return hash('sha256', JSON.stringify([label, text]), 'hex').slice(0, 16);
}

/**
 * Makes the records of some rows, in the order given, and reads their texts again meanwhile.
 *
 * @param source the data set and what was found in it
 * @param rows row numbers in rank order
 * @param fields which optional fields to include
 */
export async function* makeRecords(
  source: RecordSource,
  rows: Uint32Array,
  fields: RecordFields,
): AsyncGenerator<RowRecord> {
  let place = 0;
  for await (const rowText of source.dataset.readTexts(rows)) {
    yield makeRecord(source, { row: rows[place]!, rank: place + 1, rowText }, fields);
    place++;
  }
}

/** Fields are set one by one: spreading objects would cost more than everything else here. */
function makeRecord(
  { dataset, judgement, evidenceOf, disagreement, decisionOf }: RecordSource,
  { row, rank, rowText }: { readonly row: number; readonly rank: number; readonly rowText: RowText },
  fields: RecordFields,
): RowRecord {
  const { probabilities, suggested, quality } = judgement;
  const judged = judgement.judged[row] === 1;
  const isIssue = judgement.isIssue[row] === 1;
  const given = dataset.labels[row]!;
  const predicted = suggested[row]!;
  const start = row * probabilities.classCount;
  const part = partOfRow(dataset.parts, row);
  const { lineCount = 1 } = rowText;

  const record = { rank } as Writable<RowRecord>;
  if (dataset.parts.length > 1) record.file = part.file;
  record.index = dataset.indexes[row]!;
  record.line = dataset.lines[row]! || null;
  if (part.layout.id !== null) record.id = rowText.id;
  if (fields.endLine === true && lineCount > 1) record.end_line = dataset.lines[row]! + lineCount - 1;
  record.given_label = dataset.classes[given]!;
  record.predicted_label = judged ? dataset.classes[predicted]! : null;
  record.label_quality = judged ? quality[row]! : null;
  record.given_probability = judged ? probabilities.values[start + given]! : null;
  record.predicted_probability = judged ? probabilities.values[start + predicted]! : null;
  record.is_label_issue = isIssue;
  if (fields.noteOf === undefined) record.kind = isIssue ? 'label_error' : null;
  else Object.assign(record, fields.noteOf(rank - 1));
  record.evidence = judged ? evidenceOf(row) : [];
  record.fingerprint = dataset.withoutTexts
    ? placeFingerprint(rowText.label, dataset.indexes[row]!)
    : fingerprint(rowText);
  if (decisionOf !== undefined)
    Object.assign(record, decidedFields(decisionOf(record.fingerprint), record.given_label));
  if (disagreement !== undefined) {
    record.model_disagreement = disagreement.values[row]!;
    record.models_disagree = disagreement.isMarked[row] === 1;
  }
  if (fields.text && !dataset.withoutTexts) record.text = rowText.text;
  if (fields.probabilities)
    record.probabilities = judged ? byClass(dataset.classes, probabilities.values, start) : null;
  return record;
}

type Writable<T> = { -readonly [Field in keyof T]: T[Field] };

function decidedFields(decision: RowDecision | undefined, givenLabel: string) {
  const { what = null, newLabel = null } = decision ?? {};
  return { decision: what, decided_label: what === 'keep' ? givenLabel : newLabel };
}

/** Identifies a row without a text by its label and place: otherwise all rows of a label would be the same. */
function placeFingerprint(label: string, index: number): string {
  return hash('sha256', JSON.stringify([label, index]), 'hex').slice(0, 16);
}

function byClass(classes: readonly string[], values: Float64Array, start: number): Record<string, number> {
  return Object.fromEntries(classes.map((name, k) => [name, values[start + k]!]));
}
