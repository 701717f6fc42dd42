import { addTotals, countByClass } from '../naive-bayes/class-totals.js';
import type { CountedRows } from '../naive-bayes/leave-one-out.js';
import type { HardMembership, Membership } from '../naive-bayes/membership.js';
import type { ClassTotals, TermMatrix, TrustedTerms } from '../types.js';
import type { Copies } from '../vectorize/copies.js';
import { termStatistics } from '../vectorize/term-statistics.js';
import { type ClassScores, logitsAt } from './class-scores.js';
import { fitNoise, type NoiseFit } from './fit-noise.js';
import { margins } from './judge-scores.js';
import { countKnown, type NoiseMatrix, posteriors, startingNoiseMatrix } from './noise-matrix.js';
import { leaveOneOutScores } from './score-rows.js';

/** Additive smoothing for this method; with 1, small classes lose their rows to large ones. */
export const NOISE_AWARE_ALPHA = 0.1;

/** Range of τ where scores come from naive Bayes. */
export const NAIVE_BAYES_TEMPERATURES = [0.5, 10] as const;

/** The last pass, and the pass before which the search never stops. */
const LAST_PASS = 10;
const FIRST_STOP = 2;
/** Gain in nats a row over the best pass without which the search stops. */
const LEAST_GAIN = 5e-4;

/**
 * One pass of the search: its counts, and the fit to the scores by these counts. The scores are not kept, since a pass
 * has enough arrays of n × K numbers.
 */
export interface Pass extends NoiseFit {
  /** From 0. */
  readonly number: number;
  /** q: the soft labels by which it counted. */
  readonly membership: Membership;
  /** N, M and C under q, including trusted rows. */
  readonly totals: ClassTotals;
  /** Margin of each given label over the best other class, given T and τ; length n. */
  readonly margins: Float64Array;
  /** s / τ + b, n × K; where they were asked for. */
  readonly logits?: Float64Array | undefined;
}

/** The first pass, which counts by the given labels. */
export interface FirstPass extends Pick<Pass, 'totals' | 'temperature'> {
  /** The given labels, and K. */
  readonly membership: HardMembership;
  /** Margin of each given label over the best other class, by the words alone; length n. */
  readonly margins: Float64Array;
  /** s / τ + b, n × K; where they were asked for. */
  readonly logits?: Float64Array | undefined;
}

/** Options of the search. */
export interface FitOptions {
  /** Additive smoothing, greater than 0; default 0.1. */
  readonly alpha?: number | undefined;
  /**
   * Rows whose true class is known, over the same V words: every pass counts them with that class, and T counts their
   * given labels.
   */
  readonly trusted?: TrustedTerms | undefined;
  /** Rows with the same words, which are left out together; without it each row is left out alone. */
  readonly copies?: Copies | undefined;
  /** Rows on which τ is fitted, ascending; default all, or a fixed sample of a large data set. */
  readonly sampled?: Uint32Array | undefined;
  /** Whether the logits of the first and the best pass are kept. */
  readonly keepLogits?: boolean | undefined;
}

/** The result of the search. */
export interface NoiseAwareFit {
  readonly rows: CountedRows;
  /** The pass that counted by the given labels. */
  readonly first: FirstPass;
  /** The pass with the best fit. */
  readonly best: Pass;
  /** Passes made, at least 3. */
  readonly passCount: number;
}

/**
 * Fits a naive Bayes model and the label noise in turn, by expectation-maximisation. Starting from the given labels,
 * every pass scores each row by a leave-one-out model, fits temperature τ and noise matrix T to the scores, and passes
 * the posteriors G of the true classes to the next one as soft labels. It stops when the likelihood of the given labels
 * no longer increases.
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
  { alpha = NOISE_AWARE_ALPHA, trusted, copies, sampled, keepLogits = false }: FitOptions = {},
): NoiseAwareFit {
  const statistics = termStatistics(terms, trusted?.terms, copies);
  const known = trusted && countByClass(trusted.terms, { classCount, labels: trusted.labels });
  const knownNoise = trusted && countKnown(trusted.labels, trusted.given, classCount);
  const score = (membership: Membership, totals: ClassTotals) =>
    leaveOneOutScores({ terms, statistics, membership, copies }, labels, totals, alpha);
  const count = (membership: Membership) => addTotals(countByClass(terms, membership), known);
  const fitTo = (scores: ClassScores, noiseMatrix: NoiseMatrix) =>
    fitNoise(scores, noiseMatrix, NAIVE_BAYES_TEMPERATURES, { known: knownNoise, sampled });

  const makeFirst = (): { readonly first: FirstPass; readonly fit: NoiseFit } => {
    const membership = { classCount, labels };
    const totals = count(membership);
    const scores = score(membership, totals);
    const fit = fitTo(scores, startingNoiseMatrix(classCount));
    const { temperature } = fit;
    const won = margins(scores, temperature);
    const logits = keepLogits ? logitsAt(scores, temperature) : undefined;
    return { first: { membership, totals, temperature, margins: won, logits }, fit };
  };
  const makePass = (number: number, membership: Membership, noiseMatrix: NoiseMatrix): Pass => {
    const totals = count(membership);
    const scores = score(membership, totals);
    const fit = fitTo(scores, noiseMatrix);
    const won = margins(scores, fit.temperature, fit.noiseMatrix);
    const logits = keepLogits ? logitsAt(scores, fit.temperature) : undefined;
    return { number, membership, totals, margins: won, logits, ...fit };
  };

  const { first, fit } = makeFirst();
  let latest: NoiseFit = fit;
  let [best, number]: [Pass | undefined, number] = [undefined, 0];
  while (true) {
    // Allocated after the scores are released, so that it can use their memory.
    const weights = posteriors(latest.probabilities, latest.noiseMatrix, labels);
    const pass = makePass(++number, { classCount, weights }, latest.noiseMatrix);
    latest = pass;
    const { isBest, goesOn } = weighPass(best, pass);
    if (isBest) best = pass;
    if (!goesOn) break;
  }
  const passCount = number + 1;
  return { rows: { terms, statistics, membership: best!.membership, copies }, first, best: best!, passCount };
}

/**
 * The effect of a pass on the search: whether it is the best so far, and whether to make another one.
 *
 * @param best the best earlier pass; undefined where there is none
 */
export function weighPass(
  best: Pick<Pass, 'meanLogLikelihood'> | undefined,
  latest: Pick<Pass, 'number' | 'meanLogLikelihood'>,
): { readonly isBest: boolean; readonly goesOn: boolean } {
  if (latest.number < FIRST_STOP) return { isBest: false, goesOn: true };
  const isBest = best === undefined || latest.meanLogLikelihood > best.meanLogLikelihood + LEAST_GAIN;
  return { isBest, goesOn: isBest && latest.number < LAST_PASS };
}
