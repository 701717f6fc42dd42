import { MultinomialNB } from 'ml-naivebayes';

/** Up to this count, an array is the lookup table. */
const LARGEST_LISTED = 4095;
/** Sums of whole numbers up to here are exact in any order. */
const EXACT = Number.MAX_SAFE_INTEGER;

/**
 * ln P(word) of each word of one class, smoothed by 1: ln ((c[w] + 1) / (Σ c + V)), by ml-naivebayes.
 *
 * With whole counts, words of equal count have equal probability. So ml-naivebayes gets each different count once, and
 * one filler count for the repeated ones: its sum, and so every bit of its result, is the same in a fraction of the
 * time.
 *
 * @param counts occurrences of words, 0 or above
 * @param absent number of the V words that do not occur
 *
 * @example
 * logProbabilitiesOf(Float64Array.of(3, 3), 1) // present: [ln (4 / 9), ln (4 / 9)], absent: ln (1 / 9)
 */
export function logProbabilitiesOf(counts: Float64Array, absent: number): LogProbabilities {
  const different = differentCounts(counts, absent);
  if (different === null) {
    const all = new Float64Array(counts.length + absent);
    all.set(counts);
    const found = train(all);
    return { present: found.subarray(0, counts.length), absent: found[counts.length] ?? Number.NaN };
  }
  const made = counts.length + absent - different.counts.length;
  // (f + 1) is what the repeated words and their smoothing add to the sum; 0 where none is repeated.
  const filler = different.missing + made - 1;
  const asked = made === 0 ? different.counts : [...different.counts, filler];
  const found = train(asked);
  const present = new Float64Array(counts.length);
  for (let word = 0; word < counts.length; word++) present[word] = found[different.numberOf(counts[word]!)]!;
  return { present, absent: absent === 0 ? Number.NaN : found[different.numberOf(0)]! };
}

/** Logarithms of word probabilities of one class. */
export interface LogProbabilities {
  /** For the words whose counts were given, in their order. */
  readonly present: Float64Array;
  /** For each word that does not occur; NaN where there is none. */
  readonly absent: number;
}

/** The different counts of some words, in order of first appearance. */
interface DifferentCounts {
  readonly counts: readonly number[];
  /** The sum of all words less the sum of these counts. */
  readonly missing: number;
  numberOf(count: number): number;
}

/** Null where counts are not whole numbers with an exact sum: then ml-naivebayes must sum them itself. */
function differentCounts(counts: Float64Array, absent: number): DifferentCounts | null {
  const listed = new Int32Array(LARGEST_LISTED + 1);
  const others = new Map<number, number>();
  const found: number[] = absent === 0 ? [] : [0];
  if (absent > 0) listed[0] = 1;
  let missing = 0;
  for (const count of counts) {
    const known = count <= LARGEST_LISTED ? listed[count] : (others.get(count) ?? 0);
    if (known === undefined || !(count <= EXACT)) return null;
    if (known > 0) missing += count;
    else {
      if (!Number.isInteger(count)) return null;
      found.push(count);
      if (count <= LARGEST_LISTED) listed[count] = found.length;
      else others.set(count, found.length);
    }
  }
  const sum = found.reduce((total, count) => total + count, missing);
  if (sum + counts.length + absent > EXACT) return null;
  const numberOf = (count: number) => (count <= LARGEST_LISTED ? listed[count]! : others.get(count)!) - 1;
  return { counts: found, missing, numberOf };
}

function train(counts: ArrayLike<number>): Float64Array {
  const classifier = new MultinomialNB();
  classifier.train([counts], [0]);
  const trained = classifier.conditionalProbability;
  return Float64Array.from({ length: counts.length }, (_, word) => trained.get(0, word));
}
