import { expectErrors } from '../expectations/expect-errors.js';
import { textDependence } from '../expectations/text-dependence.js';
import { posteriors } from '../noise-aware/noise-matrix.js';
import type { DecidedRows, ExpectedErrors } from '../types.js';
import type { MethodOptions, Problem, Verdict } from './methods.js';
import { judgeLabels } from './methods.js';
import { judgeUndecided } from './undecided.js';

const NOISE_AWARE = { method: 'noise-aware' } as const;

/**
 * How many label errors to expect among rows of words. Whatever method ranks them, the noise-aware one says how
 * probably each label is wrong: the others have no such probability.
 *
 * @param problem the rows
 * @param verdict what the method said of them
 * @param options the method; another than noise-aware costs a fit of that
 * @param decided what somebody has decided about rows, where that was heeded
 *
 * @example
 * expectErrorsInTexts(problem, judgeLabels(problem, options), options).count // 76.8
 */
export function expectErrorsInTexts(
  problem: Problem,
  verdict: Pick<Verdict, 'judgement' | 'noiseMatrix'>,
  options: MethodOptions,
  decided?: DecidedRows,
): ExpectedErrors {
  const { judgement, noiseMatrix } =
    options.method === 'noise-aware'
      ? verdict
      : decided === undefined
        ? judgeLabels(problem, NOISE_AWARE)
        : judgeUndecided(problem, NOISE_AWARE, decided);
  const { judged } = verdict.judgement;
  const G = posteriors(judgement.probabilities.values, noiseMatrix!, problem.labels);
  return expectErrors(problem.labels, G, judged, textDependence(problem, G, judged));
}
