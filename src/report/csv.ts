import { csvCell, csvJsonCell } from './escape.js';
import type { RowRecord } from './record.js';
import type { Reporter } from './reporter.js';
import { OPTIONAL_FIELDS, type OptionalField } from './reporter.js';

/**
 * CSV with a header: the fields of a record, lists and probabilities as JSON in one cell. Texts are unchanged, except
 * for an apostrophe before one that a spreadsheet would take for a formula. The header depends on the options and
 * the data only, not on what was found.
 */
export const csv: Reporter = async function* (records, { fields }) {
  const names = COLUMNS.filter((name) => !isOptional(name) || fields.has(name));
  yield `${names.join(',')}\n`;
  for await (const record of records) yield `${names.map((name) => showCell(record[name])).join(',')}\n`;
};

function isOptional(name: keyof RowRecord): name is OptionalField {
  return (OPTIONAL_FIELDS as readonly string[]).includes(name);
}

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

function showCell(value: RowRecord[keyof RowRecord]): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return csvCell(value);
  if (typeof value === 'object') return csvJsonCell(value);
  return String(value);
}
