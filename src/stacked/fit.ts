import type { FitOptions } from '../noise-aware/fit.js';
import { fitNoiseAware, NOISE_AWARE_ALPHA, type NoiseAwareFit } from '../noise-aware/fit.js';
import { countKnown } from '../noise-aware/noise-matrix.js';
import type { LabelledTerms, TrustedTerms } from '../types.js';
import type { LearntRows, NewRows } from './learnt-rows.js';
import { NeighbourIndex } from './neighbour-index.js';
import { neighboursView } from './neighbours-view.js';
import { noiseStructure } from './noise-structure.js';
import { pairsView } from './pairs-view.js';
import { runsView } from './runs-view.js';
import { scaleView } from './scale-view.js';
import { softLabels } from './soft-labels.js';
import { type Stack, stackViews } from './stack.js';
import { wordsView } from './words-view.js';

/** What is learnt from, and what is judged by it. */
export interface StackedRows extends LabelledTerms {
  readonly pairs: NonNullable<LabelledTerms['pairs']>;
  /** K, at least 2 */
  readonly classCount: number;
  /** Name of each word. */
  readonly words: readonly string[];
  readonly trusted?: TrustedTerms | undefined;
  /** Other rows to judge; null to judge the learnt rows. */
  readonly judged: NewRows | null;
}

/** What a stacked fit ends with. */
export interface StackedFit {
  readonly rows: LearntRows;
  /** Other rows that are judged; null where it is the learnt rows. */
  readonly judged: NewRows | null;
  readonly noiseAware: NoiseAwareFit;
  readonly stack: Stack;
  /** ρ: how much T counts in the score. */
  readonly rho: number;
  /** Words, similar rows, runs of characters, pairs; of the judged rows, m × K each. */
  readonly views: readonly Float64Array[];
  readonly index: NeighbourIndex;
}

/**
 * Fits stacked noise-aware naive Bayes: the noise-aware search over words, three more views under its soft labels,
 * all of them stacked by the likelihood of the given labels, and how much the noise matrix is to count.
 *
 * No random numbers, no folds: every row is scored without itself.
 *
 * @param rows at least 2 with the trusted ones
 * @param options smoothing, and which rows are left out together
 *
 * @example
 * fitStacked({ terms, pairs, labels, classCount: 4, words, judged: null }).stack.weights // β of the four views
 */
export function fitStacked(
  { judged, ...given }: StackedRows,
  { alpha = NOISE_AWARE_ALPHA, copies }: Pick<FitOptions, 'alpha' | 'copies'> = {},
): StackedFit {
  const { terms, labels, classCount, trusted } = given;
  const noiseAware = fitNoiseAware(terms, labels, classCount, { alpha, trusted, copies, keepLogits: true });
  const rows: LearntRows = { ...given, statistics: noiseAware.rows.statistics, copies };
  const { weights } = softLabels(noiseAware);
  const index = new NeighbourIndex(rows);
  const words = wordsView(noiseAware, judged, alpha);
  const scale = scaleView(words, classCount);
  const others = [
    () => neighboursView(index, rows, weights, judged),
    () => runsView(rows, weights, judged, alpha),
    () => pairsView(rows, weights, judged, alpha),
  ].map((make) => {
    const view = make();
    scaleView(view, classCount, scale);
    return view;
  });
  const views = [words, ...others];
  const known = trusted && countKnown(trusted.labels, trusted.given, classCount);
  const stack = stackViews(
    views.map(({ own }) => own),
    labels,
    classCount,
    known,
  );
  const rho = noiseStructure(stack, labels, known);
  return {
    rows,
    judged,
    noiseAware,
    stack,
    rho,
    views: views.map((view) => view.judged ?? view.own),
    index,
  };
}
