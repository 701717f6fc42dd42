import { partOfRow } from '../../types/part-of-row.js';
import type { Dataset } from '../../types.js';
import { classNotTrained } from './errors.js';

/**
 * Makes sure that a model fitted on one data set knows every class of another.
 *
 * @param training the data set that the model is fitted on
 * @param data the data set that it is to judge, read together with `training`
 * @throws UserError naming the first class of `data` that `training` has no row of
 */
export function requireTrainedClasses(training: Dataset, data: Dataset): void {
  const trained = new Set(training.labels);
  const row = data.labels.findIndex((label) => !trained.has(label));
  if (row === -1) return;
  const name = data.classes[data.labels[row]!]!;
  throw classNotTrained(partOfRow(data.parts, row).file, data.lines[row]!, name, training.source);
}
