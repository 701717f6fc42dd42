import type { Dataset, LeakedRow } from '../types.js';
import { normalizeText } from './row-keys.js';

/**
 * Judged rows that also stand in the file that was learnt from: what is said of them is not out of sample.
 *
 * @param dataset the judged rows, and their keys
 * @param training the rows that were learnt from, and their keys
 * @returns in row order, each with the first row of the same normalised text in the training file
 */
export async function findLeakage(
  { dataset, keys }: { readonly dataset: Dataset; readonly keys: Float64Array },
  { dataset: training, keys: trainingKeys }: { readonly dataset: Dataset; readonly keys: Float64Array },
): Promise<LeakedRow[]> {
  const judgedKeys = new Set(keys);
  const suspects = [...trainingKeys.keys()].filter((row) => judgedKeys.has(trainingKeys[row]!));
  const known = new Map<string, number>();
  let at = 0;
  for await (const { text } of training.readTexts(suspects)) {
    const row = suspects[at++]!;
    const normal = normalizeText(text);
    if (!known.has(normal)) known.set(normal, row);
  }
  const suspected = new Set(suspects.map((row) => trainingKeys[row]!));
  const rows = [...keys.keys()].filter((row) => suspected.has(keys[row]!));
  const leaked: LeakedRow[] = [];
  at = 0;
  for await (const { text } of dataset.readTexts(rows)) {
    const row = rows[at++]!;
    const trainingRow = known.get(normalizeText(text));
    if (trainingRow !== undefined) leaked.push({ row, trainingRow });
  }
  return leaked;
}
