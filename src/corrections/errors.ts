/** Messages about wrong input and usage of corrections. */
import { UserError } from '../errors/user-error.js';
import { nearest, shown, withCommas } from '../errors/wording.js';

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
    `${file}: another program or person has changed, moved or removed this file`,
    'Start again, to continue from what is there now. The last decision was not saved.',
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
