/** Messages about naming a row. */
import { UserError } from './user-error.js';
import { nearest, shown } from './wording.js';

const HOW = 'Name it by its index (17), its line (line:18) or, with --id <column>, its id (id:abc).';

export const rowUnclear = (row: string) =>
  new UserError(`--row ${shown(row)}: this is no index, no line and, without --id, no id`, HOW);

export const rowFileUnclear = (row: string, files: readonly string[]) =>
  new UserError(
    `--row ${shown(row)}: there are ${files.length} files, and the row could be in any of them`,
    `Put the file before it: --row ${files[0]}:17 or --row ${files[0]}:line:18.`,
  );

export const noRowOnLine = (file: string, line: number, near: readonly number[]) =>
  new UserError(
    `${file}: no row starts on line ${line}`,
    near.length === 0 ? HOW : `The rows around it start on line ${near.join(' and ')}.`,
  );

export const formatWithoutLines = (file: string) =>
  new UserError(`${file}: its format has no lines`, 'Name the row by its index, such as --row 17.');

export const noRowOfId = (file: string, id: string, known: readonly string[]) => {
  const near = nearest(id, known);
  return new UserError(
    `${file}: there is no row with the id ${shown(id)}${near === undefined ? '' : `; did you mean ${shown(near)}?`}`,
    HOW,
  );
};

export const severalRowsOfId = (id: string, indexes: readonly number[]) =>
  new UserError(
    `${indexes.length} rows have the id ${shown(id)}: their indexes are ${indexes.slice(0, 5).join(', ')}${indexes.length > 5 ? ', …' : ''}`,
    'Name one by its index.',
  );

export const rowNotRead = (file: string, row: string) =>
  new UserError(`${file}: the row with the ${row} was left out, since it has no text or no label`);
