/** How fast decisions are made; no document is needed here. */

/** A rate is told of the last so many milliseconds, once there are so many decisions in them. */
const RATE_OVER = 10 * 60_000;
const RATE_FROM = 3;

/**
 * Decisions a minute, lately; undefined where too few were made to tell.
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
