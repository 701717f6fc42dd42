import type { Judgement, Probabilities } from '../types.js';

/** A row is between two classes where the odds of one against the other are at most this. */
const ODDS = 3;

/**
 * Judged rows between the given class and another: the odds of the given label against the best other class are between
 * 1 to 3 and 3 to 1.
 *
 * @param labels given class of each row; length n
 * @param judgement a method's judgement of them
 * @param rankKeyIsMargin whether the method ranks by the margin in nats of the given label, as noise-aware does;
 *   otherwise the odds are those of its probabilities
 * @param isAsked 1 for the rows to check; length n
 * @returns 1 for ambiguous rows among these; length n
 */
export function findAmbiguous(
  labels: Uint32Array,
  { probabilities, judged, rankKey }: Judgement,
  rankKeyIsMargin: boolean,
  isAsked: Uint8Array,
): Uint8Array {
  const isAmbiguous = new Uint8Array(labels.length);
  for (let row = 0; row < labels.length; row++) {
    if (isAsked[row] === 0 || judged[row] === 0) continue;
    const margin = rankKeyIsMargin ? rankKey[row]! : marginInNats(probabilities, row, labels[row]!);
    if (Math.abs(margin) < Math.log(ODDS)) isAmbiguous[row] = 1;
  }
  return isAmbiguous;
}

function marginInNats({ classCount: K, values }: Probabilities, row: number, given: number): number {
  let other = 0;
  for (let k = 0; k < K; k++) {
    const value = values[row * K + k]!;
    if (value > other && k !== given) other = value;
  }
  return Math.log(values[row * K + given]!) - Math.log(other);
}
