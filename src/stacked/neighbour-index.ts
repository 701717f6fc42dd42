import type { TermBlock } from '../types.js';
import { Nearest } from './nearest.js';
import { countedMatrices, type IndexedRows } from './views.js';

/** Neighbours of a row that vote for its class. */
const NEAREST = 40;
/** Commoner words than this share of the rows say little and cost most; they count in the norm alone. */
const MOST_COMMON = 0.1;
/** With more rows than this, only the heaviest rare words of a row look for neighbours. */
const EXACT_ROWS = 20_000;
const HEAVIEST_WORDS = 12;
const MOST_ROWS_OF_RARE = 400;

/**
 * Finds the rows that are most like a row, by the cosine of sublinear tf-idf vectors: a word that occurs x times in a
 * row and in df of n rows weighs (1 + ln x)·ln((1 + n) / (1 + df)), words with df < 2 nothing, and vectors have
 * length 1. Similarity is the sum over shared words with df ≤ 0.1·n. Above 20,000 rows only the 12 heaviest words of
 * a row with df ≤ 400 are looked up.
 *
 * An inverted index: of each word the rows that have it, in typed arrays. Rows of the index are the training rows,
 * numbered 0 … n−1, and the trusted rows after them.
 */
export class NeighbourIndex {
  readonly #inverseFrequencies: Float64Array;
  /** 1 for words that are looked up. */
  readonly #isLookedUp: Uint8Array;
  readonly #start: Uint32Array;
  /** The rows of each word, those that have it more than once as −1 − row: then `counts` is looked at. */
  readonly #rows: Int32Array;
  readonly #counts: Uint16Array;
  /**
   * Of each row two numbers that are asked for together: the sum of a search, 0 between searches, and 1 / length of
   * its vector.
   */
  readonly #cells: Float64Array;
  readonly #isExact: boolean;
  readonly #groupOf: Int32Array | undefined;
  readonly #touched: Uint32Array;
  /** The places of the words of a row that are looked up, and what they weigh. */
  #entries = new Uint32Array(256);
  #weights = new Float64Array(256);
  readonly nearest: Nearest;

