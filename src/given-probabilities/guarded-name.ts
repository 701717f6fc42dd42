/**
 * Class names as they stand in the first row of a CSV file. A spreadsheet runs a cell that begins like a formula;
 * an apostrophe before it keeps it text. Reading takes the apostrophe off again.
 */

const LIKE_A_FORMULA = /^'*[=+\-@\t\r]/;

/** @example guarded('=1+1') // "'=1+1" */
export function guarded(name: string): string {
  return LIKE_A_FORMULA.test(name) ? `'${name}` : name;
}

/** @example unguarded("'=1+1") // '=1+1' */
export function unguarded(cell: string): string {
  return cell.startsWith("'") && LIKE_A_FORMULA.test(cell) ? cell.slice(1) : cell;
}
