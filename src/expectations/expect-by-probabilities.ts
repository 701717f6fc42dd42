import { fitGivenProbabilities } from '../noise-aware/judge-given.js';
import { posteriors } from '../noise-aware/noise-matrix.js';
import type { ExpectedErrors, Probabilities } from '../types.js';
import { expectErrors } from './expect-errors.js';

/**
 * How many label errors to expect by any model's out-of-sample probabilities. Without words nothing tells
 * how much of the contradiction follows from the text, so that all of it is taken for errors.
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
