import type { Dataset, DuplicateGroup } from '../types.js';
import { KeyHash } from '../vectorize/term-keys.js';
import { hasUnspacedScript } from '../vectorize/tokenize.js';
import { wordsOf } from '../vectorize/words.js';
import { differ, majorityOf } from './conflicting-duplicates.js';
import { keyOfText } from './row-keys.js';

/** Texts are near duplicates from this share of common shingles on. */
export const NEAR = 0.8;
/** Consecutive words that are compared as one; a shorter text is one shingle. */
const SHINGLE = 3;
/** Most texts of one band to which a text is compared; larger bands are copies of a template, which other bands find. */
const MOST_COMPARED = 64;

/**
 * Rows whose texts are nearly the same and whose labels differ: 80 % or more of all their shingles of three words
 * are common to both (Jaccard). MinHash over bands finds pairs that may be near (Broder, "On the Resemblance and
 * Containment of Documents", 1997); each is then compared exactly. One such pair in 5,000 is missed.
 *
 * Own code, since the packages for Node have random hash functions, or no bands, or ten dependencies.
 *
 * @param dataset n rows, whose texts are read again
 * @param labels to compare, length n; default the given ones
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

/**
 * Bands of a signature and hashes in each: two texts that have 80 % of their shingles in common agree on a band
 * with 0.8^4, and on none of 16 with (1 − 0.8^4)^16, once in 4,600 pairs.
 */
const BANDS = 16;
const HASHES_A_BAND = 4;

/**
 * The MinHash signatures of sets, band by band: sets that agree on a band may be near each other.
 *
 * @param sets hashes of n sets
 * @returns for each band a key of every set, length n; those of empty sets are different from all others
 */
export function* bandsOf(sets: readonly Float64Array[]): Generator<Float64Array> {
  const smallest = new Uint32Array(HASHES_A_BAND);
  for (let band = 0; band < BANDS; band++) {
    const keys = new Float64Array(sets.length);
    for (const [at, set] of sets.entries()) {
      smallest.fill(0xffffffff);
      for (const member of set) {
        const [low, high] = [member | 0, (member / 4294967296) | 0];
        for (let h = 0; h < HASHES_A_BAND; h++) {
          const hash = mix(low, high, band * HASHES_A_BAND + h);
          if (hash < smallest[h]!) smallest[h] = hash;
        }
      }
      const key = new KeyHash();
      for (const hash of smallest) key.add(hash);
      keys[at] = set.length === 0 ? -1 - at : key.value();
    }
    yield keys;
  }
}

/** One of many hash functions of a 53-bit number, 32 bits. */
function mix(low: number, high: number, which: number): number {
  let hash = Math.imul(low ^ Math.imul(which + 1, 0x9e3779b1), 0x85ebca6b) ^ high;
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 13), 0x27d4eb2f);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * Jaccard's index of two sets: the share of the members of either that are in both.
 *
 * @param a sorted, without repetition
 * @param b the same
 *
 * @example
 * jaccard(Float64Array.of(1, 2, 3), Float64Array.of(2, 3, 4)) // 0.5
 */
export function jaccard(a: Float64Array, b: Float64Array): number {
  let [i, j, common] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      common++;
      i++;
      j++;
    } else if (a[i]! < b[j]!) i++;
    else j++;
  }
  const all = a.length + b.length - common;
  return all === 0 ? 0 : common / all;
}
