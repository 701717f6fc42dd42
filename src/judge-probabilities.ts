/** The methods on probabilities that some other model gave. */
import { judgeRows } from './confident-learning/judge-rows.js';
import { checkArguments } from './confident-learning/validate.js';
import type { ConfidentLearningOptions, Verdict } from './judge-labels.js';
import { judgeGivenProbabilities } from './noise-aware/judge-given.js';
import type { Probabilities } from './types.js';

/** A method and its options; those about training a model have no meaning here. */
export type GivenMethodOptions =
  | { readonly method: 'noise-aware' }
  | Omit<ConfidentLearningOptions, 'alpha' | 'cv'>;

/**
 * Judges labels by out-of-sample probabilities.
 *
 * @param labels given class of each row; length n
 * @param probabilities n × K
 * @throws UserError if they do not fit together, or an option is wrong or would be ignored
 */
export function judgeProbabilities(
  labels: ArrayLike<number>,
  probabilities: Probabilities,
  options: GivenMethodOptions,
): Omit<Verdict, 'wordScore'> {
  const given = checkArguments(labels, probabilities);
  if (options.method === 'noise-aware') return judgeGivenProbabilities(given, probabilities);
  const { removePerClass } = options;
  const judgement = judgeRows(given, probabilities, new Uint8Array(given.length).fill(1), {
    ...options,
    removePerClass:
      typeof removePerClass === 'number'
        ? Array(probabilities.classCount).fill(removePerClass)
        : removePerClass,
  });
  return { judgement, noiseMatrix: null };
}
