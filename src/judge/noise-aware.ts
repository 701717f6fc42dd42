/** Noise-aware on anyone's probabilities, for the library: what the command does with `--probabilities`. */
import type { LabelError } from '../confident-learning/find.js';
import { flaggedRows, rankByQuality } from '../confident-learning/rank/rank.js';
import { checkArguments } from '../confident-learning/validate.js';
import { judgeGivenProbabilities } from '../noise-aware/judge-given.js';
import type { Probabilities } from '../types.js';

/** What noise-aware finds out about labels. */
export interface NoiseAwareFindings {
  /**
   * The rows whose label is probably wrong, worst first; of equally bad ones the lower row first. `predicted` is the
   * most likely class other than the given one.
   */
  readonly errors: readonly LabelError[];
  /** Label quality of every row, from 0 to 1; low is suspicious; length n. */
  readonly quality: Float64Array;
  /** T[k][j] = P(given class j | true class k) at `k * K + j`; length K · K, each row sums to 1. */
  readonly noiseMatrix: Float64Array;
}

/**
 * Finds the rows whose label is probably wrong, by how the labels of each class are confused: where many labels of
 * class k are given as j, a row of class k that is labelled j is more suspicious. No model is trained.
 *
 * A temperature τ and the noise matrix T are fitted to labels and probabilities in turn, T by expectation-maximisation.
 * The margin of a row with given label y is z[y] − max over k ≠ y of z[k], in nats, where z[k] = ln P(k) / τ + ln T[k][y];
 * its label quality is 1 / (1 + e^−margin). The rows of lowest margin are flagged: as many as have a posterior that favours
 * another class, or 0.7 of those to which the model alone gives another class with a probability above one half, whichever
 * is more. There are no options.
 *
 * As for `findLabelErrors`, the probabilities must be out of sample: a model that has seen a row with its wrong label
 * agrees with it.
 *
 * The noise model is that of "Confident Learning" (Northcutt, Jiang, Chuang, JAIR 2021): the given label depends on the
 * true class only. The temperature is that of "On Calibration of Modern Neural Networks" (Guo, Pleiss, Sun, Weinberger,
 * ICML 2017).
 *
 * @param labels given class of each row, 0 … K−1; length n
 * @param probabilities out-of-sample P(class | row), n × K
 * @throws UserError if there are no rows or fewer than two classes, the sizes do not fit together, a label is no class,
 *   or a row of probabilities has a negative one or does not sum to 1 within 0.001
 *
 * @example
 * const P = toProbabilities([[0.9, 0.1], [0.8, 0.2], [0.1, 0.9], [0.2, 0.8], [0.1, 0.9]]);
 * findLabelErrorsNoiseAware([0, 0, 0, 1, 1], P).errors; // [{ index: 2, given: 0, predicted: 1, quality: 1.2e-9 }]
 */
export function findLabelErrorsNoiseAware(
  labels: ArrayLike<number>,
  probabilities: Probabilities,
): NoiseAwareFindings {
  const given = checkArguments(labels, probabilities);
  const { judgement, noiseMatrix } = judgeGivenProbabilities(given, probabilities);
  const { isIssue, quality, rankKey, suggested } = judgement;
  const errors = Array.from(rankByQuality(rankKey, flaggedRows(isIssue)), (index) => ({
    index,
    given: given[index]!,
    predicted: suggested[index]!,
    quality: quality[index]!,
  }));
  return { errors, quality, noiseMatrix };
}
