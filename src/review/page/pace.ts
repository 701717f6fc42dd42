/** The rate of decisions. Does not use the DOM. */

/** The rate is over the last so many milliseconds, if they contain so many decisions. */
const RATE_OVER = 10 * 60_000;
const RATE_FROM = 3;

/**
 * Decisions a minute, over the last minutes; undefined where too few were made.
 *
 * @param savedAt when each was saved, ascending, in milliseconds
 *
 * @example
 * paceOf([0, 30_000, 60_000], 60_000) // 2
 */
export function paceOf(savedAt: readonly number[], now: number): number | undefined {
  const lately = savedAt.filter((time) => time > now - RATE_OVER);
  if (lately.length < RATE_FROM) return undefined;
  const minutes = (now - lately[0]!) / 60_000;
  return minutes > 0 ? (lately.length - 1) / minutes : undefined;
}
