/** From the answers about some rows of each layer to the number of label errors among all rows. */
import type { AuditEstimate, AuditLayer, Estimate } from '../types.js';
import { betaNumber, binomialNumber, type Random, randomNumbers } from './random.js';

/** Numbers drawn from the posterior. */
const DRAWS = 8000;
/** The shortest interval with this share of the drawn numbers is reported. */
const MASS = 0.9;
/** The first guess is kept away from 0 and 1, where it could not be corrected. */
const LEAST_EXPECTED = 0.005;
const MOST_EXPECTED = 0.98;

/** How the model's guess may have to be corrected: logit p = shift + slope · logit(guess), ± as a beta distribution. */
interface Correction {
  readonly shift: number;
  readonly slope: number;
  /** a + b of the beta distribution of a layer's rate around the corrected guess: the worth of that guess, in rows. */
  readonly strength: number;
}

const SHIFTS = Array.from({ length: 29 }, (_, i) => -10 + i / 2);
const SLOPES = [0.5, 0.75, 1, 1.25, 1.5];
const STRENGTHS = [4, 16, 64];

/**
 * The number of label errors among all rows, by the answers about a stratified sample of them.
 *
 * A hierarchical Bayesian estimate for small strata: the rate of a layer has a beta distribution around the model's
 * guess for that layer, after a correction of that guess that all layers share; its unread rows are wrong with that rate
 * (beta-binomial). The correction has a flat-tailed prior around none at all, and is averaged over by its likelihood. So
 * layers of which few rows were read learn from the others, and where no error was found at all, the interval begins at 0.
 * Stratified sampling: Cochran 1977, Sampling Techniques, chapter 5; beta-binomial models of small areas: Ghosh and Rao
 * 1994, Small Area Estimation. Posterior numbers are drawn from a fixed seed, so that the result is the same each time.
 *
 * @param layers at least one; the sample of each is random
 * @throws RangeError if counts of a layer do not fit: 0 ≤ wrong ≤ read ≤ size
 *
 * @example
 * estimateErrors([
 *   { size: 200, read: 40, wrong: 30, expected: 0.7, flagged: true },
 *   { size: 4800, read: 60, wrong: 3, expected: 0.02, flagged: false },
 * ]).errors // { mean: 360, low: 194, high: 532 }
 */
export function estimateErrors(layers: readonly AuditLayer[]): AuditEstimate {
  for (const { size, read, wrong } of layers) {
    if (!(wrong >= 0 && wrong <= read && read <= size)) {
      throw new RangeError(`0 ≤ wrong ≤ read ≤ size is needed, not ${wrong}, ${read}, ${size}`);
    }
  }
  const random = randomNumbers(1);
  const corrections = weighCorrections(layers);
  const all = new Float64Array(DRAWS);
  const flagged = new Float64Array(DRAWS);
  const shares = new Float64Array(DRAWS);
  const sums = new Float64Array(layers.length);
  for (let i = 0; i < DRAWS; i++) {
    const correction = pickCorrection(corrections, random);
    for (const [h, layer] of layers.entries()) {
      const wrong = drawWrong(layer, correction, random);
      all[i]! += wrong;
      if (layer.flagged) flagged[i]! += wrong;
      sums[h]! += wrong;
    }
    shares[i] = all[i] === 0 ? 0 : flagged[i]! / all[i]!;
  }
  const flaggedRows = layers.reduce((sum, layer) => sum + (layer.flagged ? layer.size : 0), 0);
  const errors = summarize(all);
  const flaggedErrors = summarize(flagged);
  return {
    errors,
    flaggedErrors,
    precision: flaggedRows === 0 ? null : scaled(flaggedErrors, flaggedRows),
    recall: errors.low === 0 ? null : summarize(shares),
    rates: layers.map(({ size }, h) => (size === 0 ? 0 : sums[h]! / DRAWS / size)),
  };
}

