import { NEGLIGIBLE_SHARE } from '../naive-bayes/leave-one-out.js';
import { leftOutShares } from '../naive-bayes/membership.js';
import type { TermMatrix } from '../types.js';
import { type CharacterRuns, characterRuns, sharedRuns } from './character-runs.js';
import {
  classChunks,
  countedMatrices,
  logWithout,
  type NewRows,
  type TrainingRows,
  type View,
} from './views.js';

/**
 * View 3, runs of four characters: leave-one-out multinomial naive Bayes over the runs of a row's words under the soft
 * labels,
 *
 *     view[i][k] = (Σ_{g in two texts} c·ln(N[k][g] − q·c + α) − s[i]·ln(M[k] − q·r[i] + α·R)) / √max(s[i], 1)
 *
 * with c[i][g] the runs of row i, r[i] all of them and s[i] those of two texts or more, q the soft label that is left
 * out with the row, N and M the soft counts, and R the number of different runs.
 *
 * A word always has the same runs: for most classes of a row the sum is one of numbers of its words, looked up in a
 * table of words × classes. Only for the few classes that the row belongs to are its own runs gone through.
 *
 * @param weights Qh of the training rows, n × K
 * @param judged other rows, whose runs count where a training row has them
 * @param alpha additive smoothing
 */
export function runsView(
  training: TrainingRows,
  weights: Float64Array,
  judged: NewRows | null,
  alpha: number,
): View {
  const K = training.classCount;
  const V = training.terms.vocabularySize;
  const runs = characterRuns(judged === null ? training.words.slice(0, V) : training.words);
  // The training rows' words come first, and so do their runs.
  const known = judged === null ? runs.count : highest(runs.runs.subarray(0, runs.start[V])) + 1;
  const isShared = sharedRuns(runs, training);
  const isKnown = new Uint8Array(runs.count).fill(1, 0, known);
  const own = new Float64Array(training.labels.length * K);
  const ofJudged = judged === null ? null : new Float64Array(judged.labels.length * K);
  const leftOut = leftOutShares({ classCount: K, weights }, training.copies);
  for (const [from, to] of classChunks(runs.count + training.words.length, K)) {
    const counts = countRuns(training, weights, { runs, known, from, to, alpha });
    scoreRuns(training.terms, counts, { isScored: isShared, leftOut }, own);
    if (ofJudged !== null) scoreRuns(judged!.terms, counts, { isScored: isKnown, leftOut: null }, ofJudged);
  }
  return { own, judged: ofJudged };
}

function highest(numbers: Uint32Array): number {
  let most = -1;
  for (let at = 0; at < numbers.length; at++) most = Math.max(most, numbers[at]!);
  return most;
}

/** Soft counts of runs for the classes `from` … `to` − 1. */
interface RunCounts {
  readonly runs: CharacterRuns;
  /** R */
  readonly known: number;
  readonly from: number;
  readonly to: number;
  readonly alpha: number;
  /** K */
  readonly classCount: number;
  /** N of each run and class of the stretch, run-major. */
  readonly counts: Float64Array;
  /** ln(N + α) */
  readonly logs: Float64Array;
  /** M of each class of the stretch. */
  readonly totals: Float64Array;
}

/** Counts the words of the rows, and from these their runs. */
function countRuns(
  training: TrainingRows,
  weights: Float64Array,
  stretch: Pick<RunCounts, 'runs' | 'known' | 'from' | 'to' | 'alpha'>,
): RunCounts {
  const { runs, from, to, alpha } = stretch;
  const K = training.classCount;
  const V = training.terms.vocabularySize;
  const width = to - from;
  const words = new Float64Array(V * width);
  for (const { matrix, labels } of countedMatrices('terms', training)) {
    for (const { firstRow, rowStart, term, count } of matrix.blocks) {
      for (let i = 0; i + 1 < rowStart.length; i++) {
        const row = firstRow + i;
        for (let k = 0; k < width; k++) {
          const share =
            labels === undefined ? weights[row * K + from + k]! : Number(labels[row] === from + k);
          if (share === 0) continue;
          for (let entry = rowStart[i]!; entry < rowStart[i + 1]!; entry++) {
            words[term[entry]! * width + k]! += share * count[entry]!;
          }
        }
      }
    }
  }
  const counts = new Float64Array(runs.count * width);
  const totals = new Float64Array(width);
  for (let word = 0; word < V; word++) {
    for (let at = runs.start[word]!; at < runs.start[word + 1]!; at++) {
      for (let k = 0; k < width; k++) {
        const occurrences = words[word * width + k]!;
        counts[runs.runs[at]! * width + k]! += occurrences;
        totals[k]! += occurrences;
      }
    }
  }
  return { ...stretch, classCount: K, counts, logs: counts.map((N) => Math.log(N + alpha)), totals };
}

