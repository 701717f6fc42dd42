/** Confident learning over the rows that a model could judge. */
import type { Judgement, Probabilities } from '../types.js';
import { checkedRows, type LabelledRows } from './count/labelled-rows.js';
import { labelIssuesOf } from './filter/find-label-issues.js';
import type { FindOptions } from './find.js';
import { predictedClasses } from './probabilities.js';
import { qualityScoresOf } from './rank/quality-scores.js';
import { flaggedRows } from './rank/rank.js';

/** The rows of a data set that were judged, packed together. */
export interface JudgedRows {
  /** Their row numbers, ascending; length m. Null where all rows were judged. */
  readonly rows: Uint32Array | null;
  /** m rows */
  readonly labelled: LabelledRows;
}

/**
 * Packs the judged rows together. Rows that no model could judge must not affect thresholds and joint, so confident
 * learning does not get them.
 *
 * @param labels given class of each row; length n
 * @param probabilities n × K
 * @param judged 1 for the judged rows; length n
 * @throws UserError if labels and probabilities do not fit together
 */
export function packJudgedRows(
  labels: Uint32Array,
  probabilities: Probabilities,
  judged: Uint8Array,
): JudgedRows {
  if (!judged.includes(0)) return { rows: null, labelled: checkedRows(labels, probabilities) };
  const rows = flaggedRows(judged);
  const { classCount, values } = probabilities;
  const packed = new Float64Array(rows.length * classCount);
  rows.forEach((row, i) => {
    packed.set(values.subarray(row * classCount, (row + 1) * classCount), i * classCount);
  });
  const packedLabels = Uint32Array.from(rows, (row) => labels[row]!);
  return { rows, labelled: checkedRows(packedLabels, { classCount, values: packed }) };
}

/**
 * Judges rows by one of the filter methods and a label quality score, as `findLabelErrors` does. The result is for all
 * rows: those that were not judged have NaN as quality and are never flagged.
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
  return judgePackedRows(packJudgedRows(labels, probabilities, judged), probabilities, judged, options);
}

/** `judgeRows` of rows that are packed already. */
export function judgePackedRows(
  packed: JudgedRows,
  probabilities: Probabilities,
  judged: Uint8Array,
  options: FindOptions,
): Judgement {
  const { rankBy, adjustProbabilities, ...filterOptions } = options;
  const scores = qualityScoresOf(packed.labelled, { rankBy, adjustProbabilities });
  const mask = labelIssuesOf(packed.labelled, filterOptions);
  const { rows } = packed;
  const quality = unpacked(
    scores,
    rows,
    new Float64Array(rows === null ? 0 : judged.length).fill(Number.NaN),
  );
  return {
    probabilities,
    judged,
    quality,
    rankKey: quality,
    suggested: rows === null ? packed.labelled.classes.predicted : predictedClasses(probabilities),
    isIssue: unpacked(mask, rows, new Uint8Array(rows === null ? 0 : judged.length)),
  };
}

/** Scatters results of packed rows to their row numbers; returns the same array where all rows were judged. */
function unpacked<A extends Uint8Array | Float64Array>(packed: A, rows: Uint32Array | null, into: A): A {
  if (rows === null) return packed;
  for (let i = 0; i < rows.length; i++) into[rows[i]!] = packed[i]!;
  return into;
}
