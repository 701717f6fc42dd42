/** Which fields the records of a run have, whatever is found: a header must not depend on that. */
import type { Kind } from './kinds.js';
import type { RecordSource, RowRecord } from './record.js';

/** Fields that records of some runs have, in the order of a record. */
export const OPTIONAL_FIELDS = [
  'file',
  'id',
  'group',
  'majority_label',
  'train_index',
  'train_line',
  'train_label',
  'decision',
  'decided_label',
  'model_disagreement',
  'models_disagree',
  'text',
  'probabilities',
] as const satisfies readonly (keyof RowRecord)[];

export type OptionalField = (typeof OPTIONAL_FIELDS)[number];

/**
 * The fields that follow from what was read and is looked for. Texts and probabilities are left to whoever writes.
 *
 * @param lookedFor kinds of rows that may be listed
 *
 * @example
 * optionalFields(findings, new Set(['label_error', 'leakage'])) // train_index, train_line and train_label
 */
export function optionalFields(
  { dataset, disagreement, decisionOf }: Pick<RecordSource, 'dataset' | 'disagreement' | 'decisionOf'>,
  lookedFor: ReadonlySet<Kind>,
): ReadonlySet<OptionalField> {
  const groups = lookedFor.has('conflicting_duplicate') || lookedFor.has('near_duplicate');
  const has: Partial<Record<OptionalField, boolean>> = {
    file: dataset.parts.length > 1,
    id: dataset.parts.some(({ layout }) => layout.id !== null),
    group: groups,
    majority_label: groups,
    train_index: lookedFor.has('leakage'),
    train_line: lookedFor.has('leakage'),
    train_label: lookedFor.has('leakage'),
    decision: decisionOf !== undefined,
    decided_label: decisionOf !== undefined,
    model_disagreement: disagreement !== undefined,
    models_disagree: disagreement !== undefined,
  };
  return new Set(OPTIONAL_FIELDS.filter((field) => has[field] === true));
}
