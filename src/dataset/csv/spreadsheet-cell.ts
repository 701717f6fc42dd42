/**
 * Cells of CSV files that spreadsheets may open. One that begins like a formula is run, also where it is the second
 * half of a text: a spreadsheet that separates by semicolons or tabs cuts there. An apostrophe keeps it text.
 */

/** Full-width signs are signs, too: some spreadsheets make them plain ones. */
const SIGN = '=+\\-@＝＋－＠';
const BEGINNING = new RegExp(`^(?='*[${SIGN}\\t\\r\\n])`);
const BEHIND_SEPARATOR = new RegExp(`(?<=[;\\t\\r\\n])(?=["']*[${SIGN}])`, 'g');
const GUARDED_BEGINNING = new RegExp(`^'(?='*[${SIGN}\\t\\r\\n])`);
const GUARDED_BEHIND = new RegExp(`(?<=[;\\t\\r\\n])'(?=["']*[${SIGN}])`, 'g');

/**
 * Puts apostrophes before what a spreadsheet would run; `unguarded` takes them off again, whatever the text.
 *
 * @example
 * guarded('=1+1') // "'=1+1"
 * guarded("'=1+1") // "''=1+1": not the same as the text above
 * guarded('a;=1+1') // "a;'=1+1"
 */
export function guarded(text: string): string {
  return text.replace(BEHIND_SEPARATOR, "'").replace(BEGINNING, "'");
}

/** @example unguarded("'=1+1") // '=1+1' */
export function unguarded(cell: string): string {
  return cell.replace(GUARDED_BEGINNING, '').replace(GUARDED_BEHIND, '');
}
