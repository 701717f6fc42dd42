import type { RowKeys } from '../kinds/row-keys.js';
import type {
  BorderWords,
  Dataset,
  DecidedRows,
  Disagreement,
  Evidence,
  ExpectedErrors,
  Judgement,
  LabelHealth,
  RowContributions,
  WordWeight,
} from '../types.js';

/** A data set and all that was found in it. */
export interface Findings {
  readonly dataset: Dataset;
  /** The data set that the model learnt from, where it is another. */
  readonly training: Dataset | null;
  readonly judgement: Judgement;
  readonly health: LabelHealth;
  /** How far several models agree, where probabilities of several were given. */
  readonly disagreement?: Disagreement | undefined;
  /** What was decided about rows, where that was heeded. */
  readonly decided?: DecidedRows | undefined;
  /** What was found out about the texts, each a line for people. */
  readonly notes: readonly string[];
  /** The words behind the suggestion for a row, strongest first, at most 8. */
  evidenceOf(row: number): readonly Evidence[];
  /** The words that speak for one class of a row against another, strongest first, at most 8. */
  evidenceBetween(row: number, towards: number, against: number): readonly Evidence[];
  /** What each word of a row gives to each class, in order of first appearance; empty where no words are known. */
  wordWeightsOf(row: number): readonly WordWeight[];
  /** What each view of a row gives to one class against another, where the method has views. */
  readonly contributionsOf?:
    | ((row: number, towards: number, against: number) => RowContributions)
    | undefined;
  /** Words that mark the border between pairs of classes; empty where no words are known. */
  borderWordsOf(pairs: readonly (readonly [number, number])[]): readonly BorderWords[];
  /** Keys of the judged rows and of those learnt from, by their words; null where no words are known. */
  wordKeys(): { readonly rows: RowKeys; readonly training: RowKeys | null } | null;
  /** 1 for those of the rows asked about whose words no class explains; none where no words are known; length n. */
  outliers(isAsked: Uint8Array): Uint8Array;
  /** How many labels to expect to be wrong, worked out when it is asked for. */
  expectErrors(): ExpectedErrors;
}

/**
 * Is told which stage is under way, how many rows it has passed in a walk over them, and, where that is known, which
 * share of the walk that is.
 */
export type OnProgress = (
  stage: 'reading' | 'learning' | 'judging' | 'writing',
  rows?: number,
  share?: number,
) => void;
