/** Wrong labels drawn by chance; plain JavaScript, so that benches can use it as it is. */

/** How wrong labels are drawn. */
export const NOISE_KINDS = ['uniform', 'pair', 'sparse'];

/**
 * Draws labels that are wrong by chance: `uniform` gives any other class, `pair` the next one, and `sparse` takes
 * all wrong labels from half of the classes, each of which is only taken for one other.
 */
export function drawNoise({ truth, classCount: K }, kind, rate, seed) {
  const random = mulberry(seed);
  const other = (k) => (k + 1 + Math.floor(random() * (K - 1))) % K;
  const noisy = Array.from({ length: K }, (_, k) => kind !== 'sparse' || k % 2 === seed % 2);
  const target = Array.from({ length: K }, (_, k) => (kind === 'pair' ? (k + 1) % K : other(k)));
  const share = truth.reduce((sum, k) => sum + (noisy[k] ? 1 : 0), 0) / truth.length;
  return truth.map((k) => {
    if (!noisy[k] || random() >= Math.min(0.45, rate / share)) return k;
    return kind === 'uniform' ? other(k) : target[k];
  });
}

/** Random numbers in [0, 1), the same on every run. */
function mulberry(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
