/** All of confident learning in one call. */
import type { Probabilities } from '../types.js';
import { checkedRows } from './count/labelled-rows.js';
import { labelIssuesOf } from './filter/find-label-issues.js';
import type { FilterOptions } from './filter/options.js';
import { mostLikelyClass } from './probabilities.js';
import { type QualityOptions, qualityScoresOf } from './rank/quality-scores.js';
import { flaggedRows, rankByQuality } from './rank/rank.js';

/** Which rows to flag and how to rank them; every field has a default. */
export interface FindOptions extends FilterOptions, QualityOptions {}

/** A row whose label is probably wrong. */
export interface LabelError {
  /** Row number, from 0. */
  readonly index: number;
  /** Class that it is labelled with. */
  readonly given: number;
  /**
   * Most likely class, ties to the lowest. It can be the given one with the two low_* methods, which flag the lowest
   * scores whatever the model predicts.
   */
  readonly predicted: number;
  /** Label quality score from 0 to 1; low is suspicious. */
  readonly quality: number;
}

/**
 * Finds the rows whose label is probably wrong, worst first; ties go to the lower row.
 *
 * The probabilities must be out of sample, for instance from cross-validation: a model that was trained on a row with
 * its wrong label agrees with it.
 *
 * Northcutt, Jiang, Chuang, "Confident Learning: Estimating Uncertainty in Dataset Labels", JAIR 2021;
 * `find_label_issues(return_indices_ranked_by=…)` in cleanlab.
 *
 * @param labels given class of each row, 0 … K−1; length n
 * @param probabilities out-of-sample P(class | row), n × K
 * @throws UserError if the arguments do not fit together or an option is wrong or would be ignored
 *
 * @example
 * const P = toProbabilities([[0.9, 0.1], [0.8, 0.2], [0.1, 0.9], [0.2, 0.8], [0.1, 0.9]]);
 * findLabelErrors([0, 0, 0, 1, 1], P); // [{ index: 2, given: 0, predicted: 1, quality: 0.1 }]
 */
export function findLabelErrors(
  labels: ArrayLike<number>,
  probabilities: Probabilities,
  options: FindOptions = {},
): readonly LabelError[] {
  const { rankBy, adjustProbabilities, ...filterOptions } = options;
  const rows = checkedRows(labels, probabilities);
  const scores = qualityScoresOf(rows, { rankBy, adjustProbabilities });
  const flagged = flaggedRows(labelIssuesOf(rows, filterOptions));
  const { classCount, values } = probabilities;
  return Array.from(rankByQuality(scores, flagged), (index) => ({
    index,
    given: rows.labels[index]!,
    predicted: mostLikelyClass(values, index * classCount, classCount),
    quality: scores[index]!,
  }));
}
