/** Messages about wrong input of dataset/lines. */
import { UserError } from '../../errors/user-error.js';
import { shown } from '../../errors/wording.js';

export const severalLabels = (file: string, line: number, labels: readonly string[]) =>
  new UserError(
    `${line === 0 ? file : `${file}:${line}`}: this line has ${labels.length} labels, ${labels.slice(0, 5).map(shown).join(', ')}, but each row needs one`,
    'Leave one label on each line. To judge the labels one by one, make a file for each, with it or another one on each line.',
  );

export const labelIsNoWord = (label: string, format: string) =>
  new UserError(
    `the label ${shown(label)} cannot be written as a label of ${format}: that is one word`,
    'Choose a name without white space for the class. Nothing was written.',
  );
