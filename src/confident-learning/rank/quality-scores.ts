/**
 * Label quality scores: how well each given label agrees with the probabilities, from 0 (certainly wrong) to 1. Each is
 * independent of the other rows unless the probabilities are adjusted.
 *
 * Northcutt, Jiang, Chuang, "Confident Learning: Estimating Uncertainty in Dataset Labels", JAIR 2021;
 * `get_label_quality_scores` in cleanlab.
 */
import type { Probabilities } from '../../types.js';
import { checkedRows, type LabelledRows } from '../count/labelled-rows.js';
import { pairwiseSum } from '../count/pairwise-sum.js';
import { confidentThresholds } from '../count/thresholds.js';
import { entropyNotAdjustable, unknownName } from '../errors.js';

/** Scores one row, labelled `given`, whose K probabilities start at `offset`. */
type RowScore = (values: Float64Array, offset: number, given: number, classCount: number) => number;

/** Keeps confidence-weighted entropy finite where P(given label) or the entropy is near 0. */
const SMALLEST_DIVISOR = 1e-6;

const ROW_SCORES = {
  self_confidence: (values, offset, given) => values[offset + given]!,
  normalized_margin: rowMargin,
  confidence_weighted_entropy: rowConfidenceWeightedEntropy,
} as const satisfies Record<string, RowScore>;

/** A label quality score, by its name in cleanlab. */
export type RankBy = keyof typeof ROW_SCORES;

/** The names of all label quality scores, the default first. */
export const RANK_BY = Object.keys(ROW_SCORES) as readonly RankBy[];

/** Which label quality score to compute. */
export interface QualityOptions {
  /** Default `self_confidence`. */
  readonly rankBy?: RankBy | undefined;
  /**
   * Whether to score `adjustProbabilities(labels, probabilities)` instead, which helps where the model is more confident
   * of some classes than of others. Default false; not with `confidence_weighted_entropy`.
   */
  readonly adjustProbabilities?: boolean | undefined;
}

/**
 * Scores the label of every row.
 *
 * @param labels given class of each row, 0 … K−1; length n
 * @param probabilities out-of-sample P(class | row), n × K
 * @returns scores from 0 to 1, low where a label is suspicious; length n
 * @throws UserError if the arguments do not fit together, the score is unknown or cannot be adjusted
 *
 * @example
 * const P = toProbabilities([[0.9, 0.1], [0.4, 0.6]]);
 * labelQualityScores([0, 0], P, { rankBy: 'normalized_margin' }); // [0.9, 0.4]
 */
export function labelQualityScores(
  labels: ArrayLike<number>,
  probabilities: Probabilities,
  options: QualityOptions = {},
): Float64Array {
  checkQualityOptions(options);
  return qualityScoresOf(checkedRows(labels, probabilities), options);
}

function checkQualityOptions({
  rankBy = 'self_confidence',
  adjustProbabilities = false,
}: QualityOptions): void {
  if (!Object.hasOwn(ROW_SCORES, rankBy)) throw unknownName('label quality score', rankBy, RANK_BY);
  if (adjustProbabilities && rankBy === 'confidence_weighted_entropy') throw entropyNotAdjustable();
}

/** `labelQualityScores` of checked rows. */
export function qualityScoresOf(rows: LabelledRows, options: QualityOptions): Float64Array {
  checkQualityOptions(options);
  const { rankBy = 'self_confidence', adjustProbabilities } = options;
  if (rankBy === 'self_confidence' && adjustProbabilities !== true) return rows.selfConfidence;
  const score: RowScore = ROW_SCORES[rankBy];
  return adjustProbabilities === true ? scoreAdjustedRows(rows, score) : scoreRows(rows, score);
}

/**
 * The probability of the given label.
 *
 * @returns length n; shapes and errors as in `labelQualityScores`
 */
export function selfConfidence(labels: ArrayLike<number>, probabilities: Probabilities): Float64Array {
  return labelQualityScores(labels, probabilities, { rankBy: 'self_confidence' });
}

/**
 * The lead of the given label over the best other class, (P[given] − max P[other] + 1) / 2.
 *
 * @returns length n; shapes and errors as in `labelQualityScores`
 */
export function normalizedMargin(labels: ArrayLike<number>, probabilities: Probabilities): Float64Array {
  return labelQualityScores(labels, probabilities, { rankBy: 'normalized_margin' });
}

