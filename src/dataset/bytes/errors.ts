/** Messages about wrong input and usage of dataset/bytes. */
import { UserError } from '../../errors/user-error.js';
import { nearest, shown } from '../../errors/wording.js';

export const spoolFailed = (file: string, folder: string, reason: string) =>
  new UserError(
    `${file}: cannot keep it in a temporary file in ${folder}: ${reason}`,
    'Make room there, or name another folder in the environment variable TMPDIR.',
  );

export const compressedCutOff = (file: string, compression: string) =>
  new UserError(
    `${file}: the ${compression} data end too early: the file is cut off`,
    'Copy or download it again.',
  );

export const compressedDamaged = (file: string, compression: string, problem: string) =>
  new UserError(`${file}: the ${compression} data are damaged (${problem})`, 'Copy or download it again.');

export const encodingUnknown = (name: string) => {
  const near = nearest(name, [
    'utf-8',
    'utf-16le',
    'utf-16be',
    'windows-1252',
    'iso-8859-1',
    'latin1',
    'shift_jis',
    'euc-jp',
    'gbk',
    'gb18030',
    'big5',
    'euc-kr',
    'koi8-r',
    'windows-1251',
  ]);
  return new UserError(
    `--encoding ${name}: there is no such encoding${near === undefined ? '' : `; did you mean ${near}?`}`,
    'Give a name that TextDecoder knows, such as windows-1252, utf-16le, shift_jis or gb18030.',
  );
};

export const encodingOfParquet = () =>
  new UserError('--encoding would be ignored: a Parquet file is not text', 'Leave it out.', '--encoding');

export const fileIsNotIn = (file: string, line: number, encoding: string) =>
  new UserError(
    `${file}:${line}: there are bytes on this line that are not ${encoding}`,
    'Say the right encoding with --encoding, or correct the line.',
  );

/** @param near a file that is there and has nearly the same name */
export const fileMissing = (file: string, near: string | undefined) =>
  new UserError(
    `${file}: there is no such file${near === undefined ? '' : `; did you mean ${shown(near)}?`}`,
    'Check its name, and the folder that you are in.',
  );

export const fileNotRegular = (file: string) =>
  new UserError(
    `${file}: this is no regular file`,
    'It may be a pipe or a device: move it away, or name a file.',
  );

export const fileUnreadable = (file: string) =>
  new UserError(`${file}: no permission to read this file`, 'Give yourself permission to read it.');

export const fileFailed = (file: string, code: string) =>
  new UserError(`${file}: the file cannot be read (${code})`);

export const fileIsUtf16 = (file: string) =>
  new UserError(
    `${file}: the file is in UTF-16`,
    'Save it as UTF-8, for example with: iconv -f utf-16 -t utf-8.',
  );

export const fileHasNul = (file: string, line: number) =>
  new UserError(
    `${file}:${line}: there is a NUL byte on this line`,
    'If the file is in UTF-16, say --encoding utf-16le or utf-16be; else it is damaged, or no text.',
  );
