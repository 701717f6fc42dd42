import { fitNoiseAware, NOISE_AWARE_ALPHA } from '../noise-aware/fit.js';
import { countKnown } from '../noise-aware/noise-matrix.js';
import type { FitOptions, NoiseAwareFit } from '../noise-aware/search.js';
import type { LabelledTerms, TrustedTerms } from '../types.js';
import type { LearntRows, NewRows } from './learnt-rows.js';
import { NeighbourIndex } from './neighbour-index.js';
import { neighboursView } from './neighbours-view.js';
import { noiseStructure } from './noise-structure.js';
import { pairsView } from './pairs-view.js';
import { runsView } from './runs-view.js';
import { samplingByWords } from './sampled-rows.js';
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

/** What a pass of the noise-aware search has learnt, without a number for each row and class. */
export type LearntPass = Pick<NoiseAwareFit['best'], 'membership' | 'totals' | 'temperature'>;

/** What a stacked fit ends with. */
export interface StackedFit {
  readonly rows: LearntRows;
  /** Other rows that are judged; null where it is the learnt rows. */
  readonly judged: NewRows | null;
  /** The first and the best pass of the noise-aware search, as far as word scores need them. */
  readonly passes: readonly LearntPass[];
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
  const { labels, classCount, trusted } = given;
  const { words, weights, passes, statistics } = fitWords(given, judged, { alpha, copies });
  const rows: LearntRows = { ...given, statistics, copies };
  const index = new NeighbourIndex(rows);
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
    passes,
    stack,
    rho,
    views: views.map((view) => view.judged ?? view.own),
    index,
  };
}

/** The noise-aware search, of which only what the views need is kept: its other numbers are as many as a view's. */
function fitWords(
  { terms, labels, classCount, words, trusted }: Omit<StackedRows, 'judged'>,
  judged: NewRows | null,
  { alpha, copies }: { readonly alpha: number; readonly copies: FitOptions['copies'] },
) {
  const sampleRows = samplingByWords(terms, words);
  const fit = fitNoiseAware(terms, labels, classCount, {
    alpha,
    trusted,
    copies,
    sampleRows,
    keepLogits: true,
  });
  const { weights } = softLabels(fit);
  const passes = [fit.first, fit.best].map(
    ({ membership, totals, temperature }): LearntPass => ({ membership, totals, temperature }),
  );
  return { words: wordsView(fit, judged, alpha), weights, passes, statistics: fit.rows.statistics };
}
