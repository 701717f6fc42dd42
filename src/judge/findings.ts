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

/** A data set and all findings about it. */
export interface Findings {
  readonly dataset: Dataset;
  /** The training data set, where it is another. */
  readonly training: Dataset | null;
  readonly judgement: Judgement;
  readonly health: LabelHealth;
  /** Disagreement of several models, where probabilities of several were given. */
  readonly disagreement?: Disagreement | undefined;
  /** The decided rows, where decisions are used. */
  readonly decided?: DecidedRows | undefined;
  /** What was detected about the texts, each a line for people. */
  readonly notes: readonly string[];
  /** The words that support the suggestion for a row, strongest first, at most 8. */
  evidenceOf(row: number): readonly Evidence[];
  /** The words that support one class of a row against another, strongest first, at most 8. */
  evidenceBetween(row: number, towards: number, against: number): readonly Evidence[];
  /** The contribution of each word of a row to each class, in order of first appearance; empty without texts. */
  wordWeightsOf(row: number): readonly WordWeight[];
  /** What each view of a row gives to one class against another, where the method has views. */
  readonly contributionsOf?:
    | ((row: number, towards: number, against: number) => RowContributions)
    | undefined;
  /** Words that mark the border between pairs of classes; empty where no words are known. */
  borderWordsOf(pairs: readonly (readonly [number, number])[]): readonly BorderWords[];
  /** Keys of the judged rows and of the training rows, by their words; null without texts. */
  wordKeys(): { readonly rows: RowKeys; readonly training: RowKeys | null } | null;
  /** 1 for those of the given rows whose words no class explains; none without texts; length n. */
  outliers(isAsked: Uint8Array): Uint8Array;
  /** The expected number of label errors; computed on each call. */
  expectErrors(): ExpectedErrors;
}

/**
 * Called with the current stage, the number of rows that it has passed and, where it is known, their share of all.
 */
export type OnProgress = (
  stage: 'reading' | 'learning' | 'judging' | 'writing',
  rows?: number,
  share?: number,
) => void;
