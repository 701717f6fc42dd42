/** Messages about wrong input and usage of the gate. */
import { UserError } from '../errors/user-error.js';

export const baselineBroken = (file: string) =>
  new UserError(
    `${file}: this is not a baseline, which is a JSON object with "version" and a list "accepted"`,
    'Take it from the history of your repository, or delete it and make it anew with --update-baseline.',
  );

export const baselineConflict = (file: string, line: number) =>
  new UserError(
    `${file}:${line}: there is a mark of a merge conflict on this line`,
    'Keep the entries of both sides, each on a line, and take the marks out.',
  );

export const baselineTooDeep = (file: string, levels: number) =>
  new UserError(
    `${file}: the baseline is nested more than ${levels} levels deep`,
    'Take out what was added to its entries.',
  );

export const baselineTooNew = (file: string, version: string) =>
  new UserError(`${file}: the baseline has version ${version}, but this program knows only version 1`);

export const baselineEntryBroken = (file: string, entry: number) =>
  new UserError(
    `${file}: entry ${entry} of "accepted" needs a "fingerprint" of 16 hex digits and a "count" of 1 or more`,
    'Correct it or take it out.',
  );
