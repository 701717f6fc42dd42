/** Messages about how the program was called and where it writes. */
import { UserError } from './user-error.js';
import { either, nearest } from './wording.js';

export const optionIgnored = (option: string, why: string, fix: string) =>
  new UserError(`${option} would be ignored: ${why}`, fix, option);

export const unknownCommand = (word: string, near: string) =>
  new UserError(`there is no command or file "${word}"; did you mean "${near}"?`);

export const severalFiles = (files: readonly string[]) =>
  new UserError(
    `${files.join(', ')}: with --probabilities only one data file can be named`,
    'Put the rows into one file, in the order of the probabilities.',
  );

/** @param command with a space after it; empty for `find` */
export const noFile = (command = '') =>
  new UserError(
    'no file is named',
    `Write find-label-errors ${command}<file>; see find-label-errors ${command}--help.`,
  );

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
  new UserError(`cannot write to standard output: ${reason}`, 'The output is not complete.');

export const configIsNoFile = (place: string) =>
  new UserError(`${place}: this is no file`, 'Name it otherwise, or run with --no-config.');

export const workingFolderGone = () =>
  new UserError('the working directory is not there any more', 'Go to one that is: cd …');

export const configBroken = (file: string) =>
  new UserError(
    `${file}: this is not a JSON object`,
    'Write {"option": value, …}, correct it, or run with --no-config.',
  );

export const configForbidden = (file: string, key: string) =>
  new UserError(
    `${file}: "${key}" may only stand on the command line, so that a folder of data cannot decide about it`,
    `Take it out, and write --${key} when you run.`,
  );

export const configOnCommandLine = (file: string, key: string) =>
  new UserError(`${file}: "${key}" is about one run`, `Take it out, and write --${key} on the command line.`);

export const configUnknown = (file: string, key: string, known: readonly string[]) => {
  const near = nearest(key, known);
  return new UserError(
    `${file}: there is no option "${key}"${near === undefined ? '' : `; did you mean "${near}"?`}`,
    `It may say ${known.join(', ')}.`,
  );
};

export const configValue = (file: string, key: string, problem: string) =>
  new UserError(`${file}: the value of "${key}" is wrong`, problem);

export const severalOutputs = (formats: readonly string[]) =>
  new UserError(
    `${formats.length} formats would go to the same place: ${formats.join(', ')}`,
    `Give all but one a file, such as --format ${formats[1]}=<file>.`,
  );

export const outputTwice = (file: string) =>
  new UserError(`two reports would be written to ${file}`, 'Give each a file of its own.');