/** Which runs are scored, and what is left out with a row; null for rows that were not counted. */
interface Scoring {
  readonly isScored: Uint8Array;
  readonly leftOut: ((row: number, k: number) => number) | null;
}

/** Scores rows under soft counts, and writes the columns of the stretch. */
function scoreRuns(terms: TermMatrix, counts: RunCounts, scoring: Scoring, view: Float64Array): void {
  const { runs, known, from, to, alpha, classCount: K, totals } = counts;
  const { leftOut } = scoring;
  const width = to - from;
  const table = tableOfWords(counts, scoring.isScored);
  const own = new OwnRuns(counts, scoring.isScored);
  for (const { firstRow, rowStart, term, count } of terms.blocks) {
    for (let i = 0; i + 1 < rowStart.length; i++) {
      const row = firstRow + i;
      let [all, scored] = [0, 0];
      for (let entry = rowStart[i]!; entry < rowStart[i + 1]!; entry++) {
        const word = term[entry]!;
        const x = count[entry]!;
        all += x * (runs.start[word + 1]! - runs.start[word]!);
        scored += x * table.lengths[word]!;
        const place = word * width;
        for (let k = 0; k < width; k++) view[row * K + from + k]! += x * table.sums[place + k]!;
      }
      if (scored === 0) continue;
      const scale = Math.sqrt(scored);
      own.forget();
      for (let k = 0; k < width; k++) {
        const share = leftOut === null ? 0 : leftOut(row, from + k);
        const left = share < NEGLIGIBLE_SHARE ? 0 : share;
        let sum = view[row * K + from + k]!;
        if (left > 0) {
          own.read(term, count, rowStart[i]!, rowStart[i + 1]!);
          sum += own.change(left, k);
        }
        const others = Math.max(totals[k]! - left * all, 0);
        view[row * K + from + k] = (sum - scored * Math.log(others + alpha * known)) / scale;
      }
    }
  }
}

/** Of each word the sum of ln(N + α) over its scored runs, by class, and how many they are. */
function tableOfWords({ runs, from, to, logs }: RunCounts, isScored: Uint8Array) {
  const width = to - from;
  const words = runs.start.length - 1;
  const sums = new Float64Array(words * width);
  const lengths = new Uint32Array(words);
  for (let word = 0; word < words; word++) {
    for (let at = runs.start[word]!; at < runs.start[word + 1]!; at++) {
      const run = runs.runs[at]!;
      if (isScored[run] === 0) continue;
      lengths[word]!++;
      for (let k = 0; k < width; k++) sums[word * width + k]! += logs[run * width + k]!;
    }
  }
  return { sums, lengths };
}

/** The scored runs of one row, each once, and how often it occurs there. */
class OwnRuns {
  readonly #counts: RunCounts;
  readonly #isScored: Uint8Array;
  readonly #occurrences: Uint32Array;
  #list = new Uint32Array(1024);
  #length = 0;

  constructor(counts: RunCounts, isScored: Uint8Array) {
    this.#counts = counts;
    this.#isScored = isScored;
    this.#occurrences = new Uint32Array(counts.runs.count);
  }

  forget(): void {
    for (let at = 0; at < this.#length; at++) this.#occurrences[this.#list[at]!] = 0;
    this.#length = 0;
  }

  /** Reads the runs of a row, unless they have been read. */
  read(term: Uint32Array, count: ArrayLike<number>, from: number, to: number): void {
    if (this.#length > 0) return;
    const { start, runs } = this.#counts.runs;
    const [isScored, occurrences] = [this.#isScored, this.#occurrences];
    let length = 0;
    for (let entry = from; entry < to; entry++) {
      const word = term[entry]!;
      const x = count[entry]!;
      const end = start[word + 1]!;
      this.#makeRoom(length + end - start[word]!);
      const list = this.#list;
      for (let at = start[word]!; at < end; at++) {
        const run = runs[at]!;
        if (isScored[run] === 0) continue;
        if (occurrences[run] === 0) list[length++] = run;
        occurrences[run]! += x;
      }
    }
    this.#length = length;
  }

  /** By how much the sum over the row's runs changes for a class where a share of them is left out. */
  change(share: number, k: number): number {
    const { from, to, alpha, counts, logs } = this.#counts;
    const [list, occurrences] = [this.#list, this.#occurrences];
    const width = to - from;
    let change = 0;
    for (let at = 0; at < this.#length; at++) {
      const run = list[at]!;
      const c = occurrences[run]!;
      const place = run * width + k;
      change += c * (logWithout(counts[place]!, logs[place]!, share * c, alpha) - logs[place]!);
    }
    return change;
  }

  #makeRoom(length: number): void {
    if (this.#list.length >= length) return;
    const longer = new Uint32Array(2 * length);
    longer.set(this.#list);
    this.#list = longer;
  }
}
