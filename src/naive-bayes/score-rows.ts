import type { TermBlock, TermMatrix } from '../types.js';
import type { NaiveBayesModel } from './model.js';
import { type SparseModel, SparseScorer } from './sparse-model.js';

/** A trained model, dense or sparse. */
export type WordModel = NaiveBayesModel | SparseModel;

interface Scorer {
  /** Adds x · ln P(word | class) of each word of the i-th row of a block to the sum of each class; length K. */
  addRow(block: TermBlock, i: number, sums: Float64Array): void;
}

/**
 * Σ_w x[i][w] · ln P(w | k) for every row and class. Words that are unknown to the model add nothing.
 *
 * @param terms n × V'; words numbered V and above (unknown to the model) are skipped
 * @param modelOf the model that scores a row, of K classes and V words; undefined for rows to skip
 * @param into n × K, written for the scored rows only
 */
export function scoreRows(
  terms: TermMatrix,
  modelOf: (row: number) => WordModel | undefined,
  into: Float64Array,
): void {
  const K = into.length / terms.rowCount;
  const sums = new Float64Array(K);
  const scorers = new Map<WordModel, Scorer>();
  let [model, scorer]: [WordModel | undefined, Scorer | undefined] = [undefined, undefined];
  for (const block of terms.blocks) {
    const { firstRow, rowStart } = block;
    for (let i = 0; i + 1 < rowStart.length; i++) {
      const wanted = modelOf(firstRow + i);
      if (wanted === undefined) continue;
      if (wanted !== model) {
        model = wanted;
        scorer = scorers.get(model) ?? scorerOf(model);
        scorers.set(model, scorer);
      }
      sums.fill(0);
      scorer!.addRow(block, i, sums);
      into.set(sums, (firstRow + i) * K);
    }
  }
}

function scorerOf(model: WordModel): Scorer {
  return 'lists' in model ? new SparseScorer(model) : new DenseScorer(model);
}

class DenseScorer implements Scorer {
  readonly #logLikelihoods: Float64Array;

  constructor({ logLikelihoods }: NaiveBayesModel) {
    this.#logLikelihoods = logLikelihoods;
  }

  addRow({ rowStart, term, count }: TermBlock, i: number, sums: Float64Array): void {
    const logLikelihoods = this.#logLikelihoods;
    const K = sums.length;
    const end = rowStart[i + 1]!;
    for (let entry = rowStart[i]!; entry < end; entry++) {
      const start = term[entry]! * K;
      if (start >= logLikelihoods.length) continue;
      const x = count[entry]!;
      for (let k = 0; k < K; k++) sums[k]! += x * logLikelihoods[start + k]!;
    }
  }
}
