/** What the page and its server tell each other, as JSON; no code stands here. */
import type { Evidence } from '../types.js';

/**
 * What stands about a candidate: 0 nothing, 1 its label is kept, 2 it is to be deleted, 3 it was skipped, and
 * 4 + k that it is to be of class k.
 */
export type State = number;

/** What can be said about one candidate. */
export type Choice =
  | { readonly what: 'keep' | 'delete' | 'skip' }
  | { readonly what: 'relabel'; readonly class: number };

/** The candidates, column by column, worst first. A candidate is named by its row number in the data set. */
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

/** All that the page knows at its start, and again after a new ranking. */
export interface ReviewState {
  readonly source: string;
  readonly decisionsFile: string;
  /** The command that writes the corrected data, as it can be pasted into a shell. */
  readonly applyCommand: string;
  readonly classes: readonly string[];
  /** Whether the candidates can be ranked again. */
  readonly canRank: boolean;
  /** Grows with every ranking. */
  readonly ranking: number;
  /** Grows with every step that is recorded. */
  readonly step: number;
  readonly candidates: CandidateColumns;
  /** Estimated rows by given (down) and true (across) class, K × K; null where no model has judged the rows. */
  readonly joint: readonly number[] | null;
  readonly rowCount: number;
  readonly likelyLeft: number | null;
}

/** A stretch of a text, as it is shown. */
export interface TextPart {
  readonly text: string;
  /** A word for or against the suggestion, or a character that would act instead of being seen. */
  readonly kind: 'plain' | 'for' | 'against' | 'acting';
  /** Nats, of words for and against. */
  readonly weight?: number;
}

/** What the page shows of one candidate. */
export interface CandidateDetail {
  readonly row: number;
  /** What the id column says of it. */
  readonly id: string | number | null;
  /** The file that it stands in, where the data set has several. */
  readonly file: string | null;
  readonly parts: readonly TextPart[];
  /** Characters that are not among the parts: very long texts are sent whole on demand only. */
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

/** The beginnings of some texts, by row. */
export interface Snippets {
  readonly row: readonly number[];
  readonly text: readonly string[];
}

/** What a recorded step has changed. Every page is told of every step. */
export interface Changes {
  readonly step: number;
  readonly changes: readonly (readonly [row: number, state: State])[];
  readonly likelyLeft: number | null;
}

/** A decision that was, or could be, taken back. */
export interface Taken {
  readonly what: 'relabel' | 'keep' | 'delete' | 'skip';
  readonly given: string;
  /** Name of the class that it said is right, where `what` is "relabel". */
  readonly label: string | null;
  /** When it was made, as ISO 8601. */
  readonly time: string;
}

/** What undo has taken back. */
export interface Undone extends Changes {
  /** Decisions of the step; 0 where nothing was left to take back. */
  readonly count: number;
  /** What the latest of them was; null where there is none. */
  readonly latest: Taken | null;
  /** The candidate that it was about, if it is one. */
  readonly row: number | null;
  /** The step was made before this review and still stands: it must be asked for twice. */
  readonly mustConfirm: boolean;
}

/** What every page is told. */
export type ReviewEvent =
  | ({ readonly type: 'changes' } & Changes)
  | { readonly type: 'ranking' }
  | { readonly type: 'ranked'; readonly ranking: number }
  | { readonly type: 'hello'; readonly step: number; readonly ranking: number }
  | { readonly type: 'finished' };

export type BulkAction = 'accept' | 'keep';

/** What went wrong, for people. */
export interface Problem {
  readonly problem: string;
  readonly fix: string;
}
