/** How many label errors are likely left to find. */

/**
 * The errors that are estimated, less those that were found: the off-diagonal rows of the confident joint minus
 * the decisions that say that a label was wrong.
 *
 * @param joint estimated rows by given and true class, K × K
 * @param corrected rows among those of the joint that were given another label since, or are to be deleted
 * @returns a whole number, never below 0
 *
 * @example
 * likelyLeft([90, 10, 5, 95], 2, 4) // 11
 */
export function likelyLeft(joint: ArrayLike<number>, classCount: number, corrected: number): number {
  let wrong = 0;
  for (let cell = 0; cell < joint.length; cell++) {
    if (cell % (classCount + 1) !== 0) wrong += joint[cell]!;
  }
  return Math.max(0, Math.round(wrong) - corrected);
}
