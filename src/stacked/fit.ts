import type { Membership } from '../naive-bayes/membership.js';
import { logitsAt } from '../noise-aware/class-scores.js';
import { fitNoiseAware, NOISE_AWARE_ALPHA } from '../noise-aware/fit.js';
import { countKnown, posteriors } from '../noise-aware/noise-matrix.js';
import { scoresUnderTotals } from '../noise-aware/score-rows.js';
import type { FitOptions, NoiseAwareFit } from '../noise-aware/search.js';
import type { LabelledTerms, TrustedTerms } from '../types.js';
import { NeighbourIndex } from './neighbour-index.js';
import { neighboursView } from './neighbours-view.js';
import { noiseStructure } from './noise-structure.js';
import { pairsView } from './pairs-view.js';
import { runsView } from './runs-view.js';
import { samplingByWords } from './sampled-rows.js';
import { type Stack, stackViews } from './stack.js';
import type { NewRows, TrainingRows, View } from './views.js';

/** What the model is trained on, and what is judged by it. */
export interface StackedRows extends LabelledTerms {
  readonly pairs: NonNullable<LabelledTerms['pairs']>;
  /** K, at least 2 */
  readonly classCount: number;
  /** Name of each word. */
  readonly words: readonly string[];
  readonly trusted?: TrustedTerms | undefined;
  /** Other rows to judge; null to judge the training rows. */
  readonly judged: NewRows | null;
}

/** What a pass of the noise-aware search has found, without a number for each row and class. */
export type TrainedPass = Pick<NoiseAwareFit['best'], 'membership' | 'totals' | 'temperature'>;

/** What a stacked fit ends with. */
export interface StackedFit {
  readonly rows: TrainingRows;
  /** Other rows that are judged; null where it is these. */
  readonly judged: NewRows | null;
  /** The first and the best pass of the noise-aware search, as far as word scores need them. */
  readonly passes: readonly TrainedPass[];
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
  const rows: TrainingRows = { ...given, statistics, copies };
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
    ({ membership, totals, temperature }): TrainedPass => ({ membership, totals, temperature }),
  );
  return { words: wordsView(fit, judged, alpha), weights, passes, statistics: fit.rows.statistics };
}

/**
 * The soft labels that all views but the words learn from, half the given label and half what is thought of it:
 * Qh[i][k] = ½·[k = y_i] + ½·G[i][k], with G of the noise-aware fit's best pass.
 *
 * @returns of n rows in K classes
 */
function softLabels({ first, best }: NoiseAwareFit): Membership & { readonly weights: Float64Array } {
  const { classCount, labels } = first.membership;
  const weights = posteriors(best.probabilities, best.noiseMatrix, labels);
  for (let at = 0; at < weights.length; at++) weights[at]! *= 0.5;
  for (let row = 0; row < labels.length; row++) weights[row * classCount + labels[row]!]! += 0.5;
  return { classCount, weights };
}

/**
 * Centres and scales a view, in place: of every row its mean over the classes is taken off, which no softmax notices,
 * and all rows are multiplied by one factor that gives the training rows a wanted root mean square. Then the weights of
 * views compare.
 *
 * @param own what the view says of the training rows, n × K
 * @param judged what it says of other rows, m × K; scaled by the factor of the training rows
 * @param classCount K
 * @param wanted root mean square of the first view; without it the view keeps its own
 * @returns the root mean square that the training rows have afterwards; 1 where the view says nothing
 *
 * @example
 * const view = Float64Array.of(3, 1);
 * scaleView({ own: view, judged: null }, 2, 5); // 5; view is now [5, −5]
 */
function scaleView(
  { own, judged }: { readonly own: Float64Array; readonly judged: Float64Array | null },
  classCount: number,
  wanted?: number,
): number {
  centreRows(own, classCount);
  if (judged !== null) centreRows(judged, classCount);
  const before = rootMeanSquare(own);
  if (wanted === undefined) return before;
  const factor = wanted / before;
  for (let at = 0; at < own.length; at++) own[at]! *= factor;
  if (judged !== null) for (let at = 0; at < judged.length; at++) judged[at]! *= factor;
  return wanted;
}

function centreRows(view: Float64Array, K: number): void {
  for (let start = 0; start < view.length; start += K) {
    let sum = 0;
    for (let k = 0; k < K; k++) sum += view[start + k]!;
    const mean = sum / K;
    for (let k = 0; k < K; k++) view[start + k]! -= mean;
  }
}

function rootMeanSquare(view: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < view.length; at++) sum += view[at]! * view[at]!;
  return Math.sqrt(sum / view.length) || 1;
}

/**
 * View 1, the words: what noise-aware naive Bayes says, half of it from the labels as they were given (pass 0) and half
 * from those that it has found (best pass):
 *
 *     view[i][k] = ½ (s₀[i][k] / τ₀ + b₀[i][k]) + ½ (s*[i][k] / τ* + b*[i][k])
 *
 * @param fit what `fitNoiseAware` ended with, its logits kept; those of the first pass are written over
 * @param judged other rows to judge, whose scores are those under the counts of the two passes, nothing subtracted
 * @param alpha smoothing of the fit
 */
function wordsView({ first, best }: NoiseAwareFit, judged: NewRows | null, alpha: number): View {
  const passes = [first, best].map(({ totals, temperature }) => ({ totals, temperature }));
  const ofJudged = passes.map(({ totals, temperature }) =>
    judged === null
      ? null
      : logitsAt(scoresUnderTotals(judged.terms, judged.labels, totals, alpha), temperature),
  );
  return {
    own: meanOf(first.logits!, best.logits!),
    judged: judged === null ? null : meanOf(ofJudged[0]!, ofJudged[1]!),
  };
}

/** The mean of two arrays, written over the first. */
function meanOf(one: Float64Array, other: Float64Array): Float64Array {
  for (let at = 0; at < one.length; at++) one[at] = 0.5 * one[at]! + 0.5 * other[at]!;
  return one;
}
