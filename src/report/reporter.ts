import type { RowRecord } from './record.js';

/** What a report may say besides its records. */
export interface ReportContext {
  /** Columns of the terminal, or how wide a table may be. */
  readonly width: number;
  /** Whether to use colours. */
  readonly colour: boolean;
  /** Names of the classes, in class order. */
  readonly classes: readonly string[];
  /** Records that are left out of the report. */
  readonly more: number;
  /** What was asked for and what was found as a whole; plain data that goes into JSON as it is. */
  readonly document: Readonly<Record<string, unknown>>;
}

/** Turns records into the pieces of a report, in order; pieces carry their own line ends. */
export type Reporter = (records: AsyncIterable<RowRecord>, context: ReportContext) => AsyncIterable<string>;
