import { leftOutLists, type Membership, type SparseMembership, sparsely } from '../naive-bayes/membership.js';
import { countShares, type SparseTotals } from '../naive-bayes/sparse-totals.js';
import type { LabelledTerms, TermMatrix, TrustedTerms } from '../types.js';
import type { Copies } from '../vectorize/copies.js';
import { type TermStatistics, termStatistics } from '../vectorize/term-statistics.js';
import { denseProbabilities, type LikelyClasses, likelyMargins, likelyPosteriors } from './likely-classes.js';
import { countKnown, PSEUDO_ROWS, smoothingNoise, startingNoiseMatrix, transposed } from './noise-matrix.js';
import {
  type FitOptions,
  NAIVE_BAYES_TEMPERATURES,
  type NoiseAwareFit,
  type Pass,
  weighPass,
} from './search.js';
import { likelyClassesAt, SparseScores } from './sparse-scores.js';
import { fitTemperatureByGiven, meanLogLikelihoodByGiven, rowsToFitOn } from './temperature.js';

/** From so many classes on, and with more numbers of rows or words × classes than these, lists are faster than tables. */
const MANY_CLASSES = 100;
const MOST_NUMBERS = 2 ** 21;
/** Scores of the rows that τ is fitted on. */
const SAMPLED_SCORES = 1_000_000;
const NOISE_STEPS = 5;

/** Whether the noise-aware search keeps lists of classes, not one number for each class. */
export function isSparse(terms: TermMatrix, classCount: number): boolean {
  const most = Math.max(terms.rowCount, terms.vocabularySize) * classCount;
  return classCount >= MANY_CLASSES && most > MOST_NUMBERS;
}

/** The rows of a search, and what never changes in it. */
interface SparseProblem extends LabelledTerms {
  readonly classCount: number;
  readonly statistics: TermStatistics;
  readonly trusted: TrustedTerms | undefined;
  readonly copies: Copies | undefined;
  /** Rows whose true class is known by given label and that, at `y * K + k`. */
  readonly known: Float64Array | undefined;
  readonly alpha: number;
  /** Rows that τ is fitted on. */
  readonly sample: Uint32Array;
}

/** A pass, P of which is kept for the likely classes of each row. */
interface SparsePass extends Pick<Pass, 'number' | 'temperature' | 'meanLogLikelihood'> {
  readonly membership: SparseMembership;
  readonly totals: SparseTotals;
  readonly byGiven: NoiseByGiven;
  readonly likely: LikelyClasses;
  /** By how much each given label wins by the words alone. */
  readonly margins: Float64Array;
}

/**
 * The search of `fitNoiseAware` for many classes, most of which have few of the words and matter for few of the rows:
 * soft labels are lists of the classes that a row may be of, and counts are lists of the classes that have a word. Rows
 * are scored one by one, under every class, and of their probabilities those of the likely classes are kept. What that
 * leaves out changes answers by less than other rows for τ would. τ is fitted, and T in the first round, on 1,000,000
 * scores of a sample of the rows.
 *
 * @param rows n rows in K classes
 * @param options as those of `fitNoiseAware`
 */
export function fitSparsely(
  rows: LabelledTerms & { readonly classCount: number },
  {
    alpha,
    trusted,
    copies,
    sampleRows = rowsToFitOn,
    keepLogits = false,
  }: FitOptions & { readonly alpha: number },
): NoiseAwareFit {
  const { terms, labels, classCount } = rows;
  const problem: SparseProblem = {
    ...rows,
    statistics: termStatistics(terms, trusted?.terms, copies),
    trusted,
    copies,
    known: trusted && transposed(countKnown(trusted.labels, trusted.given, classCount)),
    alpha,
    sample: sampleRows(labels.length, classCount, SAMPLED_SCORES),
  };
  const membership = { classCount, labels };
  let latest = makePass(problem, 0, sparsely(membership), startingNoiseMatrix(classCount));
  const { totals, temperature, margins } = latest;
  const first = { membership, totals, temperature, margins };
  let best: SparsePass | undefined;
  while (true) {
    const { number, likely, byGiven }: SparsePass = latest;
    latest = makePass(problem, number + 1, likelyPosteriors(likely, byGiven, labels), byGiven);
    const { isBest, goesOn } = weighPass(best, latest);
    if (isBest) best = latest;
    if (!goesOn) break;
  }
  const passCount = latest.number + 1;
  latest = best!; // releases the other passes before P of all classes is allocated
  const logitsOf = (pass: Pick<Pass, 'temperature'> & { membership: Membership; totals: SparseTotals }) =>
    keepLogits
      ? scoresOf(problem, sparsely(pass.membership), pass.totals).logitsAt(pass.temperature)
      : undefined;
  return {
    rows: { terms, statistics: problem.statistics, membership: latest.membership, copies },
    first: { ...first, logits: logitsOf(first) },
    best: { ...passOf(latest, labels), logits: logitsOf(latest) },
    passCount,
  };
}

function scoresOf(problem: SparseProblem, membership: SparseMembership, totals: SparseTotals): SparseScores {
  const { terms, labels, statistics, copies, alpha } = problem;
  const leftOut = leftOutLists(membership, copies);
  return new SparseScores({ terms, labels, statistics, leftOut, copies }, totals, alpha);
}

