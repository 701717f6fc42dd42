import type { Dataset, LeakedRow } from '../types.js';
import type { RowKeys } from './row-keys.js';
import { normalizeText } from './row-keys.js';

/** Rows, and keys that are equal for equal texts. */
interface KeyedRows {
  readonly dataset: Dataset;
  readonly keys: RowKeys;
}

/**
 * Judged rows that are in the training file too: their judgement is not out of sample.
 *
 * @param dataset the judged rows, and their keys
 * @param training the training rows, and their keys
 * @returns in row order, each with the first row of the same normalised text in the training file
 */
export async function findLeakage(
  { dataset, keys }: KeyedRows,
  { dataset: training, keys: trainingKeys }: KeyedRows,
): Promise<LeakedRow[]> {
  const judgedKeys = new Set(keys);
  const shared = new Set<number>();
  for (const key of trainingKeys) if (judgedKeys.has(key)) shared.add(key);
  const suspects = rowsWithKeys(trainingKeys, shared);
  const known = new Map<string, number>();
  let at = 0;
  for await (const { text } of training.readTexts(suspects)) {
    const row = suspects[at++]!;
    const normal = normalizeText(text);
    if (!known.has(normal)) known.set(normal, row);
  }
  const rows = rowsWithKeys(keys, shared);
  const leaked: LeakedRow[] = [];
  at = 0;
  for await (const { text } of dataset.readTexts(rows)) {
    const row = rows[at++]!;
    const trainingRow = known.get(normalizeText(text));
    if (trainingRow !== undefined) leaked.push({ row, trainingRow });
  }
  return leaked;
}

function rowsWithKeys(keys: RowKeys, wanted: ReadonlySet<number>): number[] {
  const rows: number[] = [];
  let row = 0;
  for (const key of keys) {
    if (wanted.has(key)) rows.push(row);
    row++;
  }
  return rows;
}
