/** Helpers for the wording of messages. */

/** Most names in a list; an ellipsis replaces the rest. */
const MOST_NAMES = 40;

/** Joins names for a message: "a, b or c". */
export function either(names: readonly string[]): string {
  if (names.length > MOST_NAMES) return `${names.slice(0, MOST_NAMES).join(', ')}, …`;
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

/** Numbers as people write them: 1234567 becomes "1,234,567". */
export function withCommas(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** A share as a percentage: 0.125 becomes "12.5 %". */
export function percent(share: number, digits = 1): string {
  return `${(100 * share).toFixed(digits)} %`;
}

/** A number with its noun: "1 row", "1,200 rows", "2 classes". */
export function counted(count: number, thing: string, things = `${thing}s`): string {
  return `${withCommas(count)} ${count === 1 ? thing : things}`;
}

/** A word, quoted for a shell where needed. */
export function shellWord(word: string): string {
  return /^[\w./:=,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A value of the data for a message: shortened, since a cell may be a whole article. */
export const shown = (value: string) => `"${value.length > 40 ? `${value.slice(0, 39)}…` : value}"`;

/** Longer names are texts rather than mistyped names, and edit distances of them take long. */
const LONGEST_NAME = 200;

/** The known name that is most similar to a mistyped one; undefined where none is similar. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const wanted = name.trim().toLowerCase();
  if (wanted.length > LONGEST_NAME) return undefined;
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(wanted, candidate.trim().toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= limit && distance < candidate.length)
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.candidate;
}

/** Insertions, deletions, replacements and swaps of neighbours that turn a into b. */
function editDistance(a: string, b: string): number {
  if (b.length > 2 * a.length) return a.length + b.length;
  let [before, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) row[j] = Math.min(row[j]!, before[j - 2]! + 1);
    }
    [before, last] = [last, row];
  }
  return last[b.length]!;
}

/** A list of class names for a message, shortened if it is long. */
export const listed = (names: readonly string[]) =>
  names.length > 8 ? `${names.slice(0, 8).map(shown).join(', ')}, …` : names.map(shown).join(', ');
