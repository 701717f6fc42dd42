/** Messages about files and what stands in them. */
import { UserError } from './user-error.js';
import { either, nearest, shown, withCommas } from './wording.js';

/** The columns by number and first cell: 1 "label", 2 "text". */
function columnList(first: readonly string[], columns: Iterable<number> = first.keys()): string {
  const all = [...columns].map((column) => `${column + 1} ${shown(first[column] ?? '')}`);
  return all.length > 20 ? `${all.slice(0, 20).join(', ')}, …` : all.join(', ');
}

export const fileMissing = (file: string) =>
  new UserError(`${file}: there is no such file`, 'Check its name, and the folder that you are in.');

export const fileIsFolder = (file: string) =>
  new UserError(`${file}: this is a folder, not a file`, 'Name a file in it.');

export const fileUnreadable = (file: string) =>
  new UserError(`${file}: no permission to read this file`, 'Give yourself permission to read it.');

export const fileFailed = (file: string, code: string) =>
  new UserError(`${file}: the file cannot be read (${code})`);

export const fileIsEmpty = (file: string) =>
  new UserError(`${file}: the file is empty`, 'Give a file with a text and a label on each row.');

export const onlyHeader = (file: string) =>
  new UserError(
    `${file}: there is a header, but no row below it`,
    'If that row is data, say --no-header; else add rows.',
  );

export const fileIsUtf16 = (file: string) =>
  new UserError(
    `${file}: the file is in UTF-16`,
    'Save it as UTF-8, for example with: iconv -f utf-16 -t utf-8.',
  );

export const fileIsNotUtf8 = (file: string, line: number) =>
  new UserError(
    `${file}:${line}: there are bytes on this line that are not UTF-8`,
    'Say what it is with --encoding, for example windows-1252, or save it as UTF-8.',
  );

export const fileHasNul = (file: string, line: number) =>
  new UserError(
    `${file}:${line}: there is a NUL byte on this line`,
    'If the file is in UTF-16, say --encoding utf-16le or utf-16be; else it is damaged, or no text.',
  );

export const fileHasChanged = (file: string) =>
  new UserError(
    `${file}: the file has changed while it was being read`,
    'Run again once nobody writes to it.',
  );

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

export const recordTooLong = (file: string, line: number, bytes: number) =>
  new UserError(
    `${file}:${line}: the row that starts here is longer than ${withCommas(bytes)} bytes`,
    'Check that its quotes are closed.',
  );

export const csvBroken = (file: string, line: number, problem: string) =>
  new UserError(`${file}:${line}: the row that starts here cannot be read (${problem})`);

export const oneColumn = (file: string, line: number, cell: string) =>
  new UserError(
    `${file}:${line}: there is only one column, ${shown(cell)}, but a text and a label are needed`,
    'Separate the columns by commas, or say what separates them with --delimiter.',
  );

/** Where rows name their columns; those of Parquet have no line, which is 0. */
export const oneNamedColumn = (file: string, line: number, name: string | undefined) =>
  new UserError(
    `${line === 0 ? file : `${file}:${line}`}: there is ${name === undefined ? 'no column' : `only one column, ${shown(name)}`}, but a text and a label are needed`,
    line === 0
      ? 'Give data with a text and a label in each row.'
      : 'Write a list of objects, or an object on each line, such as {"text": "…", "label": "…"}.',
  );

export const columnUnknown = (file: string, option: string, value: string, first: readonly string[]) => {
  const near = nearest(value, first);
  return new UserError(
    `${file}: there is no column ${shown(value)}${near === undefined ? '' : `; did you mean ${shown(near)}?`}`,
    `Give ${option} one of the columns by name or number: ${columnList(first)}.`,
  );
};

export const columnNameWithoutHeader = (file: string, option: string, value: string) =>
  new UserError(
    `${file}: there is no column ${shown(value)}, since without a header columns have no names`,
    `Give ${option} the number of the column, from 1, or leave out --no-header.`,
  );

export const columnNamedTwice = (file: string, option: string, value: string, columns: readonly number[]) =>
  new UserError(
    `${file}: more than one column is named ${shown(value)}`,
    `Give ${option} the number of the one you mean: ${either(columns.map((column) => String(column + 1)))}.`,
  );

export const columnTwice = (file: string, column: number, first: readonly string[]) =>
  new UserError(
    `${file}: column ${columnList(first, [column])} is given twice as text`,
    'Name each text column once.',
  );

export const labelIsText = (file: string, column: number, first: readonly string[]) =>
  new UserError(
    `${file}: column ${columnList(first, [column])} cannot be both the text and the label`,
    `Choose another one for --text or --label: ${columnList(first)}.`,
  );

export const headerUnclear = (file: string, line: number, first: readonly string[]) =>
  new UserError(
    `${file}:${line}: it is not clear whether the first row is a header: ${columnList(first)}`,
    'Say --header if these are names of columns, or --no-header if they are data.',
  );

export const labelUnclear = (file: string, candidates: readonly number[], first: readonly string[]) =>
  new UserError(
    candidates.length > 1
      ? `${file}: more than one column could be the label: ${columnList(first, candidates)}`
      : `${file}: it is not clear which column is the label: ${columnList(first)}`,
    'Name it with --label <column>.',
  );

export const textUnclear = (file: string, candidates: readonly number[], first: readonly string[]) =>
  new UserError(
    candidates.length > 1
      ? `${file}: more than one column could be the text: ${columnList(first, candidates)}`
      : `${file}: it is not clear which column is the text: ${columnList(first)}`,
    'Name it with --text <column>; give the option more than once to join columns.',
  );

export const noRowsKept = (file: string, rowCount: number) =>
  new UserError(
    `${file}: none of the ${withCommas(rowCount)} rows has both a text and a label`,
    'Check which columns are the text and the label, with --text and --label.',
  );
