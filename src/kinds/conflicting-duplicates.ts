import type { Dataset, DuplicateGroup } from '../types.js';
import { groupsOfSame, normalizeText, type RowKeys } from './row-keys.js';

/**
 * Rows with the same normalised text and different labels: in each group at least one label is wrong, or the text does
 * not determine the label.
 *
 * @param dataset n rows; texts are read again only of rows whose keys are equal and labels differ
 * @param keys equal for rows with the same normalised text
 * @param labels to compare, length n; default the given ones
 * @returns groups in order of their first row
 */
export async function conflictingDuplicates(
  dataset: Dataset,
  keys: RowKeys,
  labels: Uint32Array = dataset.labels,
): Promise<DuplicateGroup[]> {
  const groups = await groupsOfText(dataset, keys, (rows) => differ(rows, labels));
  return groups.map((rows) => ({ rows, majority: majorityOf(rows, labels) }));
}

/**
 * Rows with the same normalised text and the same label: copies, of which each counts as an example of its own.
 *
 * @param dataset n rows; texts are read again of those only whose keys are equal
 * @param keys equal for rows with the same normalised text
 * @param labels what is compared, length n; default the given ones
 * @returns groups in order of their first row; none of texts that also have other labels
 */
export async function sameDuplicates(
  dataset: Dataset,
  keys: RowKeys,
  labels: Uint32Array = dataset.labels,
): Promise<DuplicateGroup[]> {
  const groups = await groupsOfText(dataset, keys, (rows) => rows.length > 1);
  return groups
    .filter((rows) => !differ(rows, labels))
    .map((rows) => ({ rows, majority: labels[rows[0]!]! }));
}

/** Groups of rows with the same normalised text, in order of their first row, as far as they are wanted. */
async function groupsOfText(
  dataset: Dataset,
  keys: RowKeys,
  isWanted: (rows: ArrayLike<number>) => boolean,
): Promise<number[][]> {
  const suspected: number[] = [];
  for (const group of groupsOfSame(keys, dataset.labels.length)) {
    if (isWanted(group)) for (const row of group) suspected.push(row);
  }
  suspected.sort((a, b) => a - b);
  const byText = new Map<string, number[]>();
  let at = 0;
  for await (const { text } of dataset.readTexts(suspected)) {
    const normal = normalizeText(text);
    const row = suspected[at++]!;
    const same = byText.get(normal);
    if (same === undefined) byText.set(normal, [row]);
    else same.push(row);
  }
  return [...byText.values()].filter(isWanted);
}

/** Whether rows differ in their labels. */
export function differ(rows: ArrayLike<number>, labels: Uint32Array): boolean {
  for (let at = 1; at < rows.length; at++) if (labels[rows[at]!] !== labels[rows[0]!]) return true;
  return false;
}

/** The most frequent label of rows; null where several are. */
export function majorityOf(rows: readonly number[], labels: Uint32Array): number | null {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(labels[row]!, (counts.get(labels[row]!) ?? 0) + 1);
  const [[label, most], [, second] = [0, 0]] = [...counts].sort((a, b) => b[1] - a[1]) as [
    [number, number],
    [number, number]?,
  ];
  return most > second ? label : null;
}
