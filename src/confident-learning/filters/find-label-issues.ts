/** Choosing the method that flags rows. */
import type { Probabilities } from '../../types.js';
import { calibratedJoint } from '../confident-joint.js';
import { checkArguments } from '../validate.js';
import { confidentlyOther, predictedNeqGiven, unflagAgreeing } from './disagreement.js';
import { lowScores } from './low-scores.js';
import type { Method } from './methods.js';
import { checkMethod, type FilterOptions, type PruneSettings, pruneSettings } from './options.js';
import { pruneByClass, pruneByNoiseRate } from './prune.js';
import { pruneCounts } from './prune-counts.js';

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
  const method = checkMethod(options);
  const settings = pruneSettings(options, probabilities.classCount);
  const given = checkArguments(labels, probabilities);
  switch (method) {
    case 'confident_learning':
      return confidentlyOther(given, probabilities);
    case 'predicted_neq_given':
      return predictedNeqGiven(given, probabilities);
    case 'low_normalized_margin':
      return lowScores(given, probabilities, 'normalized_margin');
    case 'low_self_confidence':
      return lowScores(given, probabilities, 'self_confidence');
    default:
      return prune(given, probabilities, method, settings);
  }
}

type PruneMethod = Extract<Method, 'prune_by_noise_rate' | 'prune_by_class' | 'both'>;

function prune(
  labels: Uint32Array,
  probabilities: Probabilities,
  method: PruneMethod,
  settings: PruneSettings,
): Uint8Array {
  const counts = pruneCounts(calibratedJoint(labels, probabilities), labels, settings);
  const keep = settings.minExamplesPerClass;
  const mask =
    method === 'prune_by_class'
      ? pruneByClass(labels, probabilities, counts, keep)
      : pruneByNoiseRate(labels, probabilities, counts, keep);
  if (method === 'both') {
    const byClass = pruneByClass(labels, probabilities, counts, keep);
    for (let i = 0; i < mask.length; i++) mask[i]! &= byClass[i]!;
  }
  return unflagAgreeing(mask, labels, probabilities);
}
