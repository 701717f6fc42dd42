/** Messages about wrong input and usage of vectorize. */
import { UserError } from '../errors/user-error.js';

export const ngramsOutside = (ngrams: number, most: number) =>
  new UserError(
    `--ngrams ${ngrams}: runs can have 1 to ${most} words`,
    'Give a smaller whole number; 2 or 3 is usual.',
    '--ngrams',
  );

export const spillFailed = (folder: string, reason: string) =>
  new UserError(
    `the words of the texts do not fit into the memory allowed, nor into a temporary file in ${folder}: ${reason}`,
    'Make room there, name another folder in the environment variable TMPDIR, or allow more memory with --memory.',
  );
