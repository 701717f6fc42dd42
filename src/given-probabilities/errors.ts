/** Messages about wrong input and usage of given-probabilities. */
import { UserError } from '../errors/user-error.js';
import { counted, either, listed, nearest, shown, withCommas } from '../errors/wording.js';

export const severalFiles = (files: readonly string[]) =>
  new UserError(
    `${files.join(', ')}: with --probabilities only one data file can be named`,
    'Put the rows into one file, in the order of the probabilities.',
  );

export const tableFormatUnclear = (file: string, known: readonly string[]) =>
  new UserError(`${file}: its name does not say what kind of file it is`, `Name it ${either(known)}.`);

export const npyBroken = (file: string, problem: string) =>
  new UserError(`${file}: this is no whole .npy file: ${problem}`, 'Write it again, with numpy.save.');

export const npyWrongType = (file: string, found: string, wanted: string) =>
  new UserError(`${file}: the array holds ${found}, not ${wanted}`, 'Convert it first, with .astype(…).');

export const npyWrongShape = (file: string, shape: readonly number[], wanted: string) =>
  new UserError(
    `${file}: the array has the shape (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), not ${wanted}`,
    shape.length === 1
      ? 'Give a probability for each class, also where there are two: numpy.stack([1 - p, p], axis=1).'
      : 'Reshape it first.',
  );

export const tableEmpty = (file: string) =>
  new UserError(`${file}: there are no rows in this file`, 'Give a row of probabilities for each label.');

export const tooFewColumns = (file: string, columns: number) =>
  new UserError(
    `${file}: there ${columns === 1 ? 'is 1 column' : `are ${columns} columns`}, but at least two classes are needed`,
    'Give a probability for each class, also where there are two.',
  );

export const columnsNamedAlike = (file: string, name: string) =>
  new UserError(`${file}: two columns are named ${shown(name)}`, 'Name each column by its own class.');

/** @param column from 1 */
export const columnNameless = (file: string, line: number, column: number) =>
  new UserError(
    `${file}:${line}: column ${column} has no name`,
    'Name it by its class. If it holds row numbers, as pandas writes them, leave it out: index=False.',
  );

/** @param row from 0 */
export const rowNumbersOutOfOrder = (file: string, name: string, row: number, found: string) =>
  new UserError(
    `${file}: the column ${shown(name)} numbers the rows, but not in their order: row ${row} (counted from 0) has ${found}`,
    'Sort the rows as the data have them and leave the column out, or give both files a column of ids and name it with --id.',
  );

export const idTwiceInTable = (file: string, id: string) =>
  new UserError(`${file}: the id ${shown(id)} is there twice`, 'Give each row once.');

export const idNotInTable = (file: string, id: string, source: string) =>
  new UserError(
    `${file}: there is no row with the id ${shown(id)}, which ${source} has`,
    'Give a row of probabilities for each row of data.',
  );

export const onlyBestClass = (file: string, line: number) =>
  new UserError(
    `${file}:${line}: there is a score of one class only`,
    'Give those of all classes: pipeline(…, top_k=None) returns them.',
  );

export const jsonTableBroken = (file: string, problem: string) =>
  new UserError(
    `${file}: ${problem}`,
    'Give a list with an array of numbers, or an object by class name, for each row.',
  );

export const severalArrays = (file: string, names: readonly string[]) =>
  new UserError(
    `${file}: there are ${names.length} arrays in this file: ${listed(names)}`,
    'Save the one that is meant on its own, with numpy.save.',
  );

export const archiveBroken = (file: string, problem: string) =>
  new UserError(`${file}: this archive cannot be read (${problem})`, 'Write it again, with numpy.savez.');

export const tensorsBroken = (file: string, problem: string) =>
  new UserError(`${file}: this .safetensors file cannot be read (${problem})`, 'Write it again.');

export const severalTensors = (file: string, names: readonly string[]) =>
  new UserError(
    `${file}: there are ${names.length} tensors in this file: ${listed(names)}`,
    'Save the one that is meant on its own.',
  );

/** @param where the place of the value, as `placeOf` words it */
export const notAProbability = (where: string, found: string) =>
  new UserError(
    `${where}: ${found} is no probability`,
    'Give a number from 0 to 1: not a logit, and not a percentage.',
  );

