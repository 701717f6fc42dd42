import type { ExpectedErrors, TextDependence } from '../types.js';

/** Two-sided 90 %, in standard deviations of a normal distribution. */
const NINETY_PERCENT = 1.645;
/**
 * By how much of itself the number of contradicted labels is off where chance has evened out, at 90 %: bags of
 * words are no true model of texts. Measured on re-drawn noise, see test/bench/calibration.mjs.
 */
const MODEL_ERROR = 0.08;

/**
 * How many labels are wrong, and how probably each of them: 1 − P(true class is the given one | words, given
 * label), less the share of contradictions that follow from the text, of which nobody can say without reading
 * whether the label or the words mislead.
 *
 * The interval of 90 % adds up what chance does to a sum of independent labels and to the noise matrix that is
 * counted from them (variance Σ p (1 − p) + Σ p), how far such models are off at all, and how well the share that
 * follows from the text is known.
 *
 * @param labels given class of each row; length n
 * @param posteriors P(true class | words, given label), n × K
 * @param judged 1 for the rows that count; length n
 * @param dependence null where there are no texts to tell it by
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
    // Rounding may leave a posterior a little above 1.
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