  /** @param most how many rows a search finds */
  constructor(training: IndexedRows, most = NEAREST) {
    this.nearest = new Nearest(most);
    const { documentFrequencies, rowCount } = training.statistics;
    this.#groupOf = training.copies?.groupOf;
    this.#isExact = rowCount <= EXACT_ROWS;
    const mostRows = this.#isExact
      ? MOST_COMMON * rowCount
      : Math.min(MOST_COMMON * rowCount, MOST_ROWS_OF_RARE);
    this.#inverseFrequencies = Float64Array.from(documentFrequencies, (df) =>
      df < 2 ? 0 : Math.log((1 + rowCount) / (1 + df)),
    );
    this.#isLookedUp = Uint8Array.from(documentFrequencies, (df) => Number(df >= 2 && df <= mostRows));
    this.#cells = new Float64Array(2 * rowCount);
    this.#touched = new Uint32Array(rowCount + 1);
    this.#start = this.#countPostings(training);
    const postings = this.#start.at(-1)!;
    this.#rows = new Int32Array(postings);
    this.#counts = new Uint16Array(postings);
    this.#fill(training);
  }

  /** Where the rows of each word will begin; length V + 1. */
  #countPostings(training: IndexedRows): Uint32Array {
    const start = new Uint32Array(this.#isLookedUp.length + 1);
    for (const { matrix } of countedMatrices('terms', training)) {
      for (const { term } of matrix.blocks) {
        for (let entry = 0; entry < term.length; entry++) {
          if (this.#isLookedUp[term[entry]!] === 1) start[term[entry]! + 1]!++;
        }
      }
    }
    for (let word = 1; word < start.length; word++) start[word]! += start[word - 1]!;
    return start;
  }

  #fill(training: IndexedRows): void {
    const next = this.#start.slice();
    for (const { matrix, firstNumber } of countedMatrices('terms', training)) {
      for (const block of matrix.blocks) {
        const { firstRow, rowStart, term, count } = block;
        for (let i = 0; i + 1 < rowStart.length; i++) {
          const row = firstNumber + firstRow + i;
          this.#cells[2 * row + 1] = this.#inverseNorm(block, i);
          for (let entry = rowStart[i]!; entry < rowStart[i + 1]!; entry++) {
            const word = term[entry]!;
            if (this.#isLookedUp[word] === 0) continue;
            const place = next[word]!++;
            this.#rows[place] = count[entry] === 1 ? row : -1 - row;
            this.#counts[place] = Math.min(count[entry]!, 0xffff);
          }
        }
      }
    }
  }

  #inverseNorm({ rowStart, term, count }: TermBlock, i: number): number {
    let sum = 0;
    for (let entry = rowStart[i]!; entry < rowStart[i + 1]!; entry++) {
      const weight = sublinear(count[entry]!) * (this.#inverseFrequencies[term[entry]!] ?? 0);
      sum += weight * weight;
    }
    return sum === 0 ? 1 : 1 / Math.sqrt(sum);
  }

  /**
   * Finds the nearest rows of the i-th row of a block; they are in `nearest` until the next search.
   *
   * @param self the number of the row where it is one of the training rows: neither it nor its copies are neighbours; −1
   *   for another row
   */
  search(block: TermBlock, i: number, self: number): Nearest {
    const found = this.#chooseWords(block, i);
    const [cells, touched, rows, counts] = [this.#cells, this.#touched, this.#rows, this.#counts];
    let reached = 0;
    for (let at = 0; at < found; at++) {
      const word = block.term[this.#entries[at]!]!;
      const weight = this.#weights[at]! * this.#inverseFrequencies[word]!;
      const end = this.#start[word + 1]!;
      for (let place = this.#start[word]!; place < end; place++) {
        let row = rows[place]!;
        let gain = weight;
        if (row < 0) {
          row = -1 - row;
          gain *= sublinear(counts[place]!);
        }
        const before = cells[2 * row]!;
        // Written in any case, since whether a row is new is guessed wrong too often.
        touched[reached] = row;
        reached += before === 0 ? 1 : 0;
        cells[2 * row] = before + gain;
      }
    }
    this.#offer(reached, self);
    return this.nearest;
  }

  /** Offers the rows that were reached, but for the row itself and its copies, and forgets their sums. */
  #offer(reached: number, self: number): void {
    const [cells, touched, nearest] = [this.#cells, this.#touched, this.nearest];
    const groupOf = this.#groupOf;
    const group = self < 0 ? -1 : (groupOf?.[self] ?? -1);
    nearest.clear();
    let least = 0;
    for (let at = 0; at < reached; at++) {
      const row = touched[at]!;
      const similarity = cells[2 * row]! * cells[2 * row + 1]!;
      cells[2 * row] = 0;
      if (similarity < least || row === self || (group >= 0 && groupOf![row] === group)) continue;
      nearest.offer(row, similarity);
      least = nearest.least;
    }
  }

  /** Chooses the words of a row that are looked up; returns how many they are. */
  #chooseWords(block: TermBlock, i: number): number {
    const { rowStart, term, count } = block;
    const end = rowStart[i + 1]!;
    this.#makeRoom(end - rowStart[i]!);
    const [entries, weights] = [this.#entries, this.#weights];
    const inverseNorm = this.#inverseNorm(block, i);
    const most = this.#isExact ? end - rowStart[i]! : HEAVIEST_WORDS;
    let found = 0;
    for (let entry = rowStart[i]!; entry < end; entry++) {
      const word = term[entry]!;
      if (this.#isLookedUp[word] !== 1) continue;
      const weight = sublinear(count[entry]!) * this.#inverseFrequencies[word]! * inverseNorm;
      if (this.#isExact) {
        entries[found] = entry;
        weights[found++] = weight;
        continue;
      }
      // Kept heaviest first; of equal ones the earlier word comes first.
      let at = found < most ? found++ : most;
      if (at === most && !(weight > weights[most - 1]!)) continue;
      if (at === most) at--;
      for (; at > 0 && weights[at - 1]! < weight; at--) {
        weights[at] = weights[at - 1]!;
        entries[at] = entries[at - 1]!;
      }
      weights[at] = weight;
      entries[at] = entry;
    }
    return found;
  }

  #makeRoom(words: number): void {
    if (this.#entries.length >= words) return;
    this.#entries = new Uint32Array(2 * words);
    this.#weights = new Float64Array(2 * words);
  }
}

/** 1 + ln x, of counts that are nearly always 1. */
function sublinear(x: number): number {
  return x === 1 ? 1 : 1 + Math.log(x);
}
