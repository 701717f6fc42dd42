/** Messages about decisions and the corrected file. */
import { UserError } from './user-error.js';
import { nearest, shown, withCommas } from './wording.js';

export const decisionLineBroken = (file: string, line: number, problem: string, text: string) =>
  new UserError(
    `${file}:${line}: this line is not a decision: ${problem}: ${text.slice(0, 60)}${text.length > 60 ? '…' : ''}`,
    'Correct the line, or take it out. Nothing was changed.',
  );

export const decisionsMissing = (file: string) =>
  new UserError(
    `${file}: there is no such file of decisions`,
    'Make decisions with find-label-errors review or decide, or name their file with --decisions.',
  );

export const decisionsNotNamed = () =>
  new UserError(
    'it is not said which decisions are meant',
    'Name their file with --decisions; only those of a single data file are found by its name.',
  );

export const decisionsNoFile = (file: string) =>
  new UserError(`${file}: this is no regular file`, 'Name a file for the decisions with --decisions.');

export const decisionsInUse = (file: string, lock: string, owner: string) =>
  new UserError(
    `${file}: ${owner} is writing decisions there`,
    `Close that one first. If it no longer runs, remove ${lock}. Nothing was saved.`,
  );

export const lockLost = (file: string) =>
  new UserError(
    `${file}: another process has begun to write decisions there`,
    'Close one of the two, and start again. The last decision was not saved.',
  );

export const decisionsChanged = (file: string) =>
  new UserError(
    `${file}: somebody else has changed, moved or removed this file`,
    'Start again, to go on from what stands there now. The last decision was not saved.',
  );

export const decisionsUnwritable = (file: string, code: string) =>
  new UserError(
    `${file}: decisions cannot be saved there (${code})`,
    'Choose another place with --decisions.',
  );

export const decisionsNotSaved = (file: string, reason: string) =>
  new UserError(
    `${file}: the decision was not saved: ${reason}`,
    'What was saved before is still there. Make room or give yourself permission, then decide again.',
  );

export const otherDataset = (decisions: string, count: number, file: string) =>
  new UserError(
    `${decisions}: ${count === 1 ? 'its only decision is not' : `none of its ${withCommas(count)} decisions is`} about a row of ${file}`,
    'Name the decisions of this data set with --decisions, and the same columns as when they were made. Nothing was written.',
  );

export const decidedClassUnknown = (where: string, name: string, classes: readonly string[]) => {
  const near = nearest(name, classes);
  const list = classes.length > 12 ? `${classes.slice(0, 12).join(', ')}, …` : classes.join(', ');
  return new UserError(
    `${where}: there is no class ${shown(name)}${near === undefined ? '' : `; did you mean ${shown(near)}?`}`,
    `The classes are ${list}. A new one has to be named with --classes.`,
  );
};

export const noSuchLine = (file: string, line: number) =>
  new UserError(
    `${file}: no row starts on line ${line}, or it has no text or no label`,
    'Give the line that the report names; line 1 may hold the column names.',
  );

export const lineUnclear = (file: string, line: number) =>
  new UserError(`${file}: several rows start on line ${line}`, 'Name the row with --index.');

export const noLines = (file: string) =>
  new UserError(`${file}: Parquet has no lines`, 'Name the row with --index.');

export const noSuchRow = (file: string, index: number, last: number) =>
  new UserError(
    `${file}: there is no row with the index ${index}`,
    `Rows are counted from 0 to ${last}, as "index" in the report says.`,
  );

export const rowLeftOut = (file: string, index: number) =>
  new UserError(
    `${file}: the row with the index ${index} has no text or no label, so that nothing can be decided about it`,
  );

export const sameLabel = (index: number, label: string) =>
  new UserError(
    `row ${index} is labelled ${shown(label)} already`,
    'To say that this is right, write --keep.',
  );

export const nothingToUndo = (what: string) =>
  new UserError(`nothing is decided about ${what}`, 'There is nothing to take back.');

export const undoApplied = (index: number, label: string) =>
  new UserError(
    `row ${index} has been given the label ${shown(label)} in the file already`,
    'To change it again, write --label with the class that is right.',
  );

