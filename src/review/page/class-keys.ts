/** Which key sets which class; no document is needed here. */

const DIGITS = '123456789';
/** Letters that mean nothing else. */
const LETTERS = 'acefghijmnopqtvwxyz';

/** So many classes have a key of their own, the same for all candidates. */
export const MOST_FIXED_KEYS = DIGITS.length + LETTERS.length;

/** A class that is shown for a candidate, and the key that sets it. */
export interface ClassKey {
  readonly k: number;
  readonly key: string;
}

/**
 * The classes shown for a candidate. Few classes are all shown, in class order, each with the same key always. Of
 * many, the likeliest nine, the given and the suggested one are: numbers then mean what is shown beside them.
 *
 * @param probabilities in class order; null where they are not known
 *
 * @example
 * classKeys(3, null, 0, 1) // [{ k: 0, key: '1' }, { k: 1, key: '2' }, { k: 2, key: '3' }]
 */
export function classKeys(
  classCount: number,
  probabilities: readonly number[] | null,
  given: number,
  suggested: number,
): ClassKey[] {
  const all = Array.from({ length: classCount }, (_, k) => k);
  if (classCount <= MOST_FIXED_KEYS) return all.map((k) => ({ k, key: (DIGITS + LETTERS)[k]! }));
  const likeliest =
    probabilities === null ? [] : all.sort((a, b) => probabilities[b]! - probabilities[a]! || a - b);
  const shown = [...new Set([suggested, ...likeliest.slice(0, DIGITS.length), given])];
  return shown.map((k, at) => ({ k, key: DIGITS[at] ?? '' }));
}
