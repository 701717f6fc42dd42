import type { Dataset, DuplicateGroup } from '../types.js';
import { hasUnspacedScript } from '../vectorize/scripts.js';
import { wordsOf } from '../vectorize/words.js';
import { differ, majorityOf } from './conflicting-duplicates.js';
import { bandsOf, jaccard } from './min-hash.js';
import { keyOfText } from './row-keys.js';
import { KeyHash } from './same-keys.js';

/** Texts are near duplicates from this share of common shingles on. */
export const NEAR = 0.8;
/** Words in a row that are compared as one; a shorter text is one shingle. */
const SHINGLE = 3;
/** Different texts of one band that a text is compared with; more are copies of a template, and found by another. */
const MOST_COMPARED = 64;

/**
 * Rows whose texts are nearly the same and whose labels differ: 80 % or more of all their shingles of three words
 * are common to both (Jaccard). MinHash over bands finds pairs that may be near (Broder, "On the Resemblance and
 * Containment of Documents", 1997); each is then compared exactly. A pair as near as that is missed once in 5,000.
 *
 * Own code, since the packages for Node bring hash functions drawn at random, or no bands, or ten dependencies.
 *
 * @param dataset n rows, whose texts are read again
 * @param labels what is compared, length n; default the given ones
 * @returns groups whose texts are not all the same, in order of their first row
 */
export async function nearDuplicates(
  dataset: Dataset,
  labels: Uint32Array = dataset.labels,
): Promise<DuplicateGroup[]> {
  const { shingles, keys } = await readShingles(dataset);
  const parent = Int32Array.from(shingles.keys());
  const rootOf = (row: number): number => {
    let root = row;
    while (parent[root] !== root) root = parent[root]!;
    parent[row] = root;
    return root;
  };
  for (const bands of bandsOf(shingles)) {
    const seen = new Map<number, number[]>();
    for (const [row, key] of bands.entries()) {
      const others = seen.get(key);
      if (others === undefined) {
        seen.set(key, [row]);
        continue;
      }
      let isCopy = false;
      for (const other of others) {
        const [a, b] = [rootOf(row), rootOf(other)];
        const near = a === b ? 1 : jaccard(shingles[row]!, shingles[other]!);
        if (near >= NEAR) parent[Math.max(a, b)] = Math.min(a, b);
        isCopy ||= near === 1;
      }
      if (!isCopy && others.length < MOST_COMPARED) others.push(row);
    }
  }
  const groups = new Map<number, number[]>();
  for (const row of shingles.keys()) {
    if (shingles[row]!.length === 0) continue;
    const root = rootOf(row);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [row]);
    else group.push(row);
  }
  return [...groups.values()]
    .filter((rows) => differ(rows, labels) && rows.some((row) => keys[row] !== keys[rows[0]!]))
    .map((rows) => ({ rows, majority: majorityOf(rows, labels) }));
}

/** The different shingles of each row as sorted hashes, and the key of its text. */
async function readShingles(dataset: Dataset) {
  const words = wordsOf({}, 'words');
  const characters = wordsOf({ ngrams: 1 }, 'characters');
  const shingles: Float64Array[] = [];
  const keys: number[] = [];
  for await (const { text } of dataset.readTexts(dataset.labels.keys())) {
    shingles.push(shinglesOf((hasUnspacedScript(text) ? characters : words)(text)));
    keys.push(keyOfText(text));
  }
  return { shingles, keys };
}

function shinglesOf(words: readonly string[]): Float64Array {
  if (words.length === 0) return new Float64Array();
  const hashes = new Set<number>();
  for (let at = 0; at === 0 || at + SHINGLE <= words.length; at++) {
    const hash = new KeyHash();
    for (const word of words.slice(at, at + SHINGLE)) {
      for (let i = 0; i < word.length; i++) hash.add(word.charCodeAt(i));
      hash.add(0);
    }
    hashes.add(hash.value());
  }
  return Float64Array.from(hashes).sort();
}
