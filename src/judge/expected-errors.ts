import { expectErrors } from '../expectations/expect-errors.js';
import { textDependence } from '../expectations/text-dependence.js';
import { fitGivenProbabilities } from '../noise-aware/judge-given.js';
import { posteriors } from '../noise-aware/noise-matrix.js';
import type { DecidedRows, ExpectedErrors, Probabilities } from '../types.js';
import { judgeLabels, type MethodOptions, type MethodResult, type Problem } from './methods.js';
import { judgeOpenRows } from './open-rows.js';

const NOISE_AWARE = { method: 'noise-aware' } as const;

/**
 * How many label errors to expect among rows of words. Whatever method ranks them, noise-aware naive Bayes says how
 * probably each label is wrong. The probabilities of the other methods do not fit: those of `stacked` rank better, but
 * 82 % of its intervals of 90 % held the true number on drawn noise, and 93 % of noise-aware's (test/bench/calibration.mjs).
 *
 * @param problem the rows
 * @param result the method's result for them
 * @param options the method; any but noise-aware costs a fit of that
 * @param decided the decided rows, where decisions are used
 *
 * @example
 * expectErrorsInTexts(problem, judgeLabels(problem, options), options).count // 76.8
 */
export function expectErrorsInTexts(
  problem: Problem,
  result: Pick<MethodResult, 'judgement' | 'noiseMatrix'>,
  options: MethodOptions,
  decided?: DecidedRows,
): ExpectedErrors {
  const { judgement, noiseMatrix } =
    options.method === 'noise-aware'
      ? result
      : decided === undefined
        ? judgeLabels(problem, NOISE_AWARE)
        : judgeOpenRows(problem, NOISE_AWARE, decided);
  const { judged } = result.judgement;
  const G = posteriors(judgement.probabilities.values, noiseMatrix!, problem.labels);
  return expectErrors(problem.labels, G, judged, textDependence(problem, G, judged));
}

/**
 * The expected number of label errors by any model's out-of-sample probabilities. Without words it is unknown how much
 * of the contradiction depends on the text, so all of it is taken for errors.
 *
 * @param labels given class of each row; length n
 * @param probabilities n × K
 */
export function expectErrorsByProbabilities(
  labels: Uint32Array,
  probabilities: Probabilities,
): ExpectedErrors {
  const { fit } = fitGivenProbabilities(labels, probabilities);
  const G = posteriors(fit.probabilities, fit.noiseMatrix, labels);
  return expectErrors(labels, G, new Uint8Array(labels.length).fill(1), null);
}
