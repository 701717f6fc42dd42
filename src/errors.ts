/**
 * Every message that a user can get for wrong input or usage, in one place, so that they sound alike.
 *
 * A message says where (`file:line`), what is wrong, and in `fix` what to do. Texts from data stand in it
 * as they are: whoever prints an error escapes it.
 */

/** Something that the user can mend: bad input or wrong usage. It ends the program with exit code 2. */
export class UserError extends Error {
  override readonly name = 'UserError';
  /** What to do about it, as one or more full sentences; empty where the message says it already. */
  readonly fix: string;

  constructor(message: string, fix = '') {
    super(message);
    this.fix = fix;
  }
}

/** Joins names for a message: "a, b or c". */
function either(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

/** Numbers as people write them: 1234567 becomes "1,234,567". */
export function withCommas(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

// ---- labels and probabilities handed to the library ----

export const emptyProblem = () =>
  new UserError('there are no rows to judge', 'Give at least one label and its probabilities.');

/** Where a row of the caller's arrays stands; the library counts rows and classes from 0. */
const atRow = (row: number) => `row ${row} (counted from 0)`;

export const badClassCount = (classCount: number) =>
  new UserError(
    `there must be at least 2 classes, but classCount is ${classCount}`,
    'A label can only be wrong where there is another class that it could have had.',
  );

export const sizesDiffer = (rowCount: number, classCount: number, valueCount: number) =>
  new UserError(
    `${withCommas(rowCount)} labels and ${classCount} classes need ${withCommas(rowCount * classCount)} probabilities, but there are ${withCommas(valueCount)}`,
    'Give one probability a class for each label, in the order of the labels.',
  );

export const badLabel = (row: number, label: number, classCount: number) =>
  new UserError(
    `${atRow(row)}: label ${label} is not a class index`,
    `Give whole numbers from 0 to ${classCount - 1}.`,
  );

export const badProbability = (row: number, classIndex: number, value: number) =>
  new UserError(
    `${atRow(row)}: the probability of class ${classIndex} is ${value}`,
    'Give a number from 0 to 1: not a logit, and not a percentage.',
  );

export const badProbabilitySum = (row: number, sum: number) =>
  new UserError(
    `${atRow(row)}: its probabilities sum to ${sum}, not to 1`,
    'Divide each row by its sum, or apply a softmax where these are scores.',
  );

export const raggedProbabilities = (row: number, found: number, expected: number) =>
  new UserError(
    `${atRow(row)} has ${found} probabilities, but row 0 has ${expected}`,
    'Give every row one probability for each class.',
  );

export const unknownName = (what: string, name: string, known: readonly string[]) =>
  new UserError(`there is no ${what} "${name}"`, `Choose ${either(known)}.`);

export const ignoredOption = (option: string, because: string) =>
  new UserError(`${option} would be ignored: ${because}`, `Leave ${option} out.`);

export const badFracNoise = (value: number) =>
  new UserError(`fracNoise is ${value}`, 'Give the share of the estimated errors to flag, from 0 to 1.');

export const badMinExamples = (value: number) =>
  new UserError(`minExamplesPerClass is ${value}`, 'Give a whole number of rows, 0 or more.');

export const badRemovePerClass = (found: string, classCount: number) =>
  new UserError(
    `removePerClass ${found}`,
    `Give ${classCount} whole numbers of rows, 0 or more, one for each class.`,
  );

export const entropyNotAdjustable = () =>
  new UserError(
    'confidence_weighted_entropy cannot be computed from adjusted probabilities',
    'Rank by self_confidence or normalized_margin, or leave adjustProbabilities out.',
  );

// ---- reading data ----

/** A value of the data in a message: cut, since a cell may be a whole article. */
const shown = (value: string) => `"${value.length > 40 ? `${value.slice(0, 39)}…` : value}"`;

/** The columns by number and first cell: 1 "label", 2 "text". */
function columnList(first: readonly string[], columns: Iterable<number> = first.keys()): string {
  const all = [...columns].map((column) => `${column + 1} ${shown(first[column] ?? '')}`);
  return all.length > 20 ? `${all.slice(0, 20).join(', ')}, …` : all.join(', ');
}

/** The known name that is most like a mistyped one; undefined where none is like it. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const wanted = name.trim().toLowerCase();
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(wanted, candidate.trim().toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= limit && distance < candidate.length)
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.candidate;
}

/** Insertions, deletions, replacements and swaps of neighbours that turn a into b. */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > a.length) return a.length + b.length;
  let [before, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) row[j] = Math.min(row[j]!, before[j - 2]! + 1);
    }
    [before, last] = [last, row];
  }
  return last[b.length]!;
}

export const fileMissing = (file: string) =>
  new UserError(`${file}: there is no such file`, 'Check its name, and the folder that you are in.');

export const fileIsFolder = (file: string) =>
  new UserError(`${file}: this is a folder, not a file`, 'Name a file in it.');

export const fileIsNotRegular = (file: string) =>
  new UserError(
    `${file}: this is a pipe or a device, not a regular file`,
    'Save the data to a file first: its rows are read twice.',
  );

export const fileUnreadable = (file: string) =>
  new UserError(`${file}: no permission to read this file`, 'Give yourself permission to read it.');

export const fileFailed = (file: string, code: string) =>
  new UserError(`${file}: the file can't be read (${code})`);

export const fileIsEmpty = (file: string) =>
  new UserError(`${file}: the file is empty`, 'Give a CSV file with a text and a label on each row.');

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
    'Save the file as UTF-8, for example with: iconv -f windows-1252 -t utf-8.',
  );

