/** Sentences about a row, for the formats that describe it in one. */
import { counted } from '../errors/wording.js';
import type { Kind } from './kinds.js';
import type { RowRecord } from './record.js';

/** Label quality with four digits; a positive one is never shown as 0. */
export function showQuality(quality: number | null): string {
  if (quality === null) return '–';
  return quality > 0 && quality < 0.0001 ? '<0.0001' : quality.toFixed(4);
}

/** The decided label, or the other decision. */
export function showDecision({ decision, decided_label }: RowRecord): string {
  switch (decision) {
    case 'relabel':
      return decided_label!;
    case 'keep':
      return 'kept';
    case 'delete':
      return 'to delete';
    case 'skip':
      return 'skipped';
    default:
      return '';
  }
}

/** Describes a row: its label, the evidence against it, and the decision. Not escaped. */
export function describeLabel(record: RowRecord): string {
  const { given_label: given, predicted_label: predicted, label_quality, kind } = record;
  const decided = showDecision(record);
  const quality = `quality ${showQuality(label_quality)}${decided === '' ? '' : `; decided: ${decided}`}`;
  switch (kind) {
    case 'conflicting_duplicate':
      return `labelled "${given}", ${othersOf(record, 'the same text')}`;
    case 'near_duplicate':
      return `labelled "${given}", ${othersOf(record, 'nearly the same text')}`;
    case 'duplicate':
      return `labelled "${given}", as are all rows with the same text (group ${record.group})`;
    case 'rare_class':
      return `the only example of "${given}", or one of few: check that the class is meant`;
    case 'leakage':
      return `is also in the training file, ${trainingPlace(record)}, labelled "${record.train_label}"`;
    case 'outlier':
      return `labelled "${given}", but no class explains it (${quality})`;
    case 'ambiguous':
      return `labelled "${given}", between that and "${predicted}" (${quality})`;
    default:
      return `labelled "${given}", probably "${predicted}" (${quality})`;
  }
}

function othersOf({ group, given_label, majority_label: majority }: RowRecord, text: string): string {
  if (majority === given_label) return `as most rows with ${text}, but not all (group ${group})`;
  return majority === null
    ? `but other rows with ${text} have other labels (group ${group})`
    : `but most rows with ${text} are labelled "${majority}" (group ${group})`;
}

function trainingPlace({ train_line: line, train_index: index }: RowRecord): string {
  return line == null ? `row ${index}` : `line ${line}`;
}

/** The note on a row besides its label: empty for an ordinary candidate. Not escaped. */
export function showNote(record: RowRecord): string {
  switch (record.kind) {
    case 'conflicting_duplicate':
      return `group ${record.group}: same text${majority(record)}`;
    case 'near_duplicate':
      return `group ${record.group}: nearly the same text${majority(record)}`;
    case 'duplicate':
      return `group ${record.group}: same text and label`;
    case 'rare_class':
      return 'rare class: check that it is meant';
    case 'leakage':
      return `in the training file, ${trainingPlace(record)}, as ${record.train_label}`;
    case 'outlier':
      return 'outlier: no class explains it';
    case 'ambiguous':
      return 'ambiguous: between two classes';
    default:
      return '';
  }
}

function majority({ majority_label }: RowRecord): string {
  return majority_label === null ? ', no majority' : `, most are ${majority_label}`;
}

/** The name of a kind as a title. */
export function titleOf(kind: Kind | null): string {
  return TITLES[kind ?? 'label_error'];
}

const TITLES: Readonly<Record<Kind, string>> = {
  label_error: 'Probable label error',
  ambiguous: 'Probable label error, between two classes',
  outlier: 'Outlier',
  conflicting_duplicate: 'Conflicting duplicate',
  near_duplicate: 'Conflicting near duplicate',
  rare_class: 'Row of a rare class',
  duplicate: 'Duplicate',
  leakage: 'Row of the training file',
};

/** Candidates among judged rows: "1 candidate among 1,200 judged rows". */
export function describeShare(candidates: number, judged: number): string {
  return `${counted(candidates, 'candidate')} among ${counted(judged, 'judged row')}`;
}

/** Where a row is: by its id where it has one, else by its line, and where there are no lines by its index. Not escaped. */
export function placeOf({ id, line, index }: RowRecord): string {
  if (id !== undefined && id !== null) return `id ${id}`;
  return line === null ? `row ${index}` : `line ${line}`;
}
