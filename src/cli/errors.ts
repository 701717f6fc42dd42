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

/** A run for which the memory is too small: bytes it takes, and may take, and a method for which they are enough. */
interface MemoryShort {
  readonly needed: number;
  readonly allowed: number;
  readonly isMemoryNamed: boolean;
  readonly smaller: { readonly method: string; readonly bytes: number } | undefined;
}

export const tooLargeForMemory = (
  source: string,
  { rows, classes, method }: { readonly rows: number; readonly classes: number; readonly method: string },
  { needed, allowed, isMemoryNamed, smaller }: MemoryShort,
) => {
  const limit = isMemoryNamed ? '--memory allows' : 'three quarters of the memory of this machine are';
  const other = smaller && `--method ${smaller.method}, which takes about ${memory(smaller.bytes)}`;
  const more = `--memory ${Math.ceil((needed * 1.1) / 1024 ** 3)}G, if the machine has so much`;
  return new UserError(
    `${source}: ${withCommas(rows)} rows of ${withCommas(classes)} classes take about ${memory(needed)} of memory with ${method}; ${limit} ${memory(allowed)}`,
    `Take ${other ? `${other}, or ` : ''}fewer rows or classes (--merge-labels), or ${more}. ${NO_CLASSES}`,
  );
};

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

const memory = (bytes: number) =>
  bytes < 1024 ** 3 ? `${Math.round(bytes / 1024 ** 2)} MB` : `${(bytes / 1024 ** 3).toFixed(1)} GB`;

export const rowsWithoutTexts = (option: string, labels: string) =>
  new UserError(
    `${option} knows rows by what they say, and ${labels} has no texts`,
    `Name a data file with texts and labels in place of --labels, or leave ${option} out.`,
  );
