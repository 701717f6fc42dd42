/** Further findings about a data set: expected errors, evidence, duplicates. */

/** How much of the contradiction between words and labels depends on the text. */
export interface TextDependence {
  /** Of the contradicted labels, 0 to 1. */
  readonly share: number;
  /** Interval of 90 % of that share. */
  readonly low: number;
  readonly high: number;
  /** Contradicted labels from which it was estimated. */
  readonly rows: number;
}

/** The expected number of label errors. */
export interface ExpectedErrors {
  readonly count: number;
  /** Interval of 90 % of that count. */
  readonly low: number;
  readonly high: number;
  /** P(label error) of each row; 0 where not judged; length n. */
  readonly probabilities: Float64Array;
  /** null where there are no texts to measure it on. */
  readonly textDependence: TextDependence | null;
}

/** The expected result of reading the first rows of a ranking. */
export interface BudgetStep {
  /** Share of all expected errors that are among these rows. */
  readonly share: number;
  readonly rows: number;
  /** Expected errors among them. */
  readonly errors: number;
  /** `errors / rows` */
  readonly precision: number;
}

/** A word of a row and its weight in the model. */
export interface WordWeight {
  readonly token: string;
  /** Contribution, in nats, of its occurrences in the row to each class: count · ln P(word | class); length K. */
  readonly weights: readonly number[];
}

/** What each view of a row gives to one class against another, in nats, and the rows that are most like it. */
export interface RowContributions {
  readonly words: number;
  readonly similarRows: number;
  readonly characterRuns: number;
  readonly wordPairs: number;
  /** How often labels of the one and of the other class get the given label, where the noise has a structure. */
  readonly noise: number;
  /** At most three, nearest first: row numbers of the data that the model was trained on, and cosine similarities. */
  readonly nearest: readonly { readonly row: number; readonly similarity: number }[];
}

/** Words that mark the border between two classes, most telling first. */
export interface BorderWords {
  readonly classA: number;
  readonly classB: number;
  readonly wordsOfA: readonly string[];
  readonly wordsOfB: readonly string[];
}

/** Rows with the same or nearly the same text, and different labels. */
export interface DuplicateGroup {
  /** At least two, ascending. */
  readonly rows: readonly number[];
  /** The most frequent class among them; null where several are. */
  readonly majority: number | null;
}

/** A judged row that is in the training data too. */
export interface LeakedRow {
  readonly row: number;
  /** The first training row with the same text. */
  readonly trainingRow: number;
}

/** A layer of an audit, and what was found in it. */
export interface AuditLayer {
  /** Rows of the layer. */
  readonly size: number;
  /** Rows of it that were read: a random sample without replacement. */
  readonly read: number;
  /** Rows among these whose label is wrong. */
  readonly wrong: number;
  /** Mean P(label error) of its rows by a model, 0 to 1: a first guess, which the answers correct. */
  readonly expected: number;
  /** Whether its rows are candidates. */
  readonly flagged: boolean;
}

/** An estimate with its interval of 90 %. */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** What an audit says of all rows. */
export interface AuditEstimate {
  /** Rows whose label is wrong, those that were read included. */
  readonly errors: Estimate;
  /** The same among the candidates. */
  readonly flaggedErrors: Estimate;
  /** Share of the candidates whose label is wrong, 0 to 1; null where there are no candidates. */
  readonly precision: Estimate | null;
  /** Share of all errors that are among the candidates, 0 to 1; null where there may be no error at all. */
  readonly recall: Estimate | null;
  /** P(label error) of a row of each layer, the rows that were read included. */
  readonly rates: readonly number[];
}

/** Wrong labels among the rows with one given label, by an audit. */
export interface LabelAudit {
  readonly label: string;
  /** Rows with this given label, and those of them that were read and whose label is wrong. */
  readonly rows: number;
  readonly read: number;
  readonly wrong: number;
  /** Wrong labels among all of them. */
  readonly errors: Estimate;
}

/** An audit, and what follows from it. */
export interface AuditFindings {
  readonly draw: string;
  /** Day of the last answer: 2026-12-01. */
  readonly day: string;
  /** Rows that could have been drawn. */
  readonly population: number;
  readonly read: number;
  /** Rows among these whose label is wrong. */
  readonly wrong: number;
  /** Rows of the sample that are not read yet, that the reader could not decide, and that are not in the data any more. */
  readonly open: number;
  readonly skipped: number;
  readonly gone: number;
  readonly layers: readonly AuditLayer[];
  /** Of the rows that could have been drawn, as they were then. */
  readonly estimate: AuditEstimate;
  /** By given label, where enough rows were read; the highest share of errors first. */
  readonly labels: readonly LabelAudit[];
  /** Wrong labels that were decided about since the draw, the answers included. */
  readonly found: number;
  /** Wrong labels that nothing is decided about. */
  readonly left: Estimate;
}
