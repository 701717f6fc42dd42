/** Rows and candidates of one class, as far as a report is about them. */
export interface ClassTally {
  readonly name: string;
  /** Judged rows with this given label. */
  readonly judged: number;
  /** Those whose label is probably wrong. */
  readonly candidates: number;
}
