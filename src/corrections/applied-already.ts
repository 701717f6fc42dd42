/** Which decisions a data file has in it already: taking them back changes the file no more. */
import { fingerprint } from '../report/record.js';
import type { Dataset } from '../types.js';
import type { Decision } from './decision.js';

/**
 * The decisions that were applied to the file of a data set: it has no row as it was, but (unless that is deleted) one
 * as it was to be.
 *
 * @param dataset every row of it is read again
 */
export async function appliedAlready(
  dataset: Dataset,
  decisions: readonly Decision[],
): Promise<readonly Decision[]> {
  const there = new Set<string>();
  for await (const rowText of dataset.readTexts(dataset.labels.keys())) there.add(fingerprint(rowText));
  return decisions.filter(({ what, fingerprint: before, new_fingerprint: after }) => {
    if (there.has(before)) return false;
    return what === 'delete' || (what === 'relabel' && after !== null && there.has(after));
  });
}
