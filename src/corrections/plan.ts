/** What applying the decisions will do to each row. */
import type { Dataset } from '../types.js';
import { decidedClass, type Matched } from './match-rows.js';

/** A row that the corrected file has otherwise, or not at all. */
export interface Edit {
  /** 0 … n−1 */
  readonly row: number;
  /** The new label as the file is to write it; null where the row is deleted. */
  readonly label: string | null;
}

/** All that will be done, and what need not be. */
export interface Plan {
  /** Ascending by row. */
  readonly edits: readonly Edit[];
  readonly relabelled: number;
  readonly deleted: number;
  /** Rows that have their new label, and deleted ones that are gone. */
  readonly done: number;
  readonly kept: number;
  readonly skipped: number;
  readonly lost: Matched['lost'];
}

/**
 * Plans the corrected file.
 *
 * @param file the decisions file, for messages
 * @throws UserError if a row is to be of a class that does not exist
 */
export function planEdits(dataset: Dataset, matched: Matched, file: string): Plan {
  const edits: Edit[] = [];
  let [done, kept, skipped] = [matched.gone, 0, 0];
  for (const match of matched.rows) {
    const { what, done: isDone } = match.verdict;
    if (what === 'skip') skipped++;
    else if (what === 'keep') kept++;
    else if (isDone) done++;
    else if (what === 'delete') edits.push({ row: match.row, label: null });
    else {
      const k = decidedClass(dataset, match, file);
      if (k === dataset.labels[match.row]) done++;
      else edits.push({ row: match.row, label: dataset.writeLabel(match.written, k) });
    }
  }
  const deleted = edits.filter(({ label }) => label === null).length;
  return { edits, relabelled: edits.length - deleted, deleted, done, kept, skipped, lost: matched.lost };
}
