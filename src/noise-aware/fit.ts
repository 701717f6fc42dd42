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

/** Additive smoothing that suits this method; 1 lets small classes be swallowed. */
export const NOISE_AWARE_ALPHA = 0.1;

/** Range of τ where scores come from naive Bayes. */
export const NAIVE_BAYES_TEMPERATURES = [0.5, 10] as const;

/** The last pass that is made, and the one before which the search never stops. */
const LAST_PASS = 10;
const FIRST_STOP = 2;
/** Nats a row by which a later pass must be better than the best to be worth going on. */
const LEAST_GAIN = 5e-4;

/**
 * One pass of the search: what it counted, and what fits the scores that the rows get by that. The scores themselves
 * are not kept: of n × K numbers a pass has enough.
 */
export interface Pass extends NoiseFit {
  /** From 0. */
  readonly number: number;
  /** q: the soft labels that it counted with. */
  readonly membership: Membership;
  /** N, M and C under q, those of trusted rows included. */
  readonly totals: ClassTotals;
  /** By how much each given label wins over the best other class, given T and τ; length n. */
  readonly margins: Float64Array;
  /** s / τ + b, n × K; where they were asked for. */
  readonly logits?: Float64Array | undefined;
}

/** What is kept of the pass that took the labels as they were given. */
export interface FirstPass extends Pick<Pass, 'totals' | 'temperature'> {
  /** The given labels, and K. */
  readonly membership: HardMembership;
  /** By how much each given label wins over the best other class, by the words alone; length n. */
  readonly margins: Float64Array;
  /** s / τ + b, n × K; where they were asked for. */
  readonly logits?: Float64Array | undefined;
}

/** How a search counts. */
export interface FitOptions {
  /** Additive smoothing, greater than 0; default 0.1. */
  readonly alpha?: number | undefined;
  /**
   * Rows whose true class is known, over the same V words: every pass counts them with that class, and T counts
   * which labels they were given.
   */
  readonly trusted?: TrustedTerms | undefined;
  /** Rows with the same words, which are left out together; without it each row is left out alone. */
  readonly copies?: Copies | undefined;
  /** Whether the logits of the first and the best pass are kept. */
  readonly keepLogits?: boolean | undefined;
}

/** What the search ends with. */
export interface NoiseAwareFit {
  readonly rows: CountedRows;
  /** The pass that took the labels as they were given. */
  readonly first: FirstPass;
  /** The pass whose answer stands. */
  readonly best: Pass;
  /** Passes made, at least 3. */
  readonly passCount: number;
}

/**
 * Learns a naive Bayes model and the label noise in turn, by expectation-maximisation: from labels as given,
 * every pass scores each row by a model that left it out, fits temperature τ and noise matrix T to the
 * scores, and hands the posteriors G of the true classes to the next pass as soft labels. It stops when the
 * given labels are no longer explained better.
 *
 * No random numbers and no folds. The noise model is that of "Confident Learning" (Northcutt, Jiang, Chuang,
 * JAIR 2021): the given label depends on the true class only.
 *
 * @param terms n × V, at least 2 rows with the trusted ones
 * @param labels given label of each row; length n
 * @param classCount K, at least 2
 * @param options smoothing, and other rows to learn from
 *
 * @example
 * fitNoiseAware(terms, labels, 4).best.noiseMatrix // P(given | true), 4 × 4
 */
export function fitNoiseAware(
  terms: TermMatrix,
  labels: Uint32Array,
  classCount: number,
  { alpha = NOISE_AWARE_ALPHA, trusted, copies, keepLogits = false }: FitOptions = {},
): NoiseAwareFit {
  const statistics = termStatistics(terms, trusted?.terms, copies);
  const known = trusted && countByClass(trusted.terms, { classCount, labels: trusted.labels });
  const knownNoise = trusted && countKnown(trusted.labels, trusted.given, classCount);
  const score = (membership: Membership, totals: ClassTotals) =>
    leaveOneOutScores({ terms, statistics, membership, copies }, labels, totals, alpha);
  const count = (membership: Membership) => addTotals(countByClass(terms, membership), known);
  const fitTo = (scores: ClassScores, noiseMatrix: NoiseMatrix) =>
    fitNoise(scores, noiseMatrix, NAIVE_BAYES_TEMPERATURES, knownNoise);

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
    // Made when the scores are gone, whose memory they can have.
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
 * What a pass means for the search: whether it is the best so far, and whether another one is worth making.
 *
 * @param best the best pass before; undefined where there is none yet
 */
export function weighPass(
  best: Pick<Pass, 'meanLogLikelihood'> | undefined,
  latest: Pick<Pass, 'number' | 'meanLogLikelihood'>,
): { readonly isBest: boolean; readonly goesOn: boolean } {
  if (latest.number < FIRST_STOP) return { isBest: false, goesOn: true };
  const isBest = best === undefined || latest.meanLogLikelihood > best.meanLogLikelihood + LEAST_GAIN;
  return { isBest, goesOn: isBest && latest.number < LAST_PASS };
}