/**
 * The number of label errors among some rows of each layer, such as those with one given label: within a layer they are
 * a random sample as well. The answers about other rows are not used, since labels differ in how the model's guess has
 * to be corrected.
 *
 * @param layers of all rows
 * @param parts of each layer the rows in question: how many, read, and wrong; 0 where there are none
 *
 * @example
 * estimatePart(layers, [{ size: 50, read: 9, wrong: 7 }, { size: 900, read: 8, wrong: 0 }])
 */
export function estimatePart(
  layers: readonly AuditLayer[],
  parts: readonly Pick<AuditLayer, 'size' | 'read' | 'wrong'>[],
): Estimate {
  const some = layers.map((layer, h) => ({ ...layer, ...parts[h]! }));
  return estimateErrors(some.filter(({ size }) => size > 0)).errors;
}

/** Wrong labels of a layer: those that were found, and those that its unread rows have by a drawn rate. */
function drawWrong(layer: AuditLayer, correction: Correction, random: Random): number {
  const { size, read, wrong } = layer;
  if (read === size) return wrong;
  const { a, b } = priorOf(layer, correction);
  const rate = betaNumber(a + wrong, b + read - wrong, random);
  return wrong + binomialNumber(size - read, rate, random);
}

/** Parameters of the beta distribution of a layer's rate before anything was read. */
function priorOf({ expected }: AuditLayer, { shift, slope, strength }: Correction) {
  const guess = Math.min(MOST_EXPECTED, Math.max(LEAST_EXPECTED, expected));
  const mean = 1 / (1 + Math.exp(-shift - slope * Math.log(guess / (1 - guess))));
  return { a: strength * mean, b: strength * (1 - mean) };
}

/** Corrections with the running sums of their posterior weights, which end with 1. */
interface Weighed {
  readonly corrections: readonly Correction[];
  readonly sums: Float64Array;
}

function weighCorrections(layers: readonly AuditLayer[]): Weighed {
  const corrections = SHIFTS.flatMap((shift) =>
    SLOPES.flatMap((slope) => STRENGTHS.map((strength) => ({ shift, slope, strength }))),
  );
  const logs = corrections.map((correction) => {
    const { shift, slope } = correction;
    // Cauchy's distribution around no shift, Laplace's around slope 1.
    const prior = -Math.log(1 + (shift / 1.5) ** 2) - 2 * Math.abs(slope - 1);
    return layers.reduce((sum, layer) => {
      const { a, b } = priorOf(layer, correction);
      return sum + logBeta(a + layer.wrong, b + layer.read - layer.wrong) - logBeta(a, b);
    }, prior);
  });
  const most = Math.max(...logs);
  const weights = logs.map((log) => Math.exp(log - most));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let before = 0;
  const sums = Float64Array.from(weights, (weight) => {
    before += weight;
    return before / total;
  });
  return { corrections, sums };
}

function pickCorrection({ corrections, sums }: Weighed, random: Random): Correction {
  const at = random();
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return corrections[low]!;
}

/** Mean and shortest interval of drawn numbers, which are sorted; of equal intervals the lowest. */
function summarize(drawn: Float64Array): Estimate {
  const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
  drawn.sort();
  const inside = Math.ceil(MASS * drawn.length);
  let best = 0;
  for (let i = 0; i + inside <= drawn.length; i++) {
    if (drawn[i + inside - 1]! - drawn[i]! < drawn[best + inside - 1]! - drawn[best]!) best = i;
  }
  return { mean, low: drawn[best]!, high: drawn[best + inside - 1]! };
}

function scaled({ mean, low, high }: Estimate, by: number): Estimate {
  return { mean: mean / by, low: low / by, high: high / by };
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** Stirling's series is precise to 1e-10 from here on. */
const STIRLING_FROM = 10;

/** ln Γ(x), x > 0. */
function logGamma(x: number): number {
  let shifted = x;
  let below = 0;
  while (shifted < STIRLING_FROM) below += Math.log(shifted++);
  const inverse = 1 / (shifted * shifted);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / shifted;
  return (shifted - 0.5) * Math.log(shifted) - shifted + Math.log(2 * Math.PI) / 2 + series - below;
}
