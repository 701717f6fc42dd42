import type { SparseMembership } from '../naive-bayes/membership.js';

/** Classes are kept that are at least this much as likely as the likeliest class other than the given one; in nats. */
const KEPT_NATS = 3;
/** Where that keeps more classes, it is made stricter by so many nats until it does not. */
const MOST_KEPT = 16;
const STRICTER_NATS = Math.LN2;
/** A class that is so many nats less likely than the likeliest adds nothing to the sum of all. */
const NOTHING_NATS = 30;
/** Shares below this are not worth counting. */
const LEAST_SHARE = 0.01;

/** P of n rows by the words alone, kept for the few classes that matter for each row: among them always the given one. */
export interface LikelyClasses {
  /** K */
  readonly classCount: number;
  /** Where the list of each row starts; length n + 1. */
  readonly rowStart: Uint32Array;
  /** Classes, ascending within a row. */
  readonly classes: Uint32Array;
  /** ln P of each of them. */
  readonly logProbabilities: Float64Array;
  readonly probabilities: Float64Array;
  /** P of all other classes together; length n. */
  readonly tails: Float64Array;
}

/** Collects the likely classes of rows in order. */
export class LikelyClassesBuilder {
  readonly #classCount: number;
  readonly #rowStart: Uint32Array;
  readonly #tails: Float64Array;
  #row = 0;
  #length = 0;
  #classes = new Uint32Array(4096);
  #logProbabilities = new Float64Array(4096);

  constructor(rowCount: number, classCount: number) {
    this.#classCount = classCount;
    this.#rowStart = new Uint32Array(rowCount + 1);
    this.#tails = new Float64Array(rowCount);
  }

  /**
   * Adds a row.
   *
   * @param logits ln P + c; length K
   * @param given its given label
   * @returns by how much the given label wins over the best other class, in nats
   */
  add(logits: Float64Array, given: number): number {
    const bestOther = likeliestOther(logits, given);
    const largest = Math.max(logits[given]!, logits[bestOther]!);
    let sum = 0;
    for (let k = 0; k < logits.length; k++) {
      const below = logits[k]! - largest;
      if (below > -NOTHING_NATS) sum += Math.exp(below);
    }
    const logSum = largest + Math.log(sum);
    const least = leastKept(logits, logits[bestOther]!);
    if (this.#length + MOST_KEPT + 2 > this.#classes.length) this.#grow();
    let kept = 0;
    for (let k = 0; k < logits.length; k++) {
      if (logits[k]! < least && k !== given && k !== bestOther) continue;
      const logProbability = logits[k]! - logSum;
      this.#classes[this.#length] = k;
      this.#logProbabilities[this.#length++] = logProbability;
      if (logProbability > -NOTHING_NATS) kept += Math.exp(logProbability);
    }
    this.#tails[this.#row++] = Math.max(1 - kept, 0);
    this.#rowStart[this.#row] = this.#length;
    return logits[given]! - logits[bestOther]!;
  }

  finish(): LikelyClasses {
    const logProbabilities = this.#logProbabilities.slice(0, this.#length);
    return {
      classCount: this.#classCount,
      rowStart: this.#rowStart,
      classes: this.#classes.slice(0, this.#length),
      logProbabilities,
      probabilities: logProbabilities.map(Math.exp),
      tails: this.#tails,
    };
  }

  #grow(): void {
    const length = Math.ceil(1.5 * this.#classes.length);
    const [classes, logProbabilities] = [new Uint32Array(length), new Float64Array(length)];
    classes.set(this.#classes);
    logProbabilities.set(this.#logProbabilities);
    [this.#classes, this.#logProbabilities] = [classes, logProbabilities];
  }
}

function likeliestOther(logits: Float64Array, given: number): number {
  let best = given === 0 ? 1 : 0;
  for (let k = best + 1; k < logits.length; k++) if (k !== given && logits[k]! > logits[best]!) best = k;
  return best;
}

function leastKept(logits: Float64Array, ofBestOther: number): number {
  for (let least = ofBestOther - KEPT_NATS; ; least += STRICTER_NATS) {
    let count = 0;
    for (let k = 0; k < logits.length; k++) if (logits[k]! >= least) count++;
    if (count <= MOST_KEPT) return least;
  }
}

/**
 * P as n × K numbers: what is left of a row is spread evenly over the classes that were not kept.
 *
 * @returns each row sums to 1
 */
export function denseProbabilities(likely: LikelyClasses): Float64Array {
  const { classCount: K, rowStart, classes, tails } = likely;
  const probabilities = new Float64Array(tails.length * K);
  for (let row = 0; row < tails.length; row++) {
    const [start, end] = [rowStart[row]!, rowStart[row + 1]!];
    if (end - start < K) probabilities.fill(tails[row]! / (K - end + start), row * K, (row + 1) * K);
    for (let at = start; at < end; at++) probabilities[row * K + classes[at]!] = likely.probabilities[at]!;
  }
  return probabilities;
}

/**
 * The posteriors of the true class as soft labels, without shares that are not worth counting.
 *
 * @param byGiven T[k][y] at `y * K + k`
 * @param labels y of each row
 */
export function likelyPosteriors(
  likely: LikelyClasses,
  byGiven: Float64Array,
  labels: Uint32Array,
): SparseMembership {
  const { classCount: K, rowStart, classes, probabilities } = likely;
  const start = new Uint32Array(rowStart.length);
  const kept = new Uint32Array(classes.length);
  const shares = new Float64Array(classes.length);
  let length = 0;
  for (let row = 0; row < labels.length; row++) {
    const T = labels[row]! * K;
    const joint = (at: number) => probabilities[at]! * byGiven[T + classes[at]!]!;
    let all = 0;
    for (let at = rowStart[row]!; at < rowStart[row + 1]!; at++) all += joint(at);
    const first = length;
    let sum = 0;
    for (let at = rowStart[row]!; at < rowStart[row + 1]!; at++) {
      const share = all > 0 ? joint(at) / all : Number(classes[at] === labels[row]);
      if (share < LEAST_SHARE) continue;
      kept[length] = classes[at]!;
      shares[length++] = share;
      sum += share;
    }
    for (let at = first; at < length; at++) shares[at]! /= sum;
    start[row + 1] = length;
  }
  return { classCount: K, rowStart: start, classes: kept.slice(0, length), shares: shares.slice(0, length) };
}

/**
 * By how much the given label of each row wins over the best other class under T, in nats: see `margins`.
 *
 * @param byGiven T[k][y] at `y * K + k`
 * @param labels y of each row
 */
export function likelyMargins(
  likely: LikelyClasses,
  byGiven: Float64Array,
  labels: Uint32Array,
): Float64Array {
  const { classCount: K, rowStart, classes, logProbabilities } = likely;
  const logNoise = byGiven.map(Math.log);
  return Float64Array.from(labels, (given, row) => {
    let own = 0;
    let bestOther = Number.NEGATIVE_INFINITY;
    for (let at = rowStart[row]!; at < rowStart[row + 1]!; at++) {
      const k = classes[at]!;
      const z = logProbabilities[at]! + logNoise[given * K + k]!;
      if (k === given) own = z;
      else if (z > bestOther) bestOther = z;
    }
    return own - bestOther;
  });
}
