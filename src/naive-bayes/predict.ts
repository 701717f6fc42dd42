import type { TermMatrix } from '../types.js';
import type { NaiveBayesModel } from './model.js';
import type { OutOfSample } from './out-of-sample.js';
import { scoreRows } from './score-rows.js';
import { softmaxRows } from './softmax.js';

/**
 * Class probabilities of rows from a model that was trained on others. All rows are judged.
 *
 * @param model K classes, V words
 * @param terms the rows to judge, m × V', with the model's words numbered first
 * @returns m × K
 *
 * @example
 * predict(trainModel(countByClass(trainTerms, membership), 1), terms).probabilities
 */
export function predict(model: NaiveBayesModel, terms: TermMatrix): OutOfSample {
  const { classCount, logPriors } = model;
  const values = new Float64Array(terms.rowCount * classCount);
  scoreRows(terms, () => model, values);
  for (let at = 0; at < values.length; at++) values[at]! += logPriors[at % classCount]!;
  softmaxRows(values, classCount);
  return { probabilities: { classCount, values }, judged: new Uint8Array(terms.rowCount).fill(1) };
}
