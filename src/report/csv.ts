import { csvCell } from './escape.js';
import type { Kind } from './kinds.js';
import type { RowRecord } from './record.js';
import type { Reporter } from './reporter.js';

/**
 * CSV with a header: the fields of a record, lists and probabilities as JSON in one cell. Texts stand as they
 * are, but for an apostrophe before one that a spreadsheet would take for a formula.
 */
export const csv: Reporter = async function* (records, { kinds }) {
  const columns = COLUMNS.filter((name) => NOTED[name]?.some((kind) => kinds.has(kind)) ?? true);
  let names: readonly (keyof RowRecord)[] = columns;
  let first = true;
  for await (const record of records) {
    if (first) {
      names = columns.filter((name) => !OPTIONAL.includes(name) || name in record);
      yield `${names.join(',')}\n`;
      first = false;
    }
    yield `${names.map((name) => showCell(record[name])).join(',')}\n`;
  }
  if (first) yield `${names.filter((name) => !OPTIONAL.includes(name) || name === 'text').join(',')}\n`;
};

const COLUMNS = [
  'rank',
  'file',
  'index',
  'line',
  'id',
  'given_label',
  'predicted_label',
  'label_quality',
  'given_probability',
  'predicted_probability',
  'is_label_issue',
  'kind',
  'group',
  'majority_label',
  'train_index',
  'train_line',
  'train_label',
  'evidence',
  'fingerprint',
  'decision',
  'decided_label',
  'model_disagreement',
  'models_disagree',
  'text',
  'probabilities',
] as const satisfies readonly (keyof RowRecord)[];
const DUPLICATES: readonly Kind[] = ['conflicting_duplicate', 'near_duplicate'];
/** Columns that only some kinds of rows have. */
const NOTED: Partial<Record<keyof RowRecord, readonly Kind[]>> = {
  group: DUPLICATES,
  majority_label: DUPLICATES,
  train_index: ['leakage'],
  train_line: ['leakage'],
  train_label: ['leakage'],
};
const OPTIONAL: readonly (keyof RowRecord)[] = [
  ...(['file', 'id', 'decision', 'decided_label', 'model_disagreement', 'models_disagree'] as const),
  ...(['text', 'probabilities'] as const),
];

function showCell(value: RowRecord[keyof RowRecord]): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return csvCell(value);
  if (typeof value === 'object') return csvCell(JSON.stringify(value));
  return String(value);
}
