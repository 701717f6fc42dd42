import type { HealthReport } from './health/health-report.js';
import type { Kind } from './kinds.js';
import type { RecordSource, RowRecord } from './record.js';
import type { ClassTally } from './summary.js';

/** The gate's verdict on a data set. */
export interface Verdict {
  readonly passed: boolean;
  /** One line: passed or failed, the figures, and the limits that were exceeded. */
  readonly sentence: string;
  /** Whether a class contributes to the failure; length K. */
  readonly classFailed: readonly boolean[];
}

/** The parts of a page besides its records. */
export interface PageParts {
  readonly health: HealthReport;
  /** Style sheet and scripts, which are inserted unchanged. */
  readonly style: string;
  readonly scripts: readonly string[];
}

/** What a report can hold besides its records. */
export interface ReportContext {
  /** Columns of the terminal, or how wide a table may be. */
  readonly width: number;
  /** Whether to use colours. */
  readonly colour: boolean;
  /** Path of the data file in the form of CI systems: from the root of the repository, with slashes. */
  readonly file: string;
  /** Version of this program. */
  readonly version: string;
  /** Judged rows and candidates of each class, in class order: all of them, not only the records. */
  readonly classes: readonly ClassTally[];
  /** The kinds of the records. */
  readonly kinds: ReadonlySet<Kind>;
  /** The optional fields of records; does not depend on whether there are records. */
  readonly fields: ReadonlySet<OptionalField>;
  /** Number of records that are left out of the report. */
  readonly more: number;
  /** The gate's verdict; null without a gate. */
  readonly verdict: Verdict | null;
  /**
   * Settings and summary as plain data for JSON. A function, since few formats need it.
   */
  document(): Readonly<Record<string, unknown>>;
  /** Only for formats that are pages. */
  readonly page?: PageParts | undefined;
}

/** Turns records into the pieces of a report, in order; pieces include their line ends. */
export type Reporter = (records: AsyncIterable<RowRecord>, context: ReportContext) => AsyncIterable<string>;

/** Which fields the records of a run have, independent of what is found, since a header must not depend on it. */

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

/** Kinds whose rows are listed in groups. */
const GROUPED: readonly Kind[] = ['conflicting_duplicate', 'near_duplicate', 'duplicate'];

/**
 * The fields that follow from the data and from what is searched for. The caller adds texts and probabilities.
 *
 * @param lookedFor kinds of rows that are searched for
 *
 * @example
 * optionalFields(findings, new Set(['label_error', 'leakage'])) // train_index, train_line and train_label
 */
export function optionalFields(
  { dataset, disagreement, decisionOf }: Pick<RecordSource, 'dataset' | 'disagreement' | 'decisionOf'>,
  lookedFor: ReadonlySet<Kind>,
): ReadonlySet<OptionalField> {
  const groups = GROUPED.some((kind) => lookedFor.has(kind));
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

/** Counts occurrences of each fingerprint: rows with the same label and text share theirs. */
export class Occurrences {
  readonly #seen = new Map<string, number>();

  /** The number of this occurrence of the fingerprint, from 1. */
  next(fingerprint: string): number {
    const nth = (this.#seen.get(fingerprint) ?? 0) + 1;
    this.#seen.set(fingerprint, nth);
    return nth;
  }
}
