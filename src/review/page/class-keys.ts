/** Choice of a class by key or by name. Does not use the DOM. */

const DIGITS = '123456789';
/** Letters that are not commands. */
const LETTERS = 'acefghijmnopqtvwxyz';
const OWN_DIGIT = /^[0-9]$/;

/** Up to so many classes each have a fixed key, the same for all candidates. */
export const MOST_FIXED_KEYS = DIGITS.length + LETTERS.length;

/** A class that is offered for a candidate, and its key. */
export interface ClassKey {
  readonly k: number;
  readonly key: string;
}

/**
 * The classes that are offered for a candidate. Few classes are all offered, in class order, with fixed keys. Of many,
 * the nine most likely, the given and the suggested one are; their numbers change from candidate to candidate. A class
 * whose name is a digit has that key, in either case.
 *
 * @param classes names
 * @param probabilities in class order; null where unknown
 *
 * @example
 * classKeys(['0', '1', 'spam'], null, 0, 1) // [{ k: 0, key: '0' }, { k: 1, key: '1' }, { k: 2, key: '2' }]
 */
export function classKeys(
  classes: readonly string[],
  probabilities: readonly number[] | null,
  given: number,
  suggested: number,
): ClassKey[] {
  const all = Array.from(classes.keys());
  if (classes.length <= MOST_FIXED_KEYS) return withKeys(all, classes, DIGITS + LETTERS);
  const likeliest =
    probabilities === null ? [] : all.sort((a, b) => probabilities[b]! - probabilities[a]! || a - b);
  const shown = [...new Set([suggested, ...likeliest.slice(0, DIGITS.length), given])];
  return withKeys(shown, classes, DIGITS);
}

/** Gives each class its own digit, or else the next key that no class owns; none where keys run out. */
function withKeys(shown: readonly number[], classes: readonly string[], keys: string): ClassKey[] {
  const owned = new Set(shown.map((k) => classes[k]!).filter((name) => OWN_DIGIT.test(name)));
  const free = [...keys].filter((key) => !owned.has(key));
  let next = 0;
  return shown.map((k) => ({ k, key: owned.has(classes[k]!) ? classes[k]! : (free[next++] ?? '') }));
}

/** The classes whose names contain what was typed: those that begin with it first, each in class order. */
export function classesNamed(classes: readonly string[], typed: string): number[] {
  const wanted = typed.trim().toLowerCase();
  const all = classes.map((name, k) => ({ name: name.toLowerCase(), k }));
  const begins = all.filter(({ name }) => name.startsWith(wanted));
  const has = all.filter(({ name }) => !name.startsWith(wanted) && name.includes(wanted));
  return [...begins, ...has].map(({ k }) => k);
}
