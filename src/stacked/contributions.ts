import type { RowContributions } from '../types.js';
import { rowBlock } from '../vectorize/row-terms.js';
import type { StackedFit } from './fit.js';
import { noiseLogits } from './margins.js';

/** Similar rows that are named. */
const NAMED_ROWS = 3;

/**
 * What each view says for one class of a row against another, in nats of the margin: β_v·(view_v[towards] −
 * view_v[against]), and ρ·(ln T[towards][y] − ln T[against][y]) for the noise. Towards the given label and against the
 * best other class, they add up to the margin.
 *
 * @param fit what `fitStacked` ended with
 * @param labels given label of each judged row
 */
export function contributionsTo(
  { rows, judged, stack, rho, views, index }: StackedFit,
  labels: Uint32Array,
): (row: number, towards: number, against: number) => RowContributions {
  const K = rows.classCount;
  const noise = noiseLogits(stack.noiseMatrix, rho);
  const terms = judged?.terms ?? rows.terms;
  return (row, towards, against) => {
    const [words, similarRows, characterRuns, wordPairs] = views.map(
      (view, v) => stack.weights[v]! * (view[row * K + towards]! - view[row * K + against]!),
    ) as [number, number, number, number];
    const block = rowBlock(terms, row);
    const nearest = index.search(block, row - block.firstRow, judged === null ? row : -1).sorted();
    const T = labels[row]! * K;
    return {
      words,
      similarRows,
      characterRuns,
      wordPairs,
      noise: noise[T + towards]! - noise[T + against]!,
      nearest: nearest.slice(0, NAMED_ROWS),
    };
  };
}
