import { SparseLeaveOneOut, type SparseRows } from '../naive-bayes/sparse-leave-one-out.js';
import { classSums, type SparseTotals } from '../naive-bayes/sparse-totals.js';
import type { LabelledTerms } from '../types.js';
import type { Copies } from '../vectorize/copies.js';
import type { ClassScores } from './class-scores.js';
import { type LikelyClasses, LikelyClassesBuilder } from './likely-classes.js';

/** n rows, and what is left out with each of them. */
export interface ScoredRows extends SparseRows, LabelledTerms {
  /** Rows with the same words, which are left out together; without it each row is left out alone. */
  readonly copies?: Copies | undefined;
}

/** Scores of rows under all classes, made row by row and kept for none: those of `leaveOneOutScores`. */
export class SparseScores {
  readonly #rows: ScoredRows;
  readonly #scorer: SparseLeaveOneOut;
  readonly #rowsOfClass: Float64Array;
  /** b of a row that has no share of a class; length K. */
  readonly #priors: Float64Array;
  readonly #allRows: number;

  /**
   * @param rows n rows and their given labels
   * @param totals counts of the rows, and of other training rows
   * @param alpha additive smoothing
   */
  constructor(rows: ScoredRows, totals: SparseTotals, alpha: number) {
    this.#rows = rows;
    this.#scorer = new SparseLeaveOneOut(rows, totals, alpha);
    this.#rowsOfClass = classSums(totals).rows;
    this.#allRows = rows.statistics.rowCount - 1 + totals.classCount;
    this.#priors = this.#rowsOfClass.map((count) => Math.log((count + 1) / this.#allRows));
  }

  /** Scores of some rows, ascending, lying together. */
  ofRows(wanted: Uint32Array): ClassScores {
    const K = this.#priors.length;
    const likelihoods = new Float64Array(wanted.length * K);
    const priors = new Float64Array(wanted.length * K);
    const nothing = new Float64Array(K);
    let place = 0;
    for (const block of this.#rows.terms.blocks) {
      for (; wanted[place]! + 1 < block.firstRow + block.rowStart.length; place++) {
        const i = wanted[place]! - block.firstRow;
        const [start, end] = [place * K, (place + 1) * K];
        this.#scorer.score(
          block,
          i,
          this.#scaleOf(wanted[place]!),
          nothing,
          likelihoods.subarray(start, end),
        );
        priors.set(this.#priors, start);
        this.#addOwnPriors(wanted[place]!, priors.subarray(start, end));
      }
    }
    const labels = Uint32Array.from(wanted, (row) => this.#rows.labels[row]!);
    return { classCount: K, likelihoods, priors, labels };
  }

  /**
   * The likely classes of all rows at a temperature, and by how much the given label of each wins by the words alone.
   */
  likelyAt(temperature: number): { readonly likely: LikelyClasses; readonly margins: Float64Array } {
    const { labels } = this.#rows;
    const K = this.#priors.length;
    const likely = new LikelyClassesBuilder(labels.length, K);
    const margins = new Float64Array(labels.length);
    const logits = new Float64Array(K);
    this.#eachAt(temperature, logits, (row) => {
      margins[row] = likely.add(logits, labels[row]!);
    });
    return { likely: likely.finish(), margins };
  }

  /** s / τ + b of all rows, n × K. */
  logitsAt(temperature: number): Float64Array {
    const K = this.#priors.length;
    const all = new Float64Array(this.#rows.labels.length * K);
    const logits = new Float64Array(K);
    this.#eachAt(temperature, logits, (row) => all.set(logits, row * K));
    return all;
  }

  /** Writes s / τ + b of each row in turn. */
  #eachAt(temperature: number, logits: Float64Array, use: (row: number) => void): void {
    for (const block of this.#rows.terms.blocks) {
      for (let i = 0; i + 1 < block.rowStart.length; i++) {
        const row = block.firstRow + i;
        this.#scorer.score(block, i, this.#scaleOf(row) / temperature, this.#priors, logits);
        this.#addOwnPriors(row, logits);
        use(row);
      }
    }
  }

  #scaleOf(row: number): number {
    return 1 / Math.sqrt(Math.max(this.#rows.statistics.sharedTokens[row]!, 1));
  }

  /** Adds the difference that leaving out the row makes to b, beyond one row without a share of any class. */
  #addOwnPriors(row: number, target: Float64Array): void {
    const { rowStart, classes, shares } = this.#rows.leftOut;
    for (let at = rowStart[row]!; at < rowStart[row + 1]!; at++) {
      const k = classes[at]!;
      const left = Math.max(this.#rowsOfClass[k]! - shares[at]!, 0);
      target[k]! += Math.log((left + 1) / this.#allRows) - this.#priors[k]!;
    }
    const group = this.#rows.copies?.groupOf[row] ?? -1;
    if (group < 0) return;
    const shift = Math.log(this.#allRows / (this.#allRows + 1 - this.#rows.copies!.sizes[group]!));
    for (let k = 0; k < target.length; k++) target[k]! += shift;
  }
}

/** The likely classes of scored rows at a temperature. */
export function likelyClassesAt(scores: ClassScores, temperature: number): LikelyClasses {
  const { classCount: K, likelihoods, priors, labels } = scores;
  const likely = new LikelyClassesBuilder(labels.length, K);
  const logits = new Float64Array(K);
  for (let row = 0; row < labels.length; row++) {
    for (let k = 0, at = row * K; k < K; k++, at++) logits[k] = likelihoods[at]! / temperature + priors[at]!;
    likely.add(logits, labels[row]!);
  }
  return likely.finish();
}
