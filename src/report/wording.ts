/** How reports that show a row in a sentence word it. */
import { withCommas } from '../errors.js';
import type { RowRecord } from './record.js';

/** Label quality with four digits, but never a 0 that is none. */
export function showQuality(quality: number | null): string {
  if (quality === null) return '–';
  return quality > 0 && quality < 0.0001 ? '<0.0001' : quality.toFixed(4);
}

/** What is thought of a row: given and suggested label, the quality, and what was decided. Not escaped. */
export function describeLabel(record: RowRecord): string {
  const { given_label, predicted_label, label_quality } = record;
  const decided = showDecision(record);
  return `labelled "${given_label}", probably "${predicted_label}" (quality ${showQuality(label_quality)}${decided === '' ? '' : `; decided: ${decided}`})`;
}

/** The label that was decided, or what else was. */
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

/** Candidates among judged rows: "1 candidate among 1,200 judged rows". */
export function describeShare(candidates: number, judged: number): string {
  return `${counted(candidates, 'candidate')} among ${counted(judged, 'judged row')}`;
}

/** A number of things: "1 row", "1,200 rows". */
export function counted(count: number, thing: string): string {
  return `${withCommas(count)} ${thing}${count === 1 ? '' : 's'}`;
}

/** Where a row stands: by its line where the file has lines, else by its index. */
export function placeOf({ line, index }: RowRecord): string {
  return line === null ? `row ${index}` : `line ${line}`;
}