/** @param where the place of the row, as `placeOf` words it */
export const rowSumOff = (where: string, sum: number) =>
  new UserError(
    `${where}: the probabilities of this row sum to ${Number(sum.toPrecision(6))}, not to 1`,
    'Apply a softmax where these are scores, or say --renormalize to divide each row by its sum.',
  );

/** @param where the place of the row, as `placeOf` words it */
export const rowNotScalable = (where: string, sum: number) =>
  new UserError(
    `${where}: the values of this row sum to ${sum}, and cannot be scaled to sum to 1`,
    'Give each row at least one value above 0.',
  );

export const lineNotJson = (file: string, line: number) =>
  new UserError(
    `${file}:${line}: this line is not JSON`,
    'Give an array of numbers on each line, or an object with a number for each class.',
  );

export const lineNotProbabilities = (file: string, line: number, wanted: string) =>
  new UserError(
    `${file}:${line}: this line is not ${wanted}`,
    'Give the same on every line: an array of numbers, or an object with a number for each class.',
  );

export const lineLacksClass = (file: string, line: number, name: string) =>
  new UserError(
    `${file}:${line}: there is no probability of the class ${shown(name)}`,
    'Give the same classes on every line.',
  );

export const lineHasStranger = (file: string, line: number, name: string) =>
  new UserError(
    `${file}:${line}: the class ${shown(name)} is not on the first line`,
    'Give the same classes on every line.',
  );

export const lineWrongLength = (file: string, line: number, found: number, expected: number) =>
  new UserError(
    `${file}:${line}: there are ${found} numbers, but the first line has ${expected}`,
    'Give a number for each class on every line.',
  );

export const indexNotOnce = (file: string, line: number, index: unknown) =>
  new UserError(
    `${file}:${line}: the index ${JSON.stringify(index) ?? 'that is missing'} is not one of a whole list from 0`,
    'Give every row once: write the file with --all --with-probabilities.',
  );

export const parquetBroken = (file: string, problem: string) =>
  new UserError(`${file}: this Parquet file cannot be read (${problem})`, 'Write it again.');

export const parquetNotNumbers = (file: string, column: string, found: string) =>
  new UserError(
    `${file}: the column ${shown(column)} holds ${found}, not numbers`,
    'Leave in only the columns of probabilities, or one column of lists.',
  );

/** @param found what is in place of a list of so many numbers */
export const parquetListDiffers = (where: string, found: string, length: number) =>
  new UserError(
    `${where}: ${found}, but the first row has a list of ${length}`,
    'Give each row a list with a number for each class.',
  );

export const rowsDiffer = (file: string, rows: number, other: string, otherRows: number) =>
  new UserError(
    `${file} has ${counted(rows, 'row')}, but ${other} has ${withCommas(otherRows)}`,
    'Give a row of probabilities for each row of data, in the same order.',
  );

export const rowsDifferByHeader = (file: string, rows: number, other: string, otherRows: number) =>
  new UserError(
    `${file} has ${counted(rows, 'row')} below its first line, but ${other} has ${withCommas(otherRows)}`,
    'The first line was read as class names. If it is data, put a line of class names above it.',
  );

export const columnsDiffer = (file: string, columns: number, other: string, otherColumns: number) =>
  new UserError(
    `${file} has ${counted(columns, 'column')}, but ${other} has ${otherColumns}`,
    'Give probabilities of the same classes by every model.',
  );

export const columnNotAClass = (file: string, name: string, classes: readonly string[]) => {
  const near = nearest(name, classes);
  return new UserError(
    `${file}: the column ${shown(name)} is none of the classes${near === undefined ? '' : `; did you mean ${shown(near)}?`}`,
    `Name the columns by the classes: ${listed(classes)}.`,
  );
};

export const npyLabelOutside = (file: string, row: number, label: string, base: number, columns: number) =>
  new UserError(
    `${file}: row ${row} (counted from 0): the class index ${label} is outside ${base}–${base + columns - 1}`,
    base === 0
      ? 'Labels in .npy count from 0. If these count from 1, say --class-base 1.'
      : 'Correct the label, or leave --class-base out.',
  );

export const npyLabelBlank = (file: string, row: number) =>
  new UserError(`${file}: row ${row} (counted from 0) has no label`, 'Give each row a label.');
