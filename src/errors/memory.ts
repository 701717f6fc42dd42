/** Messages about data that memory does not hold. */
import { UserError } from './user-error.js';
import { withCommas } from './wording.js';

export const spillFailed = (folder: string, reason: string) =>
  new UserError(
    `the words of the texts do not fit into the memory allowed, nor into a temporary file in ${folder}: ${reason}`,
    'Make room there, name another folder in the environment variable TMPDIR, or allow more memory with --memory.',
  );

const NO_CLASSES =
  'Check which column is the label, with --label: what differs from row to row, such as ids, is no class.';

/** @param bytes how many are needed, and how many the machine has */
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
