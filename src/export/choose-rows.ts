/** Which rows are exported, and in which order. */
import { rankAllRows, rankCandidates } from '../report/choose-rows.js';
import type { DecidedRows, Judgement } from '../types.js';
import type { Selection } from './targets.js';

/** Which rows are decided. */
type Decided = Pick<DecidedRows, 'isHeld' | 'isDeleted'>;

/** The candidates about which nothing is decided yet, worst first. */
export function openCandidates(judgement: Judgement, { isHeld, isDeleted }: Decided): Uint32Array {
  return rankCandidates(judgement).filter((row) => isHeld[row] === 0 && isDeleted[row] === 0);
}

/**
 * The rows for an annotation tool, worst first; rows that are deleted are never among them.
 *
 * @param only the candidates that are open, or all rows
 */
export function rowsToAnnotate(judgement: Judgement, decided: Decided, only: Selection): Uint32Array {
  if (only === 'candidates') return openCandidates(judgement, decided);
  return rankAllRows(judgement).filter((row) => decided.isDeleted[row] === 0);
}

/** All rows that are not deleted, in the order of the file. */
export function rowsToPublish({ isDeleted }: Decided): Uint32Array {
  return Uint32Array.from(isDeleted.keys()).filter((row) => isDeleted[row] === 0);
}
