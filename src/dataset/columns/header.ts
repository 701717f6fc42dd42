/** Whether the first row of a file holds the names of the columns. */

import {
  type ColumnShape,
  isNumber,
  looksLikeLabel,
  looksLikeText,
  type Shapes,
  wordCount,
} from './column-shape.js';
import { isLabelName, isTextName } from './usual-names.js';

/** A cell of at least this many words is a text, not the name of a column. */
const WORDS_OF_A_TEXT = 5;

/**
 * Weighs the first row against the rows below it. A usual name for the label together with one for the text
 * settles it; else every column is a witness, and they must agree.
 *
 * @param first cells of the first row
 * @param below shapes of the columns over the rows after the first
 * @returns undefined where it is not clear
 */
export function detectHeader(first: readonly string[], below: Shapes): boolean | undefined {
  if (first.some(isLabelName) && first.some(isTextName)) return true;
  const witnesses = new Set(first.map((cell, column) => columnSaysHeader(cell.trim(), below(column))));
  const [forHeader, forData] = [witnesses.has(true), witnesses.has(false)];
  return forHeader === forData ? undefined : forHeader;
}

/** What one column says: true for a header, false for data, undefined where it could be either. */
function columnSaysHeader(cell: string, below: ColumnShape): boolean | undefined {
  if (cell === '') return undefined;
  if (isLabelName(cell) || isTextName(cell)) return !below.values.has(cell);
  if (looksLikeLabel(below)) return labelSaysHeader(cell, below);
  if (below.isNumeric) return !isNumber(cell);
  if (looksLikeText(below) && wordCount(cell) >= WORDS_OF_A_TEXT) return false;
  return undefined;
}

/** A cell that is no label below it is a name, unless other labels stand on one row only as well. */
function labelSaysHeader(cell: string, below: ColumnShape): boolean | undefined {
  if (below.values.has(cell)) return false;
  return Math.min(...below.values.values()) > 1 ? true : undefined;
}
