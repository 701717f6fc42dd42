/** The whole job on probabilities that some other model gave: given-probabilities -> the methods. */
import { healthOf } from './confident-learning/label-health.js';
import type { Findings, OnProgress } from './find-label-errors.js';
import { type GivenSource, readGiven } from './given-probabilities/read-given.js';
import { type GivenMethodOptions, judgeProbabilities } from './judge-probabilities.js';

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
  const { dataset, probabilities, disagreement } = await readGiven(source);
  onProgress('judging');
  const { judgement, judgedRows, noiseMatrix } = judgeProbabilities(dataset.labels, probabilities, options);
  return {
    dataset,
    training: null,
    judgement,
    health: healthOf(dataset.labels, judgement, noiseMatrix, judgedRows),
    disagreement,
    notes: [],
    evidenceOf: () => [],
  };
}
