import { csvCell } from './escape.js';
import type { RowRecord } from './record.js';
import type { Reporter } from './reporter.js';

/**
 * CSV with a header: the fields of a record, lists and probabilities as JSON in one cell. Texts stand as they
 * are, but for an apostrophe before one that a spreadsheet would take for a formula.
 */
export const csv: Reporter = async function* (records) {
  let names: readonly (keyof RowRecord)[] = COLUMNS;
  let first = true;
  for await (const record of records) {
    if (first) {
      names = COLUMNS.filter((name) => !OPTIONAL.includes(name) || name in record);
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
  'evidence',
  'fingerprint',
  'decision',
  'decided_label',
  'model_disagreement',
  'models_disagree',
  'text',
  'probabilities',
] as const satisfies readonly (keyof RowRecord)[];
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
