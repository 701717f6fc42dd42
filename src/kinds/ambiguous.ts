import type { Judgement, Probabilities } from '../types.js';

/** A row lies between two classes where neither is so many times as likely as the other. */
const ODDS = 3;

/**
 * Judged rows that lie between two classes, of which the given one is one: the odds of the given label against
 * the best other are between 1 to 3 and 3 to 1.
 *
 * @param labels given class of each row; length n
 * @param judgement what a method said of them
 * @param rankKeyIsMargin whether the method ranks by the margin in nats of the given label, as noise-aware does;
 *   else the odds are those of its probabilities
 * @param isAsked 1 for the rows that are asked about; length n
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
