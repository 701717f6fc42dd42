import type { DecidedRows, Judgement } from '../types.js';

/**
 * Adds the labels that a person has decided to be wrong and that the data still have: they are certain errors, with
 * quality 0, and rank first.
 *
 * @param judgement of n rows, in which decided rows were not judged
 * @param labels given class of each row; length n
 * @param decided the decisions about them
 */
export function withKnownErrors(
  judgement: Judgement,
  labels: Uint32Array,
  { isHeld, labels: right }: DecidedRows,
): Judgement {
  const isWrong = isHeld.map((is, row) => is & Number(right[row] !== labels[row]));
  return {
    ...judgement,
    judged: judgement.judged.map((is, row) => is | isWrong[row]!),
    isIssue: judgement.isIssue.map((is, row) => is | isWrong[row]!),
    quality: judgement.quality.map((quality, row) => (isWrong[row] === 1 ? 0 : quality)),
    rankKey: judgement.rankKey.map((key, row) => (isWrong[row] === 1 ? Number.NEGATIVE_INFINITY : key)),
    suggested: Uint32Array.from(judgement.suggested, (k, row) => (isWrong[row] === 1 ? right[row]! : k)),
  };
}
