import { flaggedRows, rankByQuality } from '../confident-learning/rank/rank.js';
import type { Judgement } from '../types.js';

/** The candidates, worst first; of equally bad ones the lower row first. */
export function rankCandidates({ rankKey, isIssue }: Judgement): Uint32Array {
  return rankByQuality(rankKey, flaggedRows(isIssue));
}

/** All rows, worst first, flagged or not; those that were not judged come last, in the order of the file. */
export function rankAllRows({ rankKey, judged }: Judgement): Uint32Array {
  const ranked = rankByQuality(rankKey, flaggedRows(judged));
  const others = flaggedRows(judged.map((is) => 1 - is));
  const rows = new Uint32Array(judged.length);
  rows.set(ranked);
  rows.set(others, ranked.length);
  return rows;
}
