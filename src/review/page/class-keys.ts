/** Choice of a class by key or by name. Does not use the DOM. */

const DIGITS = '123456789';
/** Letters that are not commands. */
const LETTERS = 'acefghijmnopqtvwxyz';

/** Up to so many classes each have a fixed key, the same for all candidates. */
export const MOST_FIXED_KEYS = DIGITS.length + LETTERS.length;

/** A class that is offered for a candidate, and its key. */
export interface ClassKey {
  readonly k: number;
  readonly key: string;
}

/**
 * The classes that are offered for a candidate. Few classes are all offered, in class order, with fixed keys. Of many,
 * the nine most likely, the given and the suggested one are; their numbers change from candidate to candidate.
 *
 * @param probabilities in class order; null where unknown
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

/** The classes whose names contain what was typed: those that begin with it first, each in class order. */
export function classesNamed(classes: readonly string[], typed: string): number[] {
  const wanted = typed.trim().toLowerCase();
  const all = classes.map((name, k) => ({ name: name.toLowerCase(), k }));
  const begins = all.filter(({ name }) => name.startsWith(wanted));
  const has = all.filter(({ name }) => !name.startsWith(wanted) && name.includes(wanted));
  return [...begins, ...has].map(({ k }) => k);
}
