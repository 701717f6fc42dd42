/** Messages about wrong input and usage of `review`. */
import { UserError } from '../errors/user-error.js';

export const candidateUnknown = (row: number) =>
  new UserError(`row ${row} is no candidate of this review`, 'Load the page again.');

export const cannotAudit = () =>
  new UserError(
    'these candidates are from a report, so that no rows can be drawn',
    'Run: find-label-errors audit <file>',
  );

export const rankedMeanwhile = () =>
  new UserError('the candidates were ranked again meanwhile', 'Look at the new list, then decide again.');

export const cannotRank = () =>
  new UserError(
    'these candidates come from a report, and no method is there to rank them again',
    'Start the review without --candidates to rank again with what is decided.',
  );

export const portInUse = (port: number) =>
  new UserError(
    `port ${port} is in use by another program`,
    'Choose another with --port, or leave it out to take any that is free.',
  );

export const portForbidden = (port: number, code: string) =>
  new UserError(
    `port ${port} cannot be opened (${code})`,
    'Choose one from 1024 with --port, or leave it out to take any that is free.',
  );

export const candidatesOfOther = (report: string, file: string) =>
  new UserError(
    `${report}: none of its candidates is a row of ${file}`,
    'Take the report from this very file, read with the same columns.',
  );

export const reportLineBroken = (report: string, line: number, problem: string) =>
  new UserError(
    `${report}:${line}: ${problem}`,
    'It must be a report that find-label-errors wrote as JSON lines: -o found.jsonl.',
  );

export const reportEmpty = (report: string) =>
  new UserError(`${report}: there is no candidate in it, so that there is nothing to review`);

/** @param now the state of the candidate */
export const decidedMeanwhile = (now: string) =>
  new UserError(
    `this candidate is ${now} meanwhile, from another page; your decision is not recorded`,
    'To change that, decide about it again.',
  );
