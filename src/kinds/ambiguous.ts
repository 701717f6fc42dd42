import type { Judgement } from '../types.js';

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
 * @returns 1 for ambiguous rows; length n
 */
export function findAmbiguous(
  labels: Uint32Array,
  { probabilities, judged, rankKey }: Judgement,
  rankKeyIsMargin: boolean,
): Uint8Array {
  const { classCount: K, values } = probabilities;
  const margin = (row: number) => {
    if (rankKeyIsMargin) return rankKey[row]!;
    const own = values[row * K + labels[row]!]!;
    let other = 0;
    for (let k = 0; k < K; k++) if (k !== labels[row]) other = Math.max(other, values[row * K + k]!);
    return Math.log(own) - Math.log(other);
  };
  return Uint8Array.from(labels, (_, row) =>
    judged[row] === 1 && Math.abs(margin(row)) < Math.log(ODDS) ? 1 : 0,
  );
}
