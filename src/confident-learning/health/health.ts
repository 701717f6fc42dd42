/**
 * The health of the labels as a whole, by class, and by pair of classes.
 *
 * After Northcutt, Jiang, Chuang, "Confident Learning: Estimating Uncertainty in Dataset Labels", JAIR
 * 2021, and cleanlab's module `dataset`.
 */
import type { ClassOverlap, Judgement, LabelHealth, Probabilities } from '../../types.js';
import { calibratedJoint, estimateJoint } from '../count/confident-joint.js';
import { checkedRows, type LabelledRows } from '../count/labelled-rows.js';
import { pairwiseSum } from '../count/pairwise-sum.js';
import { roundHalfEven } from '../count/round-preserving.js';
import { unknownName } from '../errors.js';
import { confidentlyOther } from '../filter/disagreement.js';
import { type JudgedRows, packJudgedRows } from '../judge-rows.js';
import { flaggedRows } from '../rank/rank.js';

/** Ways to estimate the number of label errors. */
export const COUNT_METHODS = ['off_diagonal', 'off_diagonal_calibrated'] as const;

/** A way to estimate the number of label errors, by its name in cleanlab. */
export type CountMethod = (typeof COUNT_METHODS)[number];

/** The labels of one class. */
export interface ClassQuality {
  readonly classIndex: number;
  /** Estimated rows that are labelled with this class and truly of another. */
  readonly labelIssues: number;
  /** Estimated rows that are truly of this class and labelled with another. */
  readonly inverseLabelIssues: number;
  /** P(true class is another | labelled with this one). */
  readonly labelNoise: number;
  /** P(labelled with another class | true class is this one). */
  readonly inverseLabelNoise: number;
  /** P(true class is this one | labelled with it) = 1 − `labelNoise`. */
  readonly labelQuality: number;
}

/**
 * Estimates how many labels are wrong.
 *
 * `off_diagonal` counts the rows that are confidently of a class other than their label, so these rows can be listed;
 * `off_diagonal_calibrated` scales this count to the rows that are not confidently of any class. `num_label_issues` in
 * cleanlab.
 *
 * @param labels given class of each row, 0 … K−1; length n
 * @param probabilities out-of-sample P(class | row), n × K
 * @throws UserError if the arguments do not fit together or the method is unknown
 *
 * @example
 * const P = toProbabilities([[0.9, 0.1], [0.8, 0.2], [0.1, 0.9], [0.2, 0.8], [0.1, 0.9]]);
 * numLabelIssues([0, 0, 0, 1, 1], P); // 1
 */
export function numLabelIssues(
  labels: ArrayLike<number>,
  probabilities: Probabilities,
  method: CountMethod = 'off_diagonal',
): number {
  if (!COUNT_METHODS.includes(method)) throw unknownName('estimate', method, COUNT_METHODS);
  if (method === 'off_diagonal') return offDiagonal(checkedRows(labels, probabilities));
  const joint = calibratedJoint(labels, probabilities);
  const onDiagonal = probabilities.classCount + 1;
  return joint.reduce((sum, count, cell) => (cell % onDiagonal === 0 ? sum : sum + count), 0);
}

function offDiagonal(rows: LabelledRows): number {
  return flaggedRows(confidentlyOther(rows)).length;
}

/**
 * The share of the labels that are right: 1 − `numLabelIssues` / n. `overall_label_health_score` in
 * cleanlab.
 *
 * @returns 0 to 1, 1 for labels without an error
 * @throws UserError if the arguments do not fit together
 */
export function overallLabelHealth(labels: ArrayLike<number>, probabilities: Probabilities): number {
  return overallHealthOf(checkedRows(labels, probabilities));
}

/** `overallLabelHealth` of checked rows. */
export function overallHealthOf(rows: LabelledRows): number {
  return 1 - offDiagonal(rows) / rows.labels.length;
}

/**
 * Ranks the classes by the quality of their labels, worst first; ties go to the lower class. The quality of a class
 * without rows is 1. `rank_classes_by_label_quality` in cleanlab.
 *
 * @returns one entry a class
 * @throws UserError if the arguments do not fit together
 *
 * @example
 * const P = toProbabilities([[0.9, 0.1], [0.1, 0.9], [0.2, 0.8], [0.3, 0.7]]);
 * classesByLabelQuality([0, 0, 1, 1], P)[0]; // class 0: labelIssues 1, labelQuality 0.5
 */
