/** Messages about wrong input and usage of cli/terminal. */
import { UserError } from '../../errors/user-error.js';

export const outputIsFolder = (file: string) =>
  new UserError(`cannot write ${file}: it is a folder`, 'Name a file in it.');

export const outputStopped = (reason: string) =>
  new UserError(`cannot write to standard output: ${reason}`, 'The output is not complete.');

export const cannotAsk = (option = '--yes') =>
  new UserError(
    'this is no terminal, so no question can be asked',
    `Add ${option} to go ahead without asking. Nothing was saved.`,
  );

export const outputIsReadOnly = (file: string) =>
  new UserError(
    `cannot write ${file}: it is read-only`,
    'Make it writable, name another file, or add --force to replace it.',
  );

export const cannotRead = () =>
  new UserError(
    'this is no terminal, so no row can be shown to a reader',
    'Write the rows to a file with -o sample.csv, or read them in the browser with --browser.',
  );
