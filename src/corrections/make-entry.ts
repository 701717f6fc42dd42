/** From a row and what somebody says about it to what is recorded. */
import { fingerprint } from '../report/record.js';
import type { Dataset, RowText } from '../types.js';
import type { Choice, NewEntry } from './decision.js';

/** A choice, and the right class where that is "relabel". */
export type RowChoice =
  | { readonly what: 'relabel'; readonly newClass: number }
  | { readonly what: Exclude<Choice, 'relabel'> };

/** A row that something is decided about. */
export interface ChosenRow {
  /** 0 … n−1 */
  readonly row: number;
  readonly rowText: RowText;
}

/** The entry that records a choice about a row. */
export function makeEntry(dataset: Dataset, { row, rowText }: ChosenRow, choice: RowChoice): NewEntry {
  const common = {
    fingerprint: fingerprint(rowText),
    index: dataset.indexes[row]!,
    given_label: dataset.classes[dataset.labels[row]!]!,
  };
  if (choice.what !== 'relabel') {
    return { ...common, what: choice.what, new_label: null, new_fingerprint: null };
  }
  const label = dataset.writeLabel(rowText.label, choice.newClass);
  return {
    ...common,
    what: 'relabel',
    new_label: dataset.classes[choice.newClass]!,
    new_fingerprint: fingerprint({ label, text: rowText.text }),
  };
}

/** The entry that takes back the latest decision about the rows of a fingerprint. */
export function makeUndo(fingerprint: string, index: number): NewEntry {
  return { fingerprint, index, what: 'undo' };
}