export function classesByLabelQuality(
  labels: ArrayLike<number>,
  probabilities: Probabilities,
): readonly ClassQuality[] {
  const { classCount } = probabilities;
  const joint = estimateJoint(labels, probabilities);
  const classes = Array.from({ length: classCount }, (_, k) =>
    classQuality(joint, k, classCount, labels.length),
  );
  // Sorting is stable, so equal classes stay in class order.
  return classes.sort((a, b) => a.labelQuality - b.labelQuality);
}

function classQuality(joint: Float64Array, k: number, classCount: number, rowCount: number): ClassQuality {
  const labelled = pairwiseSum(joint.subarray(k * classCount, (k + 1) * classCount));
  let truly = 0;
  for (let given = 0; given < classCount; given++) truly += joint[given * classCount + k]!;
  const right = joint[k * classCount + k]!;
  const labelNoise = labelled > 0 ? (labelled - right) / labelled : 0;
  return {
    classIndex: k,
    labelIssues: roundHalfEven((labelled - right) * rowCount),
    inverseLabelIssues: roundHalfEven((truly - right) * rowCount),
    labelNoise,
    inverseLabelNoise: truly > 0 ? (truly - right) / truly : 0,
    labelQuality: 1 - labelNoise,
  };
}

/**
 * Ranks the pairs of classes by how many rows of one are labelled as the other, in both directions, most first; ties go
 * to the pair with the lower classes. `find_overlapping_classes` in cleanlab.
 *
 * @returns all K · (K − 1) / 2 pairs
 * @throws UserError if the arguments do not fit together
 *
 * @example
 * const P = toProbabilities([[0.9, 0.1], [0.1, 0.9], [0.2, 0.8], [0.3, 0.7]]);
 * overlappingClasses([0, 0, 1, 1], P);
 * // [{ classA: 0, classB: 1, overlappingRows: 1, jointProbability: 0.25 }]
 */
export function overlappingClasses(
  labels: ArrayLike<number>,
  probabilities: Probabilities,
): readonly ClassOverlap[] {
  return overlapsOf(estimateJoint(labels, probabilities), probabilities.classCount, labels.length);
}

/** The pairs of classes of an estimated joint, K × K, with the number of rows; in the order of `overlappingClasses`. */
export function overlapsOf(
  joint: Float64Array,
  classCount: number,
  rowCount: number,
): readonly ClassOverlap[] {
  const pairs: ClassOverlap[] = [];
  for (let a = 0; a < classCount; a++) {
    for (let b = a + 1; b < classCount; b++) {
      const jointProbability = joint[a * classCount + b]! + joint[b * classCount + a]!;
      const overlappingRows = roundHalfEven(jointProbability * rowCount);
      pairs.push({ classA: a, classB: b, overlappingRows, jointProbability });
    }
  }
  // Stable here as well.
  return pairs.sort((p, q) => q.jointProbability - p.jointProbability);
}

/** Health by confident learning, whatever method has judged the rows. */

/**
 * The health of the labels, by the final probabilities of the method.
 *
 * @param judgedRows the judged rows, where a caller has packed them already
 */
export function healthOf(
  labels: Uint32Array,
  judgement: Judgement,
  noiseMatrix: Float64Array | null,
  judgedRows: JudgedRows = packJudgedRows(labels, judgement.probabilities, judgement.judged),
): LabelHealth {
  const { labelled } = judgedRows;
  const rowCount = labelled.labels.length;
  let agreeing = 0;
  for (let i = 0; i < rowCount; i++) if (labelled.classes.predicted[i] === labelled.labels[i]) agreeing++;
  const confidentJoint = labelled.calibratedJoint;
  const joint = confidentJoint.map((count) => count / rowCount);
  return {
    judgedRows: rowCount,
    accuracy: agreeing / rowCount,
    overallHealth: overallHealthOf(labelled),
    confidentJoint,
    overlaps: overlapsOf(joint, labelled.probabilities.classCount, rowCount),
    noiseMatrix,
  };
}
