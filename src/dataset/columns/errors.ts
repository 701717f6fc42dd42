/** Messages about wrong input and usage of dataset/columns. */
import { UserError } from '../../errors/user-error.js';
import { either, nearest, shown } from '../../errors/wording.js';

/** The columns by number and first cell: 1 "label", 2 "text". */
function columnList(first: readonly string[], columns: Iterable<number> = first.keys()): string {
  const all = [...columns].map((column) => `${column + 1} ${shown(first[column] ?? '')}`);
  return all.length > 20 ? `${all.slice(0, 20).join(', ')}, …` : all.join(', ');
}

export const onlyHeader = (file: string) =>
  new UserError(
    `${file}: there is a header, but no row below it`,
    'If that row is data, say --no-header; else add rows.',
  );

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
