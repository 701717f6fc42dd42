/** Ranks rows, the most suspicious first. */

/**
 * The rows that a mask flags, in ascending order.
 *
 * @param mask the result of `findLabelIssues`; length n
 *
 * @example
 * flaggedRows(Uint8Array.of(0, 1, 1)); // [1, 2]
 */
export function flaggedRows(mask: Uint8Array): Uint32Array {
  let count = 0;
  for (let i = 0; i < mask.length; i++) if (mask[i]) count++;
  const rows = new Uint32Array(count);
  let filled = 0;
  for (let i = 0; i < mask.length; i++) if (mask[i]) rows[filled++] = i;
  return rows;
}

/**
 * Ranks rows by their label quality, worst first; ties go to the lower row.
 *
 * `order_label_issues` in cleanlab.
 *
 * @param scores label quality of every row, without NaN; length n
 * @param rows row numbers to rank; default all n
 * @returns the same row numbers in rank order
 *
 * @example
 * rankByQuality(Float64Array.of(0.9, 0.1, 0.5)); // [1, 2, 0]
 * rankByQuality(Float64Array.of(0.9, 0.1, 0.5), [0, 2]); // [2, 0]
 */
export function rankByQuality(scores: Float64Array, rows?: ArrayLike<number>): Uint32Array {
  const ranked = rows === undefined ? allRows(scores.length) : Uint32Array.from(rows);
  return ranked.sort((a, b) => scores[a]! - scores[b]! || a - b);
}

function allRows(rowCount: number): Uint32Array {
  const rows = new Uint32Array(rowCount);
  for (let i = 0; i < rowCount; i++) rows[i] = i;
  return rows;
}
