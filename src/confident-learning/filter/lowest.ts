/** Flagging the lowest of some scores. */
import { nthSmallest } from './nth-smallest.js';

/**
 * Flags the rows with the lowest scores; of equal scores the lower rows.
 *
 * @param mask written: 1 for the flagged rows, the others stay as they are
 * @param rows row numbers, ascending
 * @param scores score of each of `rows`, without NaN
 * @param count how many to flag; all where there are fewer, none where it is below 1
 */
export function flagLowest(
  mask: Uint8Array,
  rows: ArrayLike<number>,
  scores: Float64Array,
  count: number,
): void {
  const wanted = Math.min(count, rows.length);
  if (wanted < 1) return;
  const cut = nthSmallest(scores, wanted - 1);
  let below = 0;
  for (const score of scores) if (score < cut) below++;
  let atCut = wanted - below;
  for (let i = 0; i < rows.length; i++) {
    if (scores[i]! < cut || (scores[i] === cut && atCut-- > 0)) mask[rows[i]!] = 1;
  }
}
