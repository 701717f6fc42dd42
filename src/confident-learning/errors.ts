/** Messages about wrong input and usage of confident-learning. */
import { UserError } from '../errors/user-error.js';
import { either, withCommas } from '../errors/wording.js';

export const emptyProblem = () =>
  new UserError('there are no rows to judge', 'Give at least one label and its probabilities.');

/** The place of a row in the caller's arrays; the library counts rows and classes from 0. */
const atRow = (row: number) => `row ${row} (counted from 0)`;

export const badClassCount = (classCount: number) =>
  new UserError(
    `there must be at least 2 classes, but classCount is ${classCount}`,
    'A label can only be wrong where there is another class that it could have had.',
  );

export const sizesDiffer = (rowCount: number, classCount: number, valueCount: number) =>
  new UserError(
    `${withCommas(rowCount)} labels and ${classCount} classes need ${withCommas(rowCount * classCount)} probabilities, but there are ${withCommas(valueCount)}`,
    'Give one probability a class for each label, in the order of the labels.',
  );

export const badLabel = (row: number, label: number, classCount: number) =>
  new UserError(
    `${atRow(row)}: label ${label} is not a class index`,
    `Give whole numbers from 0 to ${classCount - 1}.`,
  );

export const badProbability = (row: number, classIndex: number, value: number) =>
  new UserError(
    `${atRow(row)}: the probability of class ${classIndex} is ${value}`,
    'Give a number from 0 to 1: not a logit, and not a percentage.',
  );

export const badProbabilitySum = (row: number, sum: number) =>
  new UserError(
    `${atRow(row)}: its probabilities sum to ${sum}, not to 1`,
    'Divide each row by its sum, or apply a softmax where these are scores.',
  );

export const raggedProbabilities = (row: number, found: number, expected: number) =>
  new UserError(
    `${atRow(row)} has ${found} probabilities, but row 0 has ${expected}`,
    'Give every row one probability for each class.',
  );

export const unknownName = (what: string, name: string, known: readonly string[]) =>
  new UserError(`there is no ${what} "${name}"`, `Choose ${either(known)}.`);

export const ignoredOption = (option: string, because: string) =>
  new UserError(`${option} would be ignored: ${because}`, `Leave ${option} out.`);

export const badFracNoise = (value: number) =>
  new UserError(`fracNoise is ${value}`, 'Give the share of the estimated errors to flag, from 0 to 1.');

export const badMinExamples = (value: number) =>
  new UserError(`minExamplesPerClass is ${value}`, 'Give a whole number of rows, 0 or more.');

export const badRemovePerClass = (found: string, classCount: number) =>
  new UserError(
    `removePerClass (--remove-per-class) ${found}`,
    `Give ${classCount} whole numbers of rows, 0 or more, one for each class.`,
  );

export const entropyNotAdjustable = () =>
  new UserError(
    'confidence_weighted_entropy cannot be computed from adjusted probabilities',
    'Rank by self_confidence or normalized_margin, or leave adjustProbabilities out.',
  );
