import { KeyHash } from './same-keys.js';

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
