/** Messages about wrong input and usage of dataset/classes. */
import { UserError } from '../../errors/user-error.js';
import { counted, listed, nearest, shown } from '../../errors/wording.js';

/** A label of the data, and where it is. */
interface LabelAt {
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

/** A place in a file; formats without lines have line 0. */
const at = (file: string, line: number) => (line > 0 ? `${file}:${line}` : file);

export const leaveOutUnknown = (label: string, known: readonly string[]) => {
  const near = nearest(label, known);
  return new UserError(
    `--leave-out: no row has the label ${shown(label)}${near === undefined ? '' : `; did you mean ${shown(near)}?`}`,
    `The labels are ${listed(known)}.`,
    '--leave-out',
  );
};

export const onlyOneClass = (file: string, label: string) =>
  new UserError(
    `${file}: there is only one class, ${shown(label)}`,
    'A label can only be wrong where there is another class. Check which column is the label, with --label.',
  );

export const classUnknown = ({ file, line, name }: LabelAt, names: readonly string[]) => {
  const near = nearest(name, names);
  return new UserError(
    `${at(file, line)}: the label ${shown(name)} is not one of the ${names.length} classes${near === undefined ? '' : `; did you mean ${shown(near)}?`}`,
    'Correct the label, or add it to --classes.',
  );
};

export const classIndexOutside = ({ file, line, name }: LabelAt, base: number, classCount: number) =>
  new UserError(
    `${at(file, line)}: the class index ${shown(name)} is outside ${base}–${base + classCount - 1}: there are ${classCount} classes, counted from ${base}`,
    'Correct the label, name more classes in --classes, or say with --class-base where the indexes start.',
  );

export const classesMixed = ({ file, line, name }: LabelAt, numericName: string) =>
  new UserError(
    `${at(file, line)}: the label ${shown(name)} is not one of the classes, and it is not clear whether it is an index, since ${shown(numericName)} is the name of a class`,
    'Add the label to --classes, or say with --class-base 0 or 1 that the labels are indexes.',
  );

export const classBaseWithoutNames = () =>
  new UserError(
    '--class-base would be ignored: no class names are given, so each label is a class of its own',
    'Leave it out, or name the classes with --classes.',
    '--class-base',
  );

export const classBaseWithoutIndexes = () =>
  new UserError(
    '--class-base would be ignored: the labels are class names, not indexes',
    'Leave --class-base out.',
    '--class-base',
  );

export const classNotTrained = (file: string, line: number, name: string, training: string) =>
  new UserError(
    `${at(file, line)}: the class ${shown(name)} is not in the training file ${training}`,
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
    `${file}:${line}: there is a blank line between class names`,
    'Take it out: it would count as a class.',
  );

export const classNamedTwice = (name: string, where = '--classes') =>
  new UserError(`${where}: the class ${shown(name)} is named twice`, 'Name each class once.');

export const labelIsList = (where: string, label: string) =>
  new UserError(
    `${where}: the label is a list, ${shown(label)}, but each row needs one label`,
    'Rows with several labels cannot be judged: name a column that holds one label, with --label.',
  );

export const labelIsObject = (where: string, label: string) =>
  new UserError(
    `${where}: the label is an object, ${shown(label)}`,
    'Name the field in it that is the label, as in --label meta.label.',
  );

export const labelKindsDiffer = (where: string, label: string, kind: string, other: string, first: string) =>
  new UserError(
    `${where}: the label ${shown(label)} is a ${kind}, but that of ${first} is a ${other}`,
    'Write all labels in one way.',
  );

export const folderWithoutData = (folder: string) =>
  new UserError(
    `${folder}: this folder holds no data files`,
    'Name a folder with Parquet, CSV or JSON files in it or in its data folder, or name the files.',
  );

export const severalConfigs = (folder: string, names: readonly string[]) =>
  new UserError(
    `${folder}: this folder holds ${names.length} configurations: ${names.join(', ')}`,
    'Name the files of the one that you mean.',
  );

export const cardBroken = (file: string, problem: string) =>
  new UserError(
    `${file}: the block between the --- lines cannot be read (${problem})`,
    'Correct it, or name the data files.',
  );

export const columnsAndClasses = (file: string, columns: number, classes: readonly string[]) =>
  new UserError(
    `${file} has ${counted(columns, 'column')}, but there are ${classes.length} classes: ${listed(classes)}`,
    'Give one column for each class, or name all classes in the order of the columns with --classes.',
  );

export const labelNotAColumn = (
  { file, line, name }: { readonly file: string; readonly line: number; readonly name: string },
  table: string,
  names: readonly string[],
) => {
  const near = nearest(name, names);
  return new UserError(
    `${file}:${line}: the label ${shown(name)} is not a column of ${table}${near === undefined ? '' : `; did you mean ${shown(near)}?`}`,
    `Its columns are ${listed(names)}.`,
  );
};

export const indexBaseUnclear = (file: string, largest: number, columns: number) =>
  new UserError(
    `${file}: the class indexes run from 1 to ${largest}, and there are ${columns} columns: it is not clear whether they count from 0 or from 1`,
    'Say it with --class-base 0 or --class-base 1.',
  );
