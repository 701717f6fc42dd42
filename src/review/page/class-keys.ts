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

/**
 * The classes that what was typed can mean: those whose names begin with it, then those that contain it, then those with
 * words that begin with each of its words, then those with its letters in order. Of equally good ones the most probable
 * comes first.
 *
 * @param classes names
 * @param typed empty for all classes
 * @param probabilities in class order; null where unknown: then in class order
 *
 * @example
 * classesNamed(['refund', 'card_not_working'], 'card not', null) // [1]
 */
export function classesNamed(
  classes: readonly string[],
  typed: string,
  probabilities: readonly number[] | null,
): number[] {
  const wanted = wordsIn(typed);
  const found = classes.flatMap((name, k) => {
    const grade = gradeOf(wordsIn(name), wanted);
    return grade === undefined ? [] : [{ k, grade, probability: probabilities?.[k] ?? 0 }];
  });
  return found
    .sort((a, b) => a.grade - b.grade || b.probability - a.probability || a.k - b.k)
    .map(({ k }) => k);
}

/** The words of a name or of what was typed, in lower case; signs separate them. */
function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/** How well a name fits what was typed, 0 is best; undefined where it does not. */
function gradeOf(name: readonly string[], wanted: readonly string[]): number | undefined {
  const [whole, phrase] = [name.join(' '), wanted.join(' ')];
  if (whole.startsWith(phrase)) return 0;
  if (whole.includes(phrase)) return 1;
  if (wanted.every((word) => name.some((each) => each.startsWith(word)))) return 2;
  return hasInOrder(name.join(''), wanted.join('')) ? 3 : undefined;
}

/** Whether all letters are in a name, in this order. */
function hasInOrder(name: string, letters: string): boolean {
  let at = 0;
  for (const letter of letters) {
    const found = name.indexOf(letter, at);
    if (found === -1) return false;
    at = found + letter.length;
  }
  return true;
}
