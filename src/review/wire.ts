/** Types of the JSON between the page and its server; no code. */
import type { Evidence } from '../types.js';

/**
 * State of a candidate: 0 open, 1 its label is kept, 2 it is deleted, 3 it was skipped, and 4 + k it is relabelled
 * as class k.
 */
export type State = number;

/** A decision about one candidate. */
export type Choice =
  | { readonly what: 'keep' | 'delete' | 'skip' }
  | { readonly what: 'relabel'; readonly class: number };

/** The candidates, column by column, worst first. A candidate is identified by its row number in the data set. */
export interface CandidateColumns {
  readonly row: readonly number[];
  /** Physical line of the file, from 1; 0 where the format has none. */
  readonly line: readonly number[];
  /** 0-based data row of the file. */
  readonly index: readonly number[];
  readonly given: readonly number[];
  readonly suggested: readonly number[];
  /** 0 to 1, low where the label is suspicious. */
  readonly quality: readonly number[];
  /** Characters of the text. */
  readonly length: readonly number[];
  readonly state: readonly State[];
}

/** The page's state at its start, and again after a new ranking. */
export interface ReviewState {
  readonly source: string;
  readonly decisionsFile: string;
  /** The command that writes the corrected data, quoted for a shell. */
  readonly applyCommand: string;
  readonly classes: readonly string[];
  /** Whether the candidates can be ranked again. */
  readonly canRank: boolean;
  /** Whether the rows of an audit can be drawn and shown. */
  readonly canAudit: boolean;
  /** Whether the sample of an audit is shown instead of the candidates. */
  readonly isAudit: boolean;
  /** Whether similar rows can be found. */
  readonly hasSimilar: boolean;
  /** Increases with every ranking. */
  readonly ranking: number;
  /** Increases with every recorded step. */
  readonly step: number;
  readonly candidates: CandidateColumns;
  readonly rowCount: number;
  readonly readings: Readings;
}

/** What reading has come to so far, by all decisions of the file. */
export interface Readings {
  /** Rows that were decided about, and those of them whose label was found to be wrong. */
  readonly read: number;
  readonly corrected: number;
  /** The same for the last fifty of them. */
  readonly lastRead: number;
  readonly lastCorrected: number;
  /** Wrong labels that are left by an audit, with its interval; null where there is none. */
  readonly left: { readonly mean: number; readonly low: number; readonly high: number } | null;
}

/** A part of a text. */
export interface TextPart {
  readonly text: string;
  /** Evidence for or against the suggestion, or a character that would act instead of being seen. */
  readonly kind: 'plain' | 'for' | 'against' | 'acting';
  /** Nats, for evidence. */
  readonly weight?: number;
  /** Whether it is among the strongest of its text. */
  readonly isStrong?: boolean;
}

/** The details of one candidate. */
export interface CandidateDetail {
  readonly row: number;
  /** The value of the id column. */
  readonly id: string | number | null;
  /** The file of the row, where the data set has several. */
  readonly file: string | null;
  readonly parts: readonly TextPart[];
  /** Number of characters that the parts leave out: very long texts are sent in full on request only. */
  readonly cut: number;
  /** P(class) in class order; null where only those of two classes are known. */
  readonly probabilities: readonly number[] | null;
  readonly givenProbability: number | null;
  readonly suggestedProbability: number | null;
  readonly evidence: readonly Evidence[];
  readonly counterEvidence: readonly Evidence[];
  /** Rows with the same label and text, which are decided together. */
  readonly copies: number;
}

/** Another row of the data set that is like a candidate. */
export interface SimilarRow {
  /** Physical line of the file, from 1; 0 where the format has none. */
  readonly line: number;
  /** 0-based data row of the file. */
  readonly index: number;
  /** The file of the row, where the data set has several. */
  readonly file: string | null;
  readonly given: number;
  readonly state: State;
  /** Cosine of the words, 0 to 1. */
  readonly similarity: number;
  /** The beginning of its text. */
  readonly text: string;
}

/** The rows that are most like a candidate, nearest first. */
export interface SimilarRows {
  readonly row: number;
  /** Rows of the same or nearly the same text, whatever their label. */
  readonly same: readonly SimilarRow[];
  /** Others that are labelled as the candidate is. */
  readonly given: readonly SimilarRow[];
  /** Others that are labelled as is suggested for it. */
  readonly suggested: readonly SimilarRow[];
}

/** The beginnings of some texts, by row. */
export interface Snippets {
  readonly row: readonly number[];
  readonly text: readonly string[];
}

/** The changes of a recorded step. Every page receives every step. */
export interface Changes {
  readonly step: number;
  readonly changes: readonly (readonly [row: number, state: State])[];
  readonly readings: Readings;
}

/** A decision that was, or could be, undone. */
export interface Taken {
  readonly what: 'relabel' | 'keep' | 'delete' | 'skip';
  readonly given: string;
  /** Name of the correct class, where `what` is "relabel". */
  readonly label: string | null;
  /** When it was made, as ISO 8601. */
  readonly time: string;
}

/** The effect of undo. */
export interface Undone extends Changes {
  /** Decisions of the step; 0 where nothing was left to undo. */
  readonly count: number;
  /** The latest of them; null where there is none. */
  readonly latest: Taken | null;
  /** Its candidate, if it is one. */
  readonly row: number | null;
  /** The step is older than this review and was not undone: a confirmation is needed. */
  readonly mustConfirm: boolean;
}

/** Events for every page. */
export type ReviewEvent =
  | ({ readonly type: 'changes' } & Changes)
  | { readonly type: 'ranking' }
  | { readonly type: 'ranked'; readonly ranking: number }
  | { readonly type: 'hello'; readonly step: number; readonly ranking: number }
  | { readonly type: 'finished' };

export type BulkAction = 'accept' | 'keep';

/** An error, for people. */
export interface Problem {
  readonly problem: string;
  readonly fix: string;
}
