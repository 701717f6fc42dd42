/**
 * Turns each row of logits into probabilities, in place: exp(z[k]) / Σ_j exp(z[j]), with the row's largest
 * logit taken off first so that nothing overflows.
 *
 * @param logits n × K; −∞ gives probability 0; at least one of a row must be finite
 * @param classCount K
 */
export function softmaxRows(logits: Float64Array, classCount: number): void {
  for (let start = 0; start < logits.length; start += classCount) softmaxRow(logits, start, classCount);
}

/** `softmaxRows` of the one row whose K logits begin at `start`. */
export function softmaxRow(logits: Float64Array, start: number, classCount: number): void {
  const end = start + classCount;
  let largest = Number.NEGATIVE_INFINITY;
  for (let at = start; at < end; at++) if (logits[at]! > largest) largest = logits[at]!;
  let sum = 0;
  for (let at = start; at < end; at++) {
    logits[at] = Math.exp(logits[at]! - largest);
    sum += logits[at]!;
  }
  for (let at = start; at < end; at++) logits[at]! /= sum;
}
