/** Messages about wrong input and usage of dataset/csv. */
import { UserError } from '../../errors/user-error.js';

export const raggedRow = (file: string, line: number, found: number, expected: number) =>
  new UserError(
    `${file}:${line}: this row has ${found} ${found === 1 ? 'cell' : 'cells'}, but the first row has ${expected}`,
    found > expected
      ? 'Put a cell that has a comma in it between double quotes.'
      : 'Add the cells that are missing, and put a cell that has a line break in it between double quotes.',
  );

export const quoteNotClosed = (file: string, line: number, column: number) =>
  new UserError(
    `${file}:${line}: in the row that starts here, the quote that opens cell ${column} is never closed`,
    'Close it, and write a double quote inside a quoted cell twice ("").',
  );

export const textAfterQuote = (file: string, line: number, column: number) =>
  new UserError(
    `${file}:${line}: in the row that starts here, there is text after the closing quote of cell ${column}`,
    'Write a double quote inside a quoted cell twice (""), and check that no quote before it is left open.',
  );

export const quoteInsideCell = (file: string, line: number, column: number) =>
  new UserError(
    `${file}:${line}: in the row that starts here, there is a quote inside cell ${column}, which does not begin with one`,
    'Put the whole cell between double quotes, and write the quote inside it twice ("").',
  );

export const csvBroken = (file: string, line: number, problem: string) =>
  new UserError(`${file}:${line}: the row that starts here cannot be read (${problem})`);