/**
 * The entropy of a row relative to its label's probability, q = entropy / ln K / P[given], on a scale from 0 to 1, as
 * ln(q + 1) / q. Ill-conditioned for a row that is almost certain: its last digits are rounding errors, and a row that
 * is entirely certain (q = 0) scores 0, even where its label agrees.
 *
 * @returns length n; shapes and errors as in `labelQualityScores`
 */
export function confidenceWeightedEntropy(
  labels: ArrayLike<number>,
  probabilities: Probabilities,
): Float64Array {
  return labelQualityScores(labels, probabilities, { rankBy: 'confidence_weighted_entropy' });
}

function scoreRows({ labels: given, probabilities }: LabelledRows, score: RowScore): Float64Array {
  const { classCount, values } = probabilities;
  const scores = new Float64Array(given.length);
  for (let i = 0; i < given.length; i++) scores[i] = score(values, i * classCount, given[i]!, classCount);
  return scores;
}

/** Adjusts one row at a time: all adjusted probabilities would need as much memory as the input. */
function scoreAdjustedRows(
  { labels: given, probabilities, thresholds }: LabelledRows,
  score: RowScore,
): Float64Array {
  const { classCount, values } = probabilities;
  const adjust = rowAdjuster(thresholds);
  const row = new Float64Array(classCount);
  const scores = new Float64Array(given.length);
  for (let i = 0; i < given.length; i++) {
    adjust(values, i * classCount, row);
    scores[i] = score(row, 0, given[i]!, classCount);
  }
  return scores;
}

function rowMargin(values: Float64Array, offset: number, given: number, classCount: number): number {
  let bestOther = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < classCount; k++) {
    if (k !== given && values[offset + k]! > bestOther) bestOther = values[offset + k]!;
  }
  return (values[offset + given]! - bestOther + 1) / 2;
}

function rowConfidenceWeightedEntropy(
  values: Float64Array,
  offset: number,
  given: number,
  classCount: number,
): number {
  let entropy = 0;
  for (let k = 0; k < classCount; k++) {
    const p = values[offset + k]!;
    if (p > 0) entropy -= p * Math.log(p);
  }
  const doubt = entropy / Math.log(classCount) / Math.max(values[offset + given]!, SMALLEST_DIVISOR);
  return Math.log(doubt + 1) / Math.max(doubt, SMALLEST_DIVISOR);
}

/**
 * Subtracts from the probability of each class its confident threshold, so that a class of which the model is always
 * confident has no advantage, then adds the largest threshold to all, to keep them from being negative, and scales each
 * row to sum to 1 again.
 *
 * Northcutt, Jiang, Chuang, "Confident Learning: Estimating Uncertainty in Dataset Labels", JAIR 2021;
 * `get_label_quality_scores(adjust_pred_probs=True)` in cleanlab.
 *
 * @param labels given class of each row, 0 … K−1; length n
 * @param probabilities out-of-sample P(class | row), n × K
 * @returns new probabilities, n × K
 * @throws UserError if the arguments do not fit together
 *
 * @example
 * // Thresholds 0.9 and 0.6: the first row becomes [0.9, 0.4] / 1.3.
 * adjustProbabilities([0, 1], toProbabilities([[0.9, 0.1], [0.4, 0.6]])).values; // [0.69, 0.31, 0.31, 0.69]
 */
export function adjustProbabilities(labels: ArrayLike<number>, probabilities: Probabilities): Probabilities {
  const { classCount, values } = probabilities;
  const adjust = rowAdjuster(confidentThresholds(labels, probabilities));
  const adjusted = new Float64Array(values.length);
  for (let offset = 0; offset < values.length; offset += classCount) {
    adjust(values, offset, adjusted.subarray(offset, offset + classCount));
  }
  return { classCount, values: adjusted };
}

/** Writes the adjusted form of the row at `offset` into `target`, of length K. */
export type RowAdjuster = (values: Float64Array, offset: number, target: Float64Array) => void;

/** The adjustment of one row, for callers that do not need all rows at once. */
export function rowAdjuster(thresholds: Float64Array): RowAdjuster {
  const largest = thresholds.reduce((a, b) => Math.max(a, b));
  return (values, offset, target) => {
    for (let k = 0; k < thresholds.length; k++) target[k] = values[offset + k]! - thresholds[k]! + largest;
    const sum = pairwiseSum(target);
    for (let k = 0; k < thresholds.length; k++) target[k]! /= sum;
  };
}
