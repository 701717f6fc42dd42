/** Conversion between all rows and the open ones. */
import type { DecidedRows, Judgement } from '../types.js';

/** 1 for the rows without a decision; length n. */
export function openRows({ isHeld, isDeleted }: DecidedRows): Uint8Array {
  return isHeld.map((is, row) => 1 - (is | isDeleted[row]!));
}

/**
 * The judgement of the open rows as one of all rows. A held row is of its decided class; for a deleted one nothing is
 * known.
 *
 * @param judgement of the open rows, m × K
 * @param rows their row numbers, ascending; length m
 * @returns n × K
 */
export function spreadJudgement(judgement: Judgement, rows: Uint32Array, decided: DecidedRows): Judgement {
  const { classCount: K, values } = judgement.probabilities;
  const n = decided.labels.length;
  const all = <T extends Uint8Array | Uint32Array | Float64Array>(array: T, found: T): T => {
    for (const [place, row] of rows.entries()) array[row] = found[place]!;
    return array;
  };
  const unknown = () => new Float64Array(n).fill(Number.NaN);
  const probabilities = new Float64Array(n * K);
  for (const [row, k] of decided.labels.entries()) {
    if (decided.isDeleted[row] === 1) probabilities.fill(Number.NaN, row * K, (row + 1) * K);
    else if (decided.isHeld[row] === 1) probabilities[row * K + k] = 1;
  }
  for (const [place, row] of rows.entries()) {
    probabilities.set(values.subarray(place * K, (place + 1) * K), row * K);
  }
  return {
    probabilities: { classCount: K, values: probabilities },
    judged: all(new Uint8Array(n), judgement.judged),
    quality: all(unknown(), judgement.quality),
    rankKey: all(unknown(), judgement.rankKey),
    suggested: all(decided.labels.slice(), judgement.suggested),
    isIssue: all(new Uint8Array(n), judgement.isIssue),
    ...(judgement.isOfRareClass === undefined
      ? {}
      : { isOfRareClass: all(new Uint8Array(n), judgement.isOfRareClass) }),
  };
}