export const fileHasNul = (file: string, line: number) =>
  new UserError(
    `${file}:${line}: there is a NUL byte on this line`,
    'If the file is in UTF-16, save it as UTF-8; else it is damaged, or not a CSV file.',
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
  new UserError(`${file}:${line}: the row that starts here can't be read (${problem})`);

export const oneColumn = (file: string, line: number, cell: string) =>
  new UserError(
    `${file}:${line}: there is only one column, ${shown(cell)}, but a text and a label are needed`,
    'Separate the columns by commas.',
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
    `${file}: column ${columnList(first, [column])} can't be both the text and the label`,
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

// ---- classes ----

/** A label of the data, and where it stands. */
interface LabelAt {
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

export const onlyOneClass = (file: string, label: string) =>
  new UserError(
    `${file}: there is only one class, ${shown(label)}`,
    'A label can only be wrong where there is another class. Check which column is the label, with --label.',
  );

export const classUnknown = ({ file, line, name }: LabelAt, names: readonly string[]) => {
  const near = nearest(name, names);
  return new UserError(
    `${file}:${line}: the label ${shown(name)} is not one of the ${names.length} classes${near === undefined ? '' : `; did you mean ${shown(near)}?`}`,
    'Correct the label, or add it to --classes.',
  );
};

export const classIndexOutside = ({ file, line, name }: LabelAt, base: number, classCount: number) =>
  new UserError(
    `${file}:${line}: the class index ${shown(name)} is outside ${base}–${base + classCount - 1}: there are ${classCount} classes, counted from ${base}`,
    'Correct the label, name more classes in --classes, or say with --class-base where the indexes start.',
  );

export const classesMixed = ({ file, line, name }: LabelAt, numericName: string) =>
  new UserError(
    `${file}:${line}: the label ${shown(name)} is not one of the classes, and it is not clear whether it is an index, since ${shown(numericName)} is the name of a class`,
    'Add the label to --classes, or say with --class-base 0 or 1 that the labels are indexes.',
  );

export const classBaseWithoutNames = () =>
  new UserError(
    '--class-base would be ignored: no class names are given, so each label is a class of its own',
    'Leave it out, or name the classes with --classes.',
  );

export const classBaseWithoutIndexes = () =>
  new UserError(
    '--class-base would be ignored: the labels are class names, not indexes',
    'Leave --class-base out.',
  );

export const classNotTrained = (file: string, line: number, name: string, training: string) =>
  new UserError(
    `${file}:${line}: the class ${shown(name)} is not in the training file ${training}`,
    'Add rows of it to the training file, or take its rows out of the data.',
  );

export const classesNeither = (value: string) =>
  new UserError(
    `--classes ${value}: there is no such file, and a list of names needs a comma`,
    'Give a file with one name a line, or names separated by commas.',
  );

export const classesBlankName = (position: number) =>
  new UserError(
    `--classes: name ${position} of the list is blank`,
    'Put a name between any two commas, or give a file with one name a line.',
  );

export const classFileTooShort = (file: string) =>
  new UserError(`${file}: a list of classes needs at least two names`, 'Write one name on each line.');

export const classFileBlankLine = (file: string, line: number) =>
  new UserError(
    `${file}:${line}: a blank line stands between class names`,
    'Take it out: it would count as a class.',
  );

export const classNamedTwice = (name: string, where = '--classes') =>
  new UserError(`${where}: the class ${shown(name)} is named twice`, 'Name each class once.');

// ---- methods and their options ----

export const textsAndLabelsDiffer = (texts: number, labels: number) =>
  new UserError(`there are ${texts} texts but ${labels} labels`, 'Give one label for each text.');

export const tooFewClasses = () =>
  new UserError('there is only one class', 'A label can only be wrong where there is another class.');

export const tooFewRows = (rowCount: number) =>
  new UserError(`there are ${rowCount} rows to learn from`, 'At least two are needed.');

export const wrongAlpha = (alpha: number) =>
  new UserError(
    `alpha is ${alpha}, but smoothing must be greater than 0`,
    'Common values are 1 and 0.1; with 0 one unseen word would rule a class out.',
  );

export const tooManyFolds = (folds: number, rowCount: number) =>
  new UserError(
    `${folds} folds are more than the ${rowCount} rows`,
    'Choose fewer folds with --cv, or --cv loo to leave out one row at a time.',
  );

export const nothingJudged = () =>
  new UserError(
    'no row can be judged: every class has a single row, so nothing is left to learn from',
    'Give more rows, or use --method noise-aware, which judges such rows by the other classes.',
  );

// ---- the command line ----

export const optionIgnored = (option: string, why: string, fix: string) =>
  new UserError(`${option} would be ignored: ${why}`, fix);

export const unknownCommand = (word: string, near: string) =>
  new UserError(`there is no command or file "${word}"; did you mean "${near}"?`);

export const severalFiles = (files: readonly string[]) =>
  new UserError(
    `${files.length} files are named, but only one can be judged at a time: ${files.join(', ')}`,
    'To learn from one file and judge another, write --train <file> <file>.',
  );

export const noFile = () =>
  new UserError('no file is named', 'Write find-label-errors <file>; see find-label-errors --help.');

export const outputFolderMissing = (file: string) =>
  new UserError(
    `cannot write ${file}: its folder does not exist`,
    'Make the folder, or choose another place.',
  );

export const outputIsFolder = (file: string) =>
  new UserError(`cannot write ${file}: it is a folder`, 'Name a file in it.');

export const outputIsInput = (file: string) =>
  new UserError(`cannot write ${file}: it is one of the files that are read`, 'Choose another name with -o.');

export const outputFailed = (file: string, reason: string) =>
  new UserError(`cannot write ${file}: ${reason}`, 'Nothing was written.');

export const formatUnclear = (file: string, known: readonly string[]) =>
  new UserError(
    `the name ${file} does not say in which format to write`,
    `Say it with --format ${either(known)}.`,
  );
