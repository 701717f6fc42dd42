/** Flags rows by one of the methods. */
import type { Probabilities } from '../../types.js';
import { checkedRows, type LabelledRows } from '../count/labelled-rows.js';
import { qualityScoresOf, type RankBy } from '../rank/quality-scores.js';
import { confidentlyOther, predictedNeqGiven, unflagAgreeing } from './disagreement.js';
import { flagLowest } from './lowest.js';
import {
  checkMethod,
  type FilterOptions,
  type Method,
  type PruneSettings,
  pruneSettings,
} from './options.js';
import { pruneByClass, pruneByNoiseRate, pruneCounts } from './prune.js';

/**
 * Flags the rows whose label is probably wrong.
 *
 * Northcutt, Jiang, Chuang, "Confident Learning: Estimating Uncertainty in Dataset Labels", JAIR 2021,
 * section 3; `find_label_issues(filter_by=…)` in cleanlab.
 *
 * @param labels given class of each row, 0 … K−1; length n
 * @param probabilities out-of-sample P(class | row), n × K
 * @returns 1 for flagged rows, 0 for the others; length n
 * @throws UserError if the arguments do not fit together or an option is wrong or would be ignored
 *
 * @example
 * const P = toProbabilities([[0.9, 0.1], [0.8, 0.2], [0.1, 0.9], [0.2, 0.8], [0.1, 0.9]]);
 * findLabelIssues([0, 0, 0, 1, 1], P); // [0, 0, 1, 0, 0]
 */
export function findLabelIssues(
  labels: ArrayLike<number>,
  probabilities: Probabilities,
  options: FilterOptions = {},
): Uint8Array {
  checkMethod(options);
  pruneSettings(options, probabilities.classCount);
  return labelIssuesOf(checkedRows(labels, probabilities), options);
}

/** `findLabelIssues` of checked rows. */
export function labelIssuesOf(rows: LabelledRows, options: FilterOptions): Uint8Array {
  const method = checkMethod(options);
  const settings = pruneSettings(options, rows.probabilities.classCount);
  switch (method) {
    case 'confident_learning':
      return confidentlyOther(rows);
    case 'predicted_neq_given':
      return predictedNeqGiven(rows);
    case 'low_normalized_margin':
      return lowScores(rows, 'normalized_margin');
    case 'low_self_confidence':
      return lowScores(rows, 'self_confidence');
    default:
      return prune(rows, method, settings);
  }
}

type PruneMethod = Extract<Method, 'prune_by_noise_rate' | 'prune_by_class' | 'both'>;

function prune(rows: LabelledRows, method: PruneMethod, settings: PruneSettings): Uint8Array {
  const { labels, probabilities } = rows;
  const counts = pruneCounts(rows.calibratedJoint, labels, settings);
  const keep = settings.minExamplesPerClass;
  const mask =
    method === 'prune_by_class'
      ? pruneByClass(labels, probabilities, counts, keep)
      : pruneByNoiseRate(rows, counts, keep);
  if (method === 'both') {
    const byClass = pruneByClass(labels, probabilities, counts, keep);
    for (let i = 0; i < mask.length; i++) mask[i]! &= byClass[i]!;
  }
  return unflagAgreeing(mask, rows);
}

/** Flags the rows with the lowest label quality. */

/**
 * Flags the rows with the lowest label quality, as many as `confidentlyOther` flags.
 *
 * @returns 1 for flagged rows, 0 for the others; length n
 */
export function lowScores(labelled: LabelledRows, rankBy: RankBy): Uint8Array {
  const { labels } = labelled;
  const count = confidentlyOther(labelled).reduce((a, b) => a + b, 0);
  const mask = new Uint8Array(labels.length);
  const rows = Uint32Array.from(labels.keys());
  flagLowest(mask, rows, qualityScoresOf(labelled, { rankBy }), count);
  return mask;
}
