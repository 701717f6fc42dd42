/** The ranked candidates of a review, with their evidence. */
import type { Findings } from '../judge/findings.js';
import { dependsOnText } from '../report/health/health-report.js';
import { rankCandidates } from '../report/row-kinds.js';
import type { Evidence } from '../types.js';

/** Details of one row. */
export interface RowDetail {
  /** P(class) in class order; null where only those of two classes are known. */
  readonly probabilities: readonly number[] | null;
  readonly givenProbability: number | null;
  readonly suggestedProbability: number | null;
  /** Words for the suggestion, and words against it. */
  readonly evidence: readonly Evidence[];
  readonly counterEvidence: readonly Evidence[];
}

/** The candidates of a data set, worst first. */
export interface Ranking {
  readonly rows: Uint32Array;
  /** Whether contradicted labels go with certain texts, so that the data do not tell the number of errors. */
  readonly isTextDependent?: boolean;
  suggestedOf(row: number): number;
  /** 0 to 1. */
  qualityOf(row: number): number;
  /** @param suggested the class that is suggested for the row */
  detailOf(row: number, suggested: number): RowDetail;
}

/** The ranking of a method's findings. */
export function rankingOf({ dataset, judgement, expectErrors, evidenceBetween }: Findings): Ranking {
  const { probabilities, suggested, quality } = judgement;
  const expected = expectErrors();
  const K = dataset.classes.length;
  return {
    rows: rankCandidates(judgement),
    isTextDependent: expected.textDependence !== null && dependsOnText(expected.textDependence),
    suggestedOf: (row) => suggested[row]!,
    qualityOf: (row) => quality[row]!,
    detailOf: (row, towards) => {
      const ofRow = Array.from(probabilities.values.subarray(row * K, (row + 1) * K));
      const given = dataset.labels[row]!;
      return {
        probabilities: ofRow,
        givenProbability: ofRow[given]!,
        suggestedProbability: ofRow[towards]!,
        evidence: evidenceBetween(row, towards, given),
        counterEvidence: evidenceBetween(row, given, towards),
      };
    },
  };
}
