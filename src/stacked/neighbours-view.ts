import type { TermMatrix } from '../types.js';
import type { Nearest } from './nearest.js';
import type { NeighbourIndex } from './neighbour-index.js';
import type { NewRows, TrainingRows, View } from './views.js';

/** What every class has besides its votes: no neighbour of a class is no proof against it. */
const FLOOR = 0.05;

/**
 * View 2, similar rows: the 40 nearest other rows vote for classes by their soft labels, each as much as it is
 * similar, view[i][k] = ln(Σ_j similarity(i, j)·Qh[j][k] + 0.05). Copies have the same neighbours, which are searched
 * once.
 *
 * @param index of the training rows and the trusted ones
 * @param weights Qh of the training rows, n × K
 * @param judged other rows, whose neighbours are the training rows
 */
export function neighboursView(
  index: NeighbourIndex,
  training: TrainingRows,
  weights: Float64Array,
  judged: NewRows | null,
): View {
  const vote = voting(training, weights);
  const ofRows = (terms: TermMatrix, isTraining: boolean) => {
    const K = training.classCount;
    const view = new Float64Array(terms.rowCount * K);
    const firstOfGroup = new Map<number, number>();
    for (const block of terms.blocks) {
      for (let i = 0; i + 1 < block.rowStart.length; i++) {
        const row = block.firstRow + i;
        const group = isTraining ? (training.copies?.groupOf[row] ?? -1) : -1;
        const first = firstOfGroup.get(group);
        if (first !== undefined) {
          view.copyWithin(row * K, first * K, (first + 1) * K);
          continue;
        }
        vote(index.search(block, i, isTraining ? row : -1), view, row * K);
        if (group >= 0) firstOfGroup.set(group, row);
      }
    }
    return view;
  };
  return { own: ofRows(training.terms, true), judged: judged === null ? null : ofRows(judged.terms, false) };
}

/** Makes what counts the votes of neighbours for the K classes from `start` on. */
function voting({ classCount: K, labels, trusted }: TrainingRows, weights: Float64Array) {
  const n = labels.length;
  return ({ rows, similarities, count }: Nearest, view: Float64Array, start: number): void => {
    for (let at = 0; at < count; at++) {
      const row = rows[at]!;
      const similarity = similarities[at]!;
      if (row >= n) {
        view[start + trusted!.labels[row - n]!]! += similarity;
        continue;
      }
      for (let k = 0; k < K; k++) view[start + k]! += similarity * weights[row * K + k]!;
    }
    for (let k = 0; k < K; k++) view[start + k] = Math.log(view[start + k]! + FLOOR);
  };
}