export const chooseOneAction = (given: readonly string[]) =>
  new UserError(
    given.length === 0 ? 'it is not said what to decide' : `${given.join(' and ')} cannot be given together`,
    'Give one of --label <class>, --keep, --delete, --skip and --undo with --line <n> or --index <n>, or --accept-below <quality>, or --import <file>.',
  );

export const indexMissing = (action: string) =>
  new UserError(
    `${action} needs to know which row`,
    'Name it with --line <n> or --index <n>, as the report says.',
  );

export const optionNeeds = (option: string, other: string) =>
  new UserError(`${option} would be ignored without ${other}`, `Add ${other}, or leave ${option} out.`);

export const cannotAsk = (option = '--yes') =>
  new UserError(
    'this is no terminal, so that nobody can be asked',
    `Add ${option} to go ahead without asking. Nothing was saved.`,
  );

export const candidatesLackColumn = (file: string, column: string, columns: readonly string[]) => {
  const near = nearest(column, columns);
  return new UserError(
    `${file}: there is no column "${column}"${near === undefined ? '' : `; did you mean ${shown(near)}?`}`,
    'It must have the columns "fingerprint", as find-label-errors wrote it, and "new_label", with the classes that are right.',
  );
};

export const candidateLineBroken = (file: string, line: number, problem: string) =>
  new UserError(`${file}:${line}: ${problem}`, 'Correct the line. Nothing was saved.');

export const candidatesUnknown = (problems: readonly string[], fix: string) =>
  new UserError(
    [...problems.slice(0, 5), ...(problems.length > 5 ? [`and ${problems.length - 5} more`] : [])].join('; '),
    `${fix} Nothing was saved.`,
  );

export const everythingDecided = () =>
  new UserError(
    'every row is decided, so that none is left to judge',
    'Leave out --use-decisions to judge all rows again.',
  );

export const applyWhere = () =>
  new UserError(
    'it is not said where to write the corrected data',
    'Name a file with -o <file>, change the input with --in-place, or look first with --dry-run.',
  );

export const cannotCorrectSeveral = (source: string) =>
  new UserError(
    `${source}: labels are written into one file at a time`,
    'Name one of the files, with --decisions if they are about several.',
  );

export const cannotCorrect = (source: string, encoding: string) =>
  new UserError(
    `${source}: labels cannot be written into text in ${encoding}`,
    'Convert the file to UTF-8 first; the decisions stay good, since they go by what the rows say.',
  );

export const labelUnwritable = (label: string) =>
  new UserError(
    `the label ${shown(label)} cannot be written into this file, whose cells are not quoted`,
    'Choose another name for the class, or save the data as CSV with quotes. Nothing was written.',
  );

export const cannotCompress = (file: string) =>
  new UserError(
    `${file}: this version of Node cannot write .zst`,
    'Use Node 22.15 or newer, or name a file that ends in .gz, or in neither.',
  );

export const otherFormat = (output: string, format: string) =>
  new UserError(
    `${output}: the corrected file is ${format}, as the data are`,
    'Give it a name with the ending of the data file.',
  );

export const parquetNotKept = (source: string, what: string) =>
  new UserError(
    `${source}: ${shown(what)} cannot be written back as it was`,
    'Leave that column out of the data, or save them in another format. Nothing was written.',
  );

export const parquetNotWritable = (source: string, problem: string) =>
  new UserError(
    `${source}: this Parquet file cannot be written back: ${problem}`,
    'Save the data in another format. Nothing was written.',
  );

export const parquetLabelUnwritable = (source: string, label: string, kind: string) =>
  new UserError(
    `${source}: the label ${shown(label)} cannot be written in place of a ${kind}`,
    'Its column holds another kind of value. Nothing was written.',
  );

export const labelsNotEncodable = (source: string, encoding: string) =>
  new UserError(
    `${source}: one of the new labels has a character that ${encoding} lacks`,
    'Choose another name for the class, or convert the file to UTF-8 first. Nothing was written.',
  );
