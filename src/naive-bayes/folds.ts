/** Numbers of folds; one byte each where there are few folds, which is usual. */
export type FoldNumbers = Uint8Array | Uint32Array;

/**
 * Assigns rows to the test folds of a stratified k-fold cross-validation without shuffling, exactly as
 * scikit-learn's `StratifiedKFold(k)` does.
 *
 * Classes are numbered by first appearance. With all rows sorted by that number, every k-th of them, from the f-th on,
 * gives the number of test rows of each class in fold f; each class then fills the folds in order, so a fold tests a
 * contiguous range of the class's rows.
 *
 * @param labels class index of each row; length n
 * @param foldCount k, from 2 to n
 * @returns fold of each row, 0 … k−1; length n
 *
 * @example
 * stratifiedFolds(Uint32Array.of(0, 0, 1, 1), 2) // Uint8Array [0, 1, 0, 1]
 */
export function stratifiedFolds(labels: Uint32Array, foldCount: number): FoldNumbers {
  const sizes = new Map<number, number>();
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);

  const folds = foldCount <= 256 ? new Uint8Array(labels.length) : new Uint32Array(labels.length);
  const nextRow = new Map<number, () => number>();
  let sortedPosition = 0;
  for (const [label, size] of sizes) {
    nextRow.set(label, foldSequence(sortedPosition, size, foldCount));
    sortedPosition += size;
  }
  for (let row = 0; row < labels.length; row++) folds[row] = nextRow.get(labels[row]!)!();
  return folds;
}

/** Returns the fold of each row of a class in turn: the folds of its places in the sorted order, ascending. */
function foldSequence(first: number, size: number, foldCount: number): () => number {
  const testSizes = new Uint32Array(foldCount);
  for (let place = first; place < first + size; place++) testSizes[place % foldCount]!++;
  let fold = 0;
  let left = testSizes[0]!;
  return () => {
    while (left === 0) left = testSizes[++fold]!;
    left--;
    return fold;
  };
}
