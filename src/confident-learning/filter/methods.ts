/** The methods of flagging rows, and the options that each uses. */

/** The options that only some methods use. */
export interface HeededOptions {
  readonly fracNoise: boolean;
  readonly minExamplesPerClass: boolean;
  readonly removePerClass: boolean;
}

const HEEDS_ALL: HeededOptions = { fracNoise: true, minExamplesPerClass: true, removePerClass: true };
const HEEDS_NONE: HeededOptions = { fracNoise: false, minExamplesPerClass: false, removePerClass: false };

/**
 * For each method, by its name in cleanlab (`filter_by`), the options that it uses:
 *
 * - `prune_by_noise_rate` (the default): for each pair of classes, as many rows as the joint estimates to be labelled
 *   as one and truly of the other, those with the largest margin towards the other.
 * - `prune_by_class`: for each class, as many rows as are estimated to be mislabelled, those with the
 *   lowest self confidence.
 * - `both`: the rows that both of the above flag.
 * - `confident_learning`: rows that are confidently of a class other than their label.
 * - `predicted_neq_given`: rows whose most likely class differs from their label.
 * - `low_normalized_margin`, `low_self_confidence`: the rows with the lowest such score, as many as
 *   `confident_learning` flags.
 */
export const METHODS = {
  prune_by_noise_rate: HEEDS_ALL,
  prune_by_class: HEEDS_ALL,
  both: HEEDS_ALL,
  confident_learning: HEEDS_NONE,
  predicted_neq_given: HEEDS_NONE,
  low_normalized_margin: HEEDS_NONE,
  low_self_confidence: HEEDS_NONE,
} as const satisfies Record<string, HeededOptions>;

/** The name of a method of flagging rows. */
export type Method = keyof typeof METHODS;
