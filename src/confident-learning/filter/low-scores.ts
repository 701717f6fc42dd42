/** Flagging the rows with the lowest label quality. */
import type { LabelledRows } from '../count/labelled-rows.js';
import { qualityScoresOf, type RankBy } from '../rank/quality-scores.js';
import { confidentlyOther } from './disagreement.js';
import { flagLowest } from './lowest.js';

/**
 * Flags the rows with the lowest label quality, as many as `confidentlyOther` flags.
 *
 * @returns 1 for flagged rows, 0 for the others; length n
 */
export function lowScores(labelled: LabelledRows, rankBy: RankBy): Uint8Array {
  const { labels } = labelled;
  const count = confidentlyOther(labelled).reduce((a, b) => a + b, 0);
  const mask = new Uint8Array(labels.length);
  const rows = Uint32Array.from(labels.keys());
  flagLowest(mask, rows, qualityScoresOf(labelled, { rankBy }), count);
  return mask;
}
