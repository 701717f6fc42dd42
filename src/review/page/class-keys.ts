/** How a class is chosen, by a key or by its name; no document is needed here. */

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

/** The classes whose names fit what was typed: those that begin so first, each in class order. */
export function classesNamed(classes: readonly string[], typed: string): number[] {
  const wanted = typed.trim().toLowerCase();
  const all = classes.map((name, k) => ({ name: name.toLowerCase(), k }));
  const begins = all.filter(({ name }) => name.startsWith(wanted));
  const has = all.filter(({ name }) => !name.startsWith(wanted) && name.includes(wanted));
  return [...begins, ...has].map(({ k }) => k);
}
