import type { HealthReport } from './health/health-report.js';
import type { Kind } from './kinds.js';
import type { RecordSource, RowRecord } from './record.js';
import type { ClassTally } from './summary.js';

/** What a gate says of a data set. */
export interface Verdict {
  readonly passed: boolean;
  /** The verdict in one line: passed or failed, the figures, and what broke. */
  readonly sentence: string;
  /** Whether a class has a part in the failure; length K. */
  readonly classFailed: readonly boolean[];
}

/** What a page is made of besides its records. */
export interface PageParts {
  readonly health: HealthReport;
  /** Style sheet and scripts, which are put into the page as they are. */
  readonly style: string;
  readonly scripts: readonly string[];
}

/** What a report may say besides its records. */
export interface ReportContext {
  /** Columns of the terminal, or how wide a table may be. */
  readonly width: number;
  /** Whether to use colours. */
  readonly colour: boolean;
  /** Path of the data file as CI systems want it: from the root of the repository, with slashes. */
  readonly file: string;
  /** Version of this program. */
  readonly version: string;
  /** Judged rows and candidates of each class, in class order: all of them, not only the records. */
  readonly classes: readonly ClassTally[];
  /** The kinds of which there are records. */
  readonly kinds: ReadonlySet<Kind>;
  /** The optional fields that records have, whether there are any records or not. */
  readonly fields: ReadonlySet<OptionalField>;
  /** Records that are left out of the report. */
  readonly more: number;
  /** What the gate says, where one was asked. */
  readonly verdict: Verdict | null;
  /**
   * What was asked for and what was found as a whole: plain data that goes into JSON as it is, made when it is asked
   * for, since few formats hold it.
   */
  document(): Readonly<Record<string, unknown>>;
  /** Only for formats that are pages. */
  readonly page?: PageParts | undefined;
}

/** Turns records into the pieces of a report, in order; pieces carry their own line ends. */
export type Reporter = (records: AsyncIterable<RowRecord>, context: ReportContext) => AsyncIterable<string>;

/** Which fields the records of a run have, whatever is found: a header must not depend on that. */

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
