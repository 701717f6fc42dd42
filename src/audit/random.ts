/** Random numbers that are the same on every run: seeded, and drawn from the usual distributions. */

/** Returns random numbers in [0, 1). */
export type Random = () => number;

/**
 * A generator of 32 bits of state (Mulberry32), whose sequence a seed determines.
 *
 * @example
 * randomNumbers(1)() // 0.6270739405881613
 */
export function randomNumbers(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A standard normal number, by Marsaglia's polar method. */
function normal(random: Random): number {
  for (;;) {
    const [u, v] = [2 * random() - 1, 2 * random() - 1];
    const square = u * u + v * v;
    if (square > 0 && square < 1) return u * Math.sqrt((-2 * Math.log(square)) / square);
  }
}

/** A gamma number of some shape above 0 and scale 1, by Marsaglia and Tsang 2000. */
function gamma(shape: number, random: Random): number {
  if (shape < 1) return gamma(shape + 1, random) * random() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** A beta number, from 0 to 1; both parameters are above 0. */
export function betaNumber(a: number, b: number, random: Random): number {
  const [x, y] = [gamma(a, random), gamma(b, random)];
  // Both may be rounded to 0 where the parameters are tiny.
  return x + y === 0 ? 0 : x / (x + y);
}

/** With fewer expected successes and failures, binomial numbers are drawn exactly. */
const NORMAL_FROM = 20;

/** A binomial number: successes in n trials of probability p; approximately normal where n p (1 − p) is large. */
export function binomialNumber(n: number, p: number, random: Random): number {
  if (n <= 0 || p <= 0) return 0;
  if (p > 0.5) return n - binomialNumber(n, 1 - p, random);
  const mean = n * p;
  if (mean >= NORMAL_FROM) {
    const drawn = Math.round(mean + Math.sqrt(mean * (1 - p)) * normal(random));
    return Math.min(n, Math.max(0, drawn));
  }
  // Inversion: subtracts the probabilities of 0, 1, 2 … successes from a uniform number.
  let left = random();
  let probability = Math.exp(n * Math.log1p(-p));
  let successes = 0;
  while (left > probability && successes < n) {
    left -= probability;
    probability *= ((n - successes) / (successes + 1)) * (p / (1 - p));
    successes++;
  }
  return successes;
}
