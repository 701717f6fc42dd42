/** Messages about how the program was called and where it writes. */
import { UserError } from './user-error.js';
import { either } from './wording.js';

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

export const outputStopped = (reason: string) =>
  new UserError(`cannot write on: ${reason}`, 'What was written so far is not all.');
