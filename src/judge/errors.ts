/** Messages about wrong input and usage of judge. */
import { UserError } from '../errors/user-error.js';
import { counted } from '../errors/wording.js';

export const everythingDecided = () =>
  new UserError(
    'every row is decided, so that none is left to judge',
    'Leave out --use-decisions to judge all rows again.',
  );

export const decidedNoText = (index: number, textCount: number) =>
  new UserError(
    `something is decided about text ${index}, but there is none`,
    `Texts are counted from 0 to ${textCount - 1}.`,
  );

export const textsAndLabelsDiffer = (texts: number, labels: number) =>
  new UserError(`there are ${texts} texts but ${labels} labels`, 'Give one label for each text.');

export const tooFewClasses = () =>
  new UserError('there is only one class', 'A label can only be wrong where there is another class.');

export const tooFewRows = (rowCount: number) =>
  new UserError(
    `there ${rowCount === 1 ? 'is' : 'are'} ${counted(rowCount, 'row')} to learn from`,
    'At least two are needed.',
  );

export const wrongAlpha = (alpha: number) =>
  new UserError(
    `alpha is ${alpha}, but smoothing must be greater than 0`,
    'Common values are 1 and 0.1; with 0 one unseen word would rule a class out.',
  );

export const tooManyFolds = (folds: number, rowCount: number) =>
  new UserError(
    `${folds} folds are more than ${counted(rowCount, 'row')}`,
    'Choose fewer folds with --cv, or --cv loo to leave out one row at a time.',
  );

export const nothingJudged = () =>
  new UserError(
    'no row can be judged: every class has a single row, so nothing is left to learn from',
    'Check which column is the label, with --label: what differs from row to row, such as ids, is no class. Else give more rows of each class.',
  );

export const noKnownWords = () =>
  new UserError(
    'no row can be judged: no word occurs in more than one row',
    'Give more rows, or cut texts finer with --tokenizer characters.',
  );
