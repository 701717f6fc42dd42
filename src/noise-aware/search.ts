import type { CountedRows } from '../naive-bayes/leave-one-out.js';
import type { HardMembership, Membership } from '../naive-bayes/membership.js';
import type { AnyTotals } from '../naive-bayes/sparse-totals.js';
import type { TrustedTerms } from '../types.js';
import type { Copies } from '../vectorize/copies.js';
import type { NoiseFit } from './fit-noise.js';
import type { SampleRows } from './temperature.js';

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
  readonly totals: AnyTotals;
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
  /** Which rows τ is fitted on; default all, or a fixed sample of a large data set. */
  readonly sampleRows?: SampleRows | undefined;
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
