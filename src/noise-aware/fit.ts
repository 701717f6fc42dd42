import { addTotals, countByClass } from '../naive-bayes/class-totals.js';
import { NEGLIGIBLE_SHARE } from '../naive-bayes/leave-one-out.js';
import { type Membership, shareOf } from '../naive-bayes/membership.js';
import type { ClassTotals, TermMatrix } from '../types.js';
import { termStatistics } from '../vectorize/term-statistics.js';
import { type ClassScores, logitsAt } from './class-scores.js';
import { fitNoise, type NoiseFit } from './fit-noise.js';
import { margins } from './judge-scores.js';
import { countKnown, type NoiseMatrix, posteriors, startingNoiseMatrix } from './noise-matrix.js';
import { leaveOneOutScores } from './score-rows.js';
import {
  type FirstPass,
  type FitOptions,
  NAIVE_BAYES_TEMPERATURES,
  type NoiseAwareFit,
  type Pass,
  weighPass,
} from './search.js';
import { fitSparsely, isSparse } from './sparse-fit.js';
import { rowsToFitOn } from './temperature.js';

/** Additive smoothing for this method; with 1, small classes lose their rows to large ones. */
export const NOISE_AWARE_ALPHA = 0.1;

/** Soft labels of a pass, and its counts by them. */
type Counted = Pick<Pass, 'membership'> & { readonly totals: ClassTotals };

/**
 * Fits a naive Bayes model and the label noise in turn, by expectation-maximisation. Starting from the given labels,
 * every pass scores each row by a leave-one-out model, fits temperature τ and noise matrix T to the scores, and passes
 * the posteriors G of the true classes to the next one as soft labels. It stops when the likelihood of the given labels
 * no longer increases.
 *
 * From 20,000 rows on, shares and changes of them that are too small to matter are not counted, and the first of the two
 * rounds in which τ and T are fitted has a sample of the rows, which also tells when to stop: see `recount` and
 * `fitNoise`. From 100 classes on, with many rows or words, a row and a word have lists of few classes: see
 * `fitSparsely`.
 *
 * No random numbers and no folds. The noise model is that of "Confident Learning" (Northcutt, Jiang, Chuang,
 * JAIR 2021): the given label depends on the true class only.
 *
 * @param terms n × V, at least 2 rows with the trusted ones
 * @param labels given label of each row; length n
 * @param classCount K, at least 2
 * @param options smoothing, and other training rows
 *
 * @example
 * fitNoiseAware(terms, labels, 4).best.noiseMatrix // P(given | true), 4 × 4
 */
export function fitNoiseAware(
  terms: TermMatrix,
  labels: Uint32Array,
  classCount: number,
  options: FitOptions = {},
): NoiseAwareFit {
  const {
    alpha = NOISE_AWARE_ALPHA,
    trusted,
    copies,
    sampleRows = rowsToFitOn,
    keepLogits = false,
  } = options;
  if (isSparse(terms, classCount)) return fitSparsely({ terms, labels, classCount }, { ...options, alpha });
  const statistics = termStatistics(terms, trusted?.terms, copies);
  const known = trusted && countByClass(trusted.terms, { classCount, labels: trusted.labels });
  const knownNoise = trusted && countKnown(trusted.labels, trusted.given, classCount);
  const large = isLarge(labels.length);
  const sampled = sampleRows(labels.length, classCount);
  const sum = large ? 'products' : 'logarithms';
  const score = (membership: Membership, totals: ClassTotals, only?: Uint32Array) =>
    leaveOneOutScores({ terms, statistics, membership, copies }, labels, totals, alpha, { sum, only });
  const count = (membership: Membership) => addTotals(countByClass(terms, membership), known);
  const fitTo = (scores: ClassScores, noiseMatrix: NoiseMatrix) =>
    fitNoise(scores, noiseMatrix, NAIVE_BAYES_TEMPERATURES, {
      known: knownNoise,
      sampled,
      firstOnSample: large,
    });

  const makeFirst = (): { readonly first: FirstPass & Counted; readonly fit: NoiseFit } => {
    const membership = { classCount, labels };
    const totals = count(membership);
    const scores = score(membership, totals);
    const fit = fitTo(scores, startingNoiseMatrix(classCount));
    const { temperature } = fit;
    const won = margins(scores, temperature);
    const logits = keepLogits ? logitsAt(scores, temperature) : undefined;
    return { first: { membership, totals, temperature, margins: won, logits }, fit };
  };
  const makePass = (number: number, { membership, totals }: Counted, noiseMatrix: NoiseMatrix): Pass => {
    const scores = score(membership, totals);
    const fit = fitTo(scores, noiseMatrix);
    const won = margins(scores, fit.temperature, fit.noiseMatrix);
    const logits = keepLogits ? logitsAt(scores, fit.temperature) : undefined;
    return { number, membership, totals, margins: won, logits, ...fit };
  };

  const { first, fit } = makeFirst();
  let latest: NoiseFit = fit;
  let counted: Counted = first;
  let [best, number]: [Pass | undefined, number] = [undefined, 0];
  while (true) {
    // Allocated after the scores are released, so that it can use their memory.
    const weights = posteriors(latest.probabilities, latest.noiseMatrix, labels);
    if (large) dropNegligible(weights, classCount);
    const membership = { classCount, weights };
    counted = large ? recount(terms, counted, membership) : { membership, totals: count(membership) };
    number++;
    // The rows that τ is fitted on tell whether the pass is worth making for all rows.
    if (large && best !== undefined) {
      const scores = score(membership, counted.totals, sampled);
      const { meanLogLikelihood } = fitTo(scores, latest.noiseMatrix);
      if (!weighPass(best, { number, meanLogLikelihood }).isBest) break;
    }
    const pass = makePass(number, counted, latest.noiseMatrix);
    latest = pass;
    const { isBest, goesOn } = weighPass(best, pass);
    if (isBest) best = pass;
    if (!goesOn) break;
  }
  const passCount = number + 1;
  return { rows: { terms, statistics, membership: best!.membership, copies }, first, best: best!, passCount };
}

