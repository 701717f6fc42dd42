/** Flagging the rows with the lowest label quality. */
import type { Probabilities } from '../../types.js';
import { labelQualityScores, type RankBy } from '../quality-scores.js';
import { confidentlyOther } from './disagreement.js';
import { flagLowest } from './lowest.js';

/**
 * Flags the rows with the lowest label quality, as many as `confidentlyOther` flags.
 *
 * @returns 1 for flagged rows, 0 for the others; length n
 */
export function lowScores(labels: Uint32Array, probabilities: Probabilities, rankBy: RankBy): Uint8Array {
  const count = confidentlyOther(labels, probabilities).reduce((a, b) => a + b, 0);
  const mask = new Uint8Array(labels.length);
  const rows = Uint32Array.from(labels.keys());
  flagLowest(mask, rows, labelQualityScores(labels, probabilities, { rankBy }), count);
  return mask;
}
