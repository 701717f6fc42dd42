/** Messages about wrong input and usage of dataset. */
import { UserError } from '../errors/user-error.js';
import { shown, withCommas } from '../errors/wording.js';
import type { Foreign } from './foreign.js';

export const labelUnwritable = (label: string) =>
  new UserError(
    `the label ${shown(label)} cannot be written into this file, whose cells are not quoted`,
    'Choose another name for the class, or save the data as CSV with quotes. Nothing was written.',
  );

export const formatForeign = (file: string, { what, fix }: Foreign) =>
  new UserError(`${file}: this is ${what}, which cannot be read`, fix);

export const notParquet = (file: string) =>
  new UserError(
    `${file}: this is no Parquet file`,
    'Check the file; if it is something else, say what with --input-format.',
  );

export const delimiterIgnored = (file: string, format: string) =>
  new UserError(`--delimiter would be ignored: ${file} is ${format}`, 'Leave it out.', '--delimiter');

export const listIgnored = (file: string) =>
  new UserError(
    `--list would be ignored: ${file} is not one JSON object with lists in it`,
    'Leave it out.',
    '--list',
  );

export const headerIgnored = (file: string, header: boolean) => {
  const option = header ? '--header' : '--no-header';
  const why = `in ${file} each row names its columns`;
  return new UserError(`${option} would be ignored: ${why}`, 'Leave it out.', option);
};

export const parquetCutOff = (file: string) =>
  new UserError(`${file}: the Parquet file is cut off or damaged`, 'Copy or download it again.');

export const parquetDamaged = (file: string, problem: string) =>
  new UserError(`${file}: the Parquet file cannot be read (${problem})`, 'Copy or make it again.');

export const parquetNotUtf8 = (file: string) =>
  new UserError(
    `${file}: a text column holds bytes that are not UTF-8`,
    'Make the file again from clean text.',
  );

export const textIsNested = (where: string, kind: string) =>
  new UserError(
    `${where}: the text is ${kind === 'list' ? 'a list' : 'an object'}, not a text`,
    'Name a column of texts with --text.',
  );

export const numberTooLarge = (where: string, number: string) =>
  new UserError(`${where}: the number ${number} is too large to be read exactly`, 'Write it between quotes.');

export const wordListEmpty = (file: string) =>
  new UserError(
    `${file}: there is no word in this file`,
    'Write one word on each line, or leave --stop-words out.',
  );

export const filesDiffer = (file: string, now: readonly string[], first: string, before: readonly string[]) =>
  new UserError(
    `${file}: text and label are ${now.map(shown).join(', ')}, but in ${first} they are ${before.map(shown).join(', ')}`,
    'Name the columns with --text and --label, or judge the files one by one.',
  );

export const fileNamedTwice = (file: string) =>
  new UserError(`${file} is named twice`, 'Name each file once: its rows would count twice.');

export const fileIsFolder = (file: string) =>
  new UserError(`${file}: this is a folder, not a file`, 'Name a file in it.');

export const fileIsEmpty = (file: string) =>
  new UserError(`${file}: the file is empty`, 'Give a file with a text and a label on each row.');

export const fileIsNotUtf8 = (file: string, line: number) =>
  new UserError(
    `${file}:${line}: there are bytes on this line that are not UTF-8`,
    'Say what it is with --encoding, for example windows-1252, or save it as UTF-8.',
  );

export const fileHasChanged = (file: string) =>
  new UserError(
    `${file}: the file has changed while it was being read`,
    'Run again when no program writes to it.',
  );

export const recordTooLong = (file: string, line: number, bytes: number) =>
  new UserError(
    `${file}:${line}: the row that starts here is longer than ${withCommas(bytes)} bytes`,
    'Check that its quotes are closed.',
  );

export const noRowsKept = (file: string, rowCount: number) =>
  new UserError(
    `${file}: none of the ${withCommas(rowCount)} rows has both a text and a label`,
    'Check which columns are the text and the label, with --text and --label.',
  );
