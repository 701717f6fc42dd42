/** Messages about wrong input and usage of cli. */
import { UserError } from '../errors/user-error.js';
import { withCommas } from '../errors/wording.js';

export const optionIgnored = (option: string, why: string, fix: string) =>
  new UserError(`${option} would be ignored: ${why}`, fix, option);

export const unknownCommand = (word: string, near: string) =>
  new UserError(`there is no command or file "${word}"; did you mean "${near}"?`);

export const outputFolderMissing = (file: string) =>
  new UserError(
    `cannot write ${file}: its folder does not exist`,
    'Make the folder, or choose another place.',
  );

export const outputIsInput = (file: string) =>
  new UserError(`cannot write ${file}: it is one of the files that are read`, 'Choose another name with -o.');

export const outputFailed = (file: string, reason: string) =>
  new UserError(`cannot write ${file}: ${reason}`, 'Nothing was written.');

export const workingFolderGone = () =>
  new UserError('the working directory is not there any more', 'Go to one that is: cd …');

const NO_CLASSES =
  'Check which column is the label, with --label: what differs from row to row, such as ids, is no class.';

/** @param bytes that are needed, and that the machine has */
export const classesNotHeld = (
  source: string,
  { rows, classes }: { readonly rows: number; readonly classes: number },
  bytes: { readonly needed: number; readonly machine: number },
) =>
  new UserError(
    `${source}: ${withCommas(classes)} classes of ${withCommas(rows)} rows take ${gigabytes(bytes.needed)} of memory, and this machine has ${gigabytes(bytes.machine)}`,
    NO_CLASSES,
  );

export const hardlyAnyClass = (source: string, labels: number, rows: number) =>
  new UserError(
    `${source}: there are ${withCommas(labels)} different labels in ${withCommas(rows)} rows; most classes need several rows to learn from`,
    NO_CLASSES,
  );

export const memoryTooSmall = () =>
  new UserError(
    'the memory of this machine does not hold what the run takes',
    'Take fewer rows, classes or words (--min-df 2), or a machine with more memory.',
  );

const gigabytes = (bytes: number) => `${withCommas(Math.round(bytes / 1024 ** 3))} GB`;

export const rowsWithoutTexts = (option: string, labels: string) =>
  new UserError(
    `${option} knows rows by what they say, and ${labels} has no texts`,
    `Name a data file with texts and labels in place of --labels, or leave ${option} out.`,
  );
