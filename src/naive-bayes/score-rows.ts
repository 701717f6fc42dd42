import type { TermMatrix } from '../types.js';
import type { NaiveBayesModel } from './model.js';
import { type SparseModel, SparseScorer } from './sparse-model.js';

/** A trained model, however its words' probabilities are kept. */
export type WordModel = NaiveBayesModel | SparseModel;

/** Adds x · ln P(word | class) to the sum of each class. */
interface Scorer {
  add(word: number, x: number, sums: Float64Array): void;
}

/**
 * Σ_w x[i][w] · ln P(w | k) for every row and class. Words that the model does not know add nothing.
 *
 * @param terms n × V'; words numbered V and above (unknown to the model) are passed over
 * @param modelOf the model that scores a row, of K classes and V words; undefined for rows to pass over
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
  for (const { firstRow, rowStart, term, count } of terms.blocks) {
    for (let i = 0; i + 1 < rowStart.length; i++) {
      const wanted = modelOf(firstRow + i);
      if (wanted === undefined) continue;
      if (wanted !== model) {
        model = wanted;
        scorer = scorers.get(model) ?? scorerOf(model);
        scorers.set(model, scorer);
      }
      sums.fill(0);
      for (let entry = rowStart[i]!; entry < rowStart[i + 1]!; entry++)
        scorer!.add(term[entry]!, count[entry]!, sums);
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

  add(word: number, x: number, sums: Float64Array): void {
    const logLikelihoods = this.#logLikelihoods;
    const K = sums.length;
    const start = word * K;
    if (start >= logLikelihoods.length) return;
    for (let k = 0; k < K; k++) sums[k]! += x * logLikelihoods[start + k]!;
  }
}
