/** Which rows are exported, and in which order. */
import { rankAllRows, rankCandidates } from '../report/choose-rows.js';
import type { Judgement } from '../types.js';
import type { CorrectedRows } from './corrected-rows.js';
import type { Selection } from './targets.js';

/** The candidates about which nothing is decided yet, worst first. */
export function openCandidates(judgement: Judgement, { states }: Pick<CorrectedRows, 'states'>): Uint32Array {
  return rankCandidates(judgement).filter((row) => states[row] === 0);
}

/**
 * The rows for an annotation tool, worst first; rows that are deleted are never among them.
 *
 * @param only the candidates that are open, or all rows
 */
export function rowsToAnnotate(
  judgement: Judgement,
  corrected: Pick<CorrectedRows, 'states'>,
  only: Selection,
): Uint32Array {
  if (only === 'candidates') return openCandidates(judgement, corrected);
  return rankAllRows(judgement).filter((row) => corrected.states[row] !== 2);
}

/** All rows that are not deleted, in the order of the file. */
export function rowsToPublish({ states }: Pick<CorrectedRows, 'states'>): Uint32Array {
  return Uint32Array.from(states.keys()).filter((row) => states[row] !== 2);
}
