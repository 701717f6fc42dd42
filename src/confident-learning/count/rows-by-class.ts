/** Rows grouped by their given label. */

/**
 * Counts the rows of each label.
 *
 * @param labels given class of each row, 0 … K−1
 * @param classCount K
 * @returns rows per class; length K
 */
export function countLabels(labels: Uint32Array, classCount: number): Uint32Array {
  const counts = new Uint32Array(classCount);
  for (let i = 0; i < labels.length; i++) counts[labels[i]!]!++;
  return counts;
}

/**
 * The rows of each class, in ascending order.
 *
 * @returns K views into one array of n row numbers
 */
export function rowsByClass(labels: Uint32Array, classCount: number): readonly Uint32Array[] {
  const counts = countLabels(labels, classCount);
  const grouped = new Uint32Array(labels.length);
  const groups: Uint32Array[] = [];
  let start = 0;
  for (const count of counts) {
    groups.push(grouped.subarray(start, start + count));
    start += count;
  }
  const filled = new Uint32Array(classCount);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    groups[label]![filled[label]!++] = i;
  }
  return groups;
}
