/** Messages about handing a data set on to other tools. */
import { UserError } from './user-error.js';
import { either, shown, withCommas } from './wording.js';

export const exportNowhere = () =>
  new UserError(
    'it is not said where to write the export',
    'Name a folder with -o, such as -o corrected; it is made if it is not there.',
  );

export const exportWithoutTarget = (targets: readonly string[]) =>
  new UserError('it is not said what to export to', `Say it with --to ${either(targets)}.`);

export const exportFormat = (target: string, format: string, formats: readonly string[]) =>
  new UserError(
    `${target} files cannot be written as ${format}`,
    formats.length === 1 ? 'Leave --format out.' : `Say --format ${either(formats)}.`,
  );

export const splitNameWrong = (name: string) =>
  new UserError(
    `--split ${name}: a split cannot be called so`,
    'Give it a name of letters, digits and underscores, such as train or test.',
  );

export const exportFolderTaken = (folder: string) =>
  new UserError(
    `${folder}: there is such a folder already, and it is not empty`,
    'Choose another one with -o, or add --force to replace in it what is exported; other files stay.',
  );

export const exportOntoFile = (folder: string) =>
  new UserError(`${folder}: this is a file, not a folder`, 'Choose another name with -o.');

export const exportOntoInput = (folder: string, input: string) =>
  new UserError(
    `${folder}: ${input}, which is read, stands in this folder`,
    'Choose another folder with -o, so that what is read cannot be written over.',
  );

export const decisionsOfOne = (file: string) =>
  new UserError(
    `${file}: there are decisions about one of several files`,
    'Name the file that has the decisions about all of them with --decisions, or leave them out with --no-decisions.',
  );

export const labelDoesNotFit = (target: string, label: string, why: string, fix: string) =>
  new UserError(`${target} cannot hold the class ${shown(label)}: ${why}`, fix);

export const tooManyClasses = (target: string, count: number, most: number) =>
  new UserError(
    `${target} takes at most ${withCommas(most)} classes, and there are ${withCommas(count)}`,
    'Export to another tool, or split the data set by groups of classes.',
  );

export const noRowsToExport = (file: string, only: string) =>
  only === 'candidates'
    ? new UserError(
        `${file}: there is no candidate left to export: no label is suspicious, or all are decided`,
        'Export all rows with --only all.',
      )
    : new UserError(`${file}: no row is left to export, since all are to be deleted`, 'Check the decisions.');

export const splitHasOtherClasses = (place: string, now: readonly string[], before: readonly string[]) =>
  new UserError(
    `${place}: the other splits there have other classes: ${list(before)}; these rows have ${list(now)}`,
    'Name the same classes in the same order with --classes, or export to another place.',
  );

export const splitHasOtherColumns = (place: string, now: readonly string[], before: readonly string[]) =>
  new UserError(
    `${place}: the other splits there have other columns: ${list(before)}; these rows have ${list(now)}`,
    'Export files with the same columns, or export to another place.',
  );

const ELSEWHERE = 'export to another place. Nothing was written.';

export const fileOfThisSplit = (place: string, file: string, split: string) =>
  new UserError(
    `${place}: ${file} is there, which would be taken for a part of split ${split}`,
    `Take it away, or ${ELSEWHERE}`,
  );

export const fileOfNoSplit = (place: string, file: string) =>
  new UserError(
    `${place}: ${file} is there, and the card does not say how large its split is, so that nobody would see it any more`,
    `Take it away, export its rows too, or ${ELSEWHERE}`,
  );

export const splitHasOtherFormat = (place: string, file: string, format: string) =>
  new UserError(
    `${place}: ${file} is there, and all splits must be in one format, not ${format} beside it`,
    `Add --format ${file.replace(/^.*\./, '')}, or ${ELSEWHERE}`,
  );

export const configOfAnother = (place: string, entry: string) =>
  new UserError(
    `${place}: the card lists data for ${entry} that this program has not written, and which would get lost from it`,
    `Take it out of the card, or ${ELSEWHERE}`,
  );

export const exportedCardBroken = (file: string, problem: string) =>
  new UserError(
    `${file}: the block between the --- lines cannot be read (${problem})`,
    'Correct it there: what stands in the card is kept. Nothing was written.',
  );

export const exportedCardHasConfigs = (file: string, names: readonly string[]) =>
  new UserError(
    `${file}: this card is of a data set with ${names.length} configurations: ${names.join(', ')}`,
    'Export to another place. Nothing was written.',
  );

const list = (names: readonly string[]) =>
  names.length > 12 ? `${names.slice(0, 12).join(', ')}, …` : names.join(', ');

export const exportWithoutTexts = (file: string) =>
  new UserError(
    `${file}: there is no text column, and so nothing to export`,
    'Name it with --text <column>.',
  );
