import type { ClassTally } from './class-tally.js';
import type { HealthReport } from './health/health-report.js';
import type { Kind } from './kinds.js';
import type { OptionalField } from './optional-fields.js';
import type { RowRecord } from './record.js';

export type { ClassTally };

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
