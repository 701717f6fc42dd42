/** The whole job on probabilities that some other model gave: given-probabilities -> the methods. */
import { healthOf } from '../confident-learning/health/label-health.js';

import { expectErrorsByProbabilities } from '../expectations/expect-by-probabilities.js';
import { type Given, type GivenSource, readGiven } from '../given-probabilities/read-given.js';
import type { DecidedRows } from '../types.js';
import type { Findings, OnProgress } from './findings.js';
import { type GivenMethodOptions, judgeProbabilities, judgeUndecidedProbabilities } from './probabilities.js';

/**
 * Finds label errors by other models' probabilities. There is no evidence: only the model knows which words it
 * went by.
 *
 * @throws UserError if a file or an option is wrong
 */
export async function findLabelErrorsByProbabilities(
  source: GivenSource,
  options: GivenMethodOptions,
  onProgress: OnProgress = () => {},
): Promise<Findings> {
  onProgress('reading', 0);
  const given = await readGiven(source);
  onProgress('judging');
  return judgeGiven(given, options);
}

/**
 * Finds label errors in what was read already.
 *
 * @param decided what somebody has decided about rows; these are then not judged
 * @throws UserError if an option is wrong, or if every row is decided
 */
export function judgeGiven(
  { dataset, probabilities, disagreement }: Given,
  options: GivenMethodOptions,
  decided?: DecidedRows,
): Findings {
  const { judgement, judgedRows, noiseMatrix } =
    decided === undefined
      ? judgeProbabilities(dataset.labels, probabilities, options)
      : judgeUndecidedProbabilities(dataset.labels, probabilities, options, decided);
  return {
    dataset,
    training: null,
    judgement,
    health: healthOf(dataset.labels, judgement, noiseMatrix, judgedRows),
    disagreement,
    decided,
    notes: [],
    evidenceOf: () => [],
    evidenceBetween: () => [],
    wordWeightsOf: () => [],
    borderWordsOf: () => [],
    wordKeys: () => null,
    outliers: () => new Uint8Array(dataset.labels.length),
    expectErrors: () => expectErrorsByProbabilities(dataset.labels, probabilities),
  };
}