/** From so many rows on, what does not change an answer noticeably is left out. */
const LARGE = 20_000;
/** A row is counted anew where its share of some class has changed by more than this. */
const LEAST_CHANGE = 0.01;

/** Whether rows are so many that a search leaves out what does not change its answer noticeably. */
function isLarge(rowCount: number): boolean {
  return rowCount >= LARGE;
}

/** Shares of rows in K classes: soft labels. */
type SoftMembership = Extract<Membership, { readonly weights: Float64Array }>;

/** Gives negligible shares of each row to its other classes, in place. */
export function dropNegligible(weights: Float64Array, classCount: number): void {
  for (let start = 0; start < weights.length; start += classCount) {
    const end = start + classCount;
    let kept = 0;
    for (let at = start; at < end; at++) {
      if (weights[at]! < NEGLIGIBLE_SHARE) weights[at] = 0;
      kept += weights[at]!;
    }
    for (let at = start; at < end; at++) weights[at]! /= kept;
  }
}

/**
 * Counts rows whose soft labels have changed, by adding what has changed of them to the totals before. Rows with no
 * noticeable change keep their labels: totals and labels agree.
 *
 * @param terms n × V
 * @param before what was counted with, and the totals of it; other rows may be among them
 * @param after what is counted with; rows that keep their labels are written over
 * @returns after, and the totals of it
 *
 * @example
 * recount(terms, { membership: { classCount, labels }, totals }, { classCount, weights }).totals
 */
export function recount(
  terms: TermMatrix,
  before: { readonly membership: Membership; readonly totals: ClassTotals },
  after: SoftMembership,
): { readonly membership: SoftMembership; readonly totals: ClassTotals } {
  const { classCount: K, weights } = after;
  const wordCounts = before.totals.wordCounts.slice();
  const tokens = before.totals.tokens.slice();
  const rows = before.totals.rows.slice();
  const classes = new Uint32Array(K);
  const changes = new Float64Array(K);
  for (const { firstRow, rowStart, term, count } of terms.blocks) {
    for (let i = 0; i + 1 < rowStart.length; i++) {
      const row = firstRow + i;
      let [found, largest] = [0, 0];
      for (let k = 0; k < K; k++) {
        const change = weights[row * K + k]! - shareOf(before.membership, row, k);
        if (change === 0) continue;
        classes[found] = k;
        changes[found++] = change;
        largest = Math.max(largest, Math.abs(change));
      }
      if (largest <= LEAST_CHANGE) {
        for (let c = 0; c < found; c++)
          weights[row * K + classes[c]!] = shareOf(before.membership, row, classes[c]!);
        continue;
      }
      let rowTokens = 0;
      for (let entry = rowStart[i]!; entry < rowStart[i + 1]!; entry++) {
        const at = term[entry]! * K;
        const x = count[entry]!;
        for (let c = 0; c < found; c++) wordCounts[at + classes[c]!]! += changes[c]! * x;
        rowTokens += x;
      }
      for (let c = 0; c < found; c++) {
        tokens[classes[c]!]! += changes[c]! * rowTokens;
        rows[classes[c]!]! += changes[c]!;
      }
    }
  }
  return { membership: after, totals: { ...before.totals, wordCounts, tokens, rows } };
}