function makePass(
  problem: SparseProblem,
  number: number,
  membership: SparseMembership,
  noise: NoiseByGiven,
): SparsePass {
  const { terms, labels, classCount, trusted, known } = problem;
  const counted: { terms: TermMatrix; membership: Membership }[] = [{ terms, membership }];
  if (trusted !== undefined) {
    counted.push({ terms: trusted.terms, membership: { classCount, labels: trusted.labels } });
  }
  const totals = countShares(counted);
  const scores = scoresOf(problem, membership, totals);
  const sample = scores.ofRows(problem.sample);

  let byGiven = noise;
  const refine = (some: LikelyClasses, given: Uint32Array) => {
    for (let step = 0; step < NOISE_STEPS; step++) byGiven = refineSparsely(some, byGiven, given, known);
  };
  let temperature = fitTemperatureByGiven(sample, byGiven, NAIVE_BAYES_TEMPERATURES);
  if (number === 0) {
    // Only now T is far off. The sample tells how many labels are wrong, too few rows of each class which of them.
    refine(likelyClassesAt(sample, temperature), sample.labels);
    temperature = fitTemperatureByGiven(sample, byGiven, NAIVE_BAYES_TEMPERATURES);
  }
  const { likely, margins } = scores.likelyAt(temperature);
  refine(likely, labels);
  const meanLogLikelihood = meanLogLikelihoodByGiven(sample, byGiven, temperature);
  return { number, membership, totals, temperature, byGiven, likely, margins, meanLogLikelihood };
}

function passOf({ likely, byGiven, ...pass }: SparsePass, labels: Uint32Array): Pass {
  return {
    ...pass,
    margins: likelyMargins(likely, byGiven, labels),
    noiseMatrix: transposed(byGiven),
    probabilities: denseProbabilities(likely),
  };
}

/** T on its side, so that what belongs to one given label lies together: T[k][y] at `y * K + k`. */
type NoiseByGiven = Float64Array;

/**
 * One step of expectation-maximisation for T, as `refineNoiseMatrix` makes it, with P of the likely classes of each row.
 * The other classes of a row count together: as wrong, and for all classes alike.
 *
 * @param likely P of n rows
 * @param byGiven the T before
 * @param labels y, length n
 * @param known C of rows whose true class is known, on its side as T
 */
function refineSparsely(
  likely: LikelyClasses,
  byGiven: NoiseByGiven,
  labels: Uint32Array,
  known?: Float64Array,
): NoiseByGiven {
  const K = likely.classCount;
  const { counts, tails } = countLikely(likely, byGiven, labels);
  let [all, right] = [0, 0];
  for (let y = 0, at = 0; y < K; y++) {
    // Of a class other than the given one.
    const ofEach = tails[y]! / (K - 1);
    for (let k = 0; k < K; k++, at++) {
      if (k !== y) counts[at]! += ofEach;
      counts[at]! += known?.[at] ?? 0;
      all += counts[at]!;
      if (k === y) right += counts[at]!;
    }
  }
  return smoothSparsely(counts, smoothingNoise((all - right) / all), K);
}

function smoothSparsely(counts: Float64Array, epsilon: number, K: number): NoiseByGiven {
  const kept = PSEUDO_ROWS * (K - 1) * (1 - epsilon);
  const changed = PSEUDO_ROWS * epsilon;
  const sums = new Float64Array(K);
  for (let y = 0, at = 0; y < K; y++) {
    for (let k = 0; k < K; k++, at++) {
      counts[at]! += k === y ? kept : changed;
      sums[k]! += counts[at]!;
    }
  }
  for (let y = 0, at = 0; y < K; y++) for (let k = 0; k < K; k++, at++) counts[at]! /= sums[k]!;
  return counts;
}

/** Rows by given label and posterior true class, and by given label those of the classes that were not kept. */
function countLikely(
  { classCount: K, rowStart, classes, probabilities, tails }: LikelyClasses,
  byGiven: NoiseByGiven,
  labels: Uint32Array,
): { counts: Float64Array; tails: Float64Array } {
  const counts = new Float64Array(K * K);
  const tailCounts = new Float64Array(K);
  const ofOthers = meanOfOthers(byGiven, K);
  const joint = new Float64Array(K);
  for (let row = 0; row < labels.length; row++) {
    const y = labels[row]!;
    const [start, end] = [rowStart[row]!, rowStart[row + 1]!];
    const tail = tails[row]! * ofOthers[y]!;
    let sum = tail;
    for (let at = start; at < end; at++) {
      joint[at - start] = probabilities[at]! * byGiven[y * K + classes[at]!]!;
      sum += joint[at - start]!;
    }
    if (!(sum > 0)) continue;
    for (let at = start; at < end; at++) counts[y * K + classes[at]!]! += joint[at - start]! / sum;
    tailCounts[y]! += tail / sum;
  }
  return { counts, tails: tailCounts };
}

/** The mean over k ≠ y of T[k][y], for each y. */
function meanOfOthers(byGiven: NoiseByGiven, K: number): Float64Array {
  const means = new Float64Array(K);
  for (let y = 0, at = 0; y < K; y++) {
    let sum = 0;
    for (let k = 0; k < K; k++, at++) if (k !== y) sum += byGiven[at]!;
    means[y] = sum / (K - 1);
  }
  return means;
}
