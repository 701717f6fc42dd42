import { SCRIPT_METHODS, type ScriptMethod } from '../../sql/script.js';
import { methodNotInSql, notInSql } from '../errors.js';
import type { MethodFlags } from '../flags.js';

/** Options that plain confident learning in SQL does not have, and why. */
const LEFT_OUT = {
  adjustProbabilities: ['--adjust-probabilities', 'rows are ranked by the probability of their label'],
  fracNoise: ['--frac-noise', 'all rows that the joint estimates are flagged'],
  minExamplesPerClass: ['--min-examples-per-class', 'one row of each class is kept'],
  removePerClass: ['--remove-per-class', 'the joint says how many rows to flag'],
} as const;

/**
 * The method that a script or an engine can do, from the flags.
 *
 * @throws UserError for what it cannot, saying why
 */
export function methodInSql(flags: MethodFlags): { readonly method: ScriptMethod; readonly alpha: number } {
  const { method = 'prune_by_noise_rate', alpha = 1, cv, rankBy } = flags;
  const known = SCRIPT_METHODS.find((name) => name === method);
  if (known === undefined) throw methodNotInSql(method, SCRIPT_METHODS);
  if (cv !== undefined && cv !== 'loo') {
    throw notInSql(
      `--cv ${cv}`,
      'the rows of a table have no order to cut folds by',
      'Leave it out, or write --cv loo: each row is left out by itself.',
    );
  }
  if (rankBy !== undefined && rankBy !== 'self_confidence') {
    throw notInSql(`--rank-by ${rankBy}`, 'only self_confidence is written in SQL', 'Leave it out.');
  }
  for (const [key, [option, why]] of Object.entries(LEFT_OUT)) {
    if (flags[key as keyof typeof LEFT_OUT] === undefined) continue;
    throw notInSql(option, why, 'Leave it out, or run without an engine.');
  }
  return { method: known, alpha };
}
