import type { ExpectedErrors, TextDependence } from '../types.js';

/** Two-sided 90 %, in standard deviations of a normal distribution. */
const NINETY_PERCENT = 1.645;
/**
 * Systematic error of the number of contradicted labels, as a share of it, at 90 %: bags of words are no true model
 * of texts. Measured on re-drawn noise, see test/bench/calibration.mjs.
 */
const MODEL_ERROR = 0.08;

/**
 * The expected number of label errors, and P(label error) of each row: 1 − P(true class is the given one | words,
 * given label), less the share of contradictions that depend on the text, where only reading shows whether the label
 * or the words mislead.
 *
 * The interval of 90 % includes the variance of a sum of independent labels and of the noise matrix counted from them
 * (Σ p (1 − p) + Σ p), the systematic error of such models, and the uncertainty of the share that depends on the text.
 *
 * @param labels given class of each row; length n
 * @param posteriors P(true class | words, given label), n × K
 * @param judged 1 for the rows to include; length n
 * @param dependence null where there are no texts to measure it on
 *
 * @example
 * expectErrors(labels, posteriors, judged, dependence).count // 76.8 of 1,200
 */
export function expectErrors(
  labels: Uint32Array,
  posteriors: Float64Array,
  judged: Uint8Array,
  dependence: TextDependence | null,
): ExpectedErrors {
  const K = posteriors.length / Math.max(labels.length, 1);
  const { share, low: leastShare, high: mostShare } = dependence ?? { share: 0, low: 0, high: 0 };
  const probabilities = new Float64Array(labels.length);
  let contradicted = 0;
  let variance = 0;
  let rows = 0;
  for (let row = 0; row < labels.length; row++) {
    if (judged[row] === 0) continue;
    // By rounding, a posterior may be slightly above 1.
    const wrong = Math.max(0, 1 - posteriors[row * K + labels[row]!]!);
    probabilities[row] = wrong * (1 - share);
    contradicted += wrong;
    variance += wrong * (1 - wrong);
    rows++;
  }
  const spread = Math.hypot(NINETY_PERCENT * Math.sqrt(variance + contradicted), MODEL_ERROR * contradicted);
  return {
    count: contradicted * (1 - share),
    low: Math.max(0, contradicted * (1 - Math.max(mostShare, share)) - spread),
    high: Math.min(rows, contradicted * (1 - Math.min(leastShare, share)) + spread),
    probabilities,
    textDependence: dependence,
  };
}
