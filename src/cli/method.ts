import { METHODS } from '../confident-learning/filter/methods.js';
import type { MethodOptions } from '../judge/methods.js';
import { optionIgnored } from './errors.js';
import { CONFIDENT_LEARNING_OPTIONS, firstGiven, type MethodFlags } from './flags.js';

/**
 * Turns flags into the options of the chosen method.
 *
 * @param hasTraining whether rows to learn from are given
 * @throws UserError if the method would ignore one of them
 */
export function methodOptions(flags: MethodFlags, hasTraining: boolean): MethodOptions {
  if (hasTraining && flags.cv !== undefined) {
    throw optionIgnored(
      '--cv',
      'with --train the model learns from another file',
      'Leave out --cv or --train.',
    );
  }
  const { method = 'noise-aware', alpha, ...rest } = flags;
  if (method === 'noise-aware') {
    const option = firstGiven(flags, CONFIDENT_LEARNING_OPTIONS);
    if (option !== undefined) {
      throw optionIgnored(
        option,
        'the method noise-aware does not use it',
        'Add --method prune_by_noise_rate, or leave it out.',
      );
    }
    return { method, alpha };
  }
  for (const key of ['fracNoise', 'minExamplesPerClass', 'removePerClass'] as const) {
    if (flags[key] === undefined || METHODS[method][key]) continue;
    throw optionIgnored(
      CONFIDENT_LEARNING_OPTIONS[key],
      `the method ${method} does not use it`,
      'Choose prune_by_noise_rate, prune_by_class or both, or leave it out.',
    );
  }
  if (flags.fracNoise !== undefined && flags.removePerClass !== undefined) {
    throw optionIgnored(
      '--frac-noise',
      '--remove-per-class sets the number of rows already',
      'Leave out one of the two.',
    );
  }
  return { method, alpha, ...rest };
}
