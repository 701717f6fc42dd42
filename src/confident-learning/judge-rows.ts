/** Confident learning over the rows that a model could judge. */
import type { Judgement, Probabilities } from '../types.js';
import { findLabelIssues } from './filters/find-label-issues.js';
import type { FindOptions } from './find.js';
import { predictedClasses } from './probabilities.js';
import { labelQualityScores } from './quality-scores.js';
import { flaggedRows } from './rank.js';

/** The rows of a data set that were judged, packed together. */
export interface JudgedRows {
  /** Their row numbers, ascending; length m. */
  readonly rows: Uint32Array;
  /** Their given labels; length m. */
  readonly labels: Uint32Array;
  /** m × K */
  readonly probabilities: Probabilities;
}

/**
 * Packs the judged rows together. Rows that no model could judge say nothing about thresholds and joint, so
 * confident learning never sees them.
 *
 * @param labels given class of each row; length n
 * @param probabilities n × K
 * @param judged 1 for the judged rows; length n
 */
export function packJudgedRows(
  labels: Uint32Array,
  probabilities: Probabilities,
  judged: Uint8Array,
): JudgedRows {
  const rows = flaggedRows(judged);
  if (rows.length === labels.length) return { rows, labels, probabilities };
  const { classCount, values } = probabilities;
  const packed = new Float64Array(rows.length * classCount);
  rows.forEach((row, i) => {
    packed.set(values.subarray(row * classCount, (row + 1) * classCount), i * classCount);
  });
  return {
    rows,
    labels: Uint32Array.from(rows, (row) => labels[row]!),
    probabilities: { classCount, values: packed },
  };
}

/**
 * Judges rows by one of the filter methods and a label quality score, as `findLabelErrors` does, and says it
 * of every row: rows that were not judged have NaN as quality and are never flagged.
 *
 * @param labels given class of each row; length n
 * @param probabilities out-of-sample P(class | row), n × K
 * @param judged 1 for the judged rows; length n
 * @throws UserError if an option is wrong or would be ignored
 */
export function judgeRows(
  labels: Uint32Array,
  probabilities: Probabilities,
  judged: Uint8Array,
  options: FindOptions,
): Judgement {
  const { rankBy, adjustProbabilities, ...filterOptions } = options;
  const packed = packJudgedRows(labels, probabilities, judged);
  const scores = labelQualityScores(packed.labels, packed.probabilities, { rankBy, adjustProbabilities });
  const mask = findLabelIssues(packed.labels, packed.probabilities, filterOptions);
  const quality = new Float64Array(labels.length).fill(Number.NaN);
  const isIssue = new Uint8Array(labels.length);
  packed.rows.forEach((row, i) => {
    quality[row] = scores[i]!;
    isIssue[row] = mask[i]!;
  });
  return {
    probabilities,
    judged,
    quality,
    rankKey: quality,
    suggested: predictedClasses(probabilities),
    isIssue,
  };
}
