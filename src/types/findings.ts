/** What else is said about a data set: errors to expect, words that tell, rows that say the same. */

/** How much of the contradiction between words and labels follows from the text. */
export interface TextDependence {
  /** Of the contradicted labels, 0 to 1. */
  readonly share: number;
  /** Interval of 90 % of that share. */
  readonly low: number;
  readonly high: number;
  /** Contradicted labels that it was told from. */
  readonly rows: number;
}

/** How many labels to expect to be wrong. */
export interface ExpectedErrors {
  readonly count: number;
  /** Interval of 90 % of that count. */
  readonly low: number;
  readonly high: number;
  /** How probably each row's label is wrong; 0 where not judged; length n. */
  readonly probabilities: Float64Array;
  /** null where there are no texts to tell it by. */
  readonly textDependence: TextDependence | null;
}

/** What reading the first rows of a ranking brings. */
export interface BudgetStep {
  /** Share of all expected errors that these rows hold. */
  readonly share: number;
  readonly rows: number;
  /** Expected errors among them. */
  readonly errors: number;
  /** `errors / rows` */
  readonly precision: number;
}

/** A word of a row and what the model makes of it. */
export interface WordWeight {
  readonly token: string;
  /** Nats that its occurrences in the row give to each class: count · ln P(word | class); length K. */
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
  /** At most three, nearest first: row numbers of the data that were learnt from, and cosine similarities. */
  readonly nearest: readonly { readonly row: number; readonly similarity: number }[];
}

/** Words that mark the border between two classes, most telling first. */
export interface BorderWords {
  readonly classA: number;
  readonly classB: number;
  readonly wordsOfA: readonly string[];
  readonly wordsOfB: readonly string[];
}

/** Rows that say the same, or nearly, and have different labels. */
export interface DuplicateGroup {
  /** At least two, ascending. */
  readonly rows: readonly number[];
  /** Class that more of them have than any other; null where there is none. */
  readonly majority: number | null;
}

/** A judged row that also stands in the data that was learnt from. */
export interface LeakedRow {
  readonly row: number;
  /** The first row there that says the same. */
  readonly trainingRow: number;
}
