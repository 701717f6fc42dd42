/** Messages about formats, compression and encodings. */
import { UserError } from './user-error.js';
import { nearest, shown } from './wording.js';

/** So much of a line is shown that cannot be read. */
const SHOWN_OF_LINE = 60;

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

export const formatForeign = (file: string, what: string, fix: string) =>
  new UserError(`${file}: this is ${what}, which cannot be read`, fix);

export const notParquet = (file: string) =>
  new UserError(
    `${file}: this is no Parquet file`,
    'Check the file; if it is something else, say what with --input-format.',
  );

export const delimiterIgnored = (file: string, format: string) =>
  new UserError(`--delimiter would be ignored: ${file} is ${format}`, 'Leave it out.', '--delimiter');

export const headerIgnored = (file: string, header: boolean) => {
  const option = header ? '--header' : '--no-header';
  const why = `in ${file} each row names its columns`;
  return new UserError(`${option} would be ignored: ${why}`, 'Leave it out.', option);
};

export const jsonBroken = (file: string, line: number, text: string, layout: string) =>
  new UserError(
    `${file}:${line}: this is not valid JSON: ${start(text)}`,
    layout === 'jsonl' ? 'Write one whole JSON object on each line.' : 'Correct the record that starts here.',
  );

export const jsonNotObject = (file: string, line: number, text: string) =>
  new UserError(
    `${file}:${line}: a JSON object is needed, such as {"text": "…", "label": "…"}, but here is ${start(text)}`,
  );

export const jsonTooDeep = (file: string, line: number, levels: number) =>
  new UserError(
    `${file}:${line}: a value here lies in more than ${levels} lists or objects, one in another`,
    'Leave the value out: only a text and a label are needed.',
  );

export const jsonNotArray = (file: string, line: number) =>
  new UserError(
    `${file}:${line}: the JSON is not a list of objects`,
    'Write [{"text": "…", "label": "…"}, …], or one object on each line and call the file .jsonl.',
  );

export const jsonIsOneObject = (file: string, line: number, key: string) =>
  new UserError(
    `${file}:${line}: this is one JSON object with a list in it, ${shown(key)}, but a list of objects is needed`,
    'Save that list by itself, as [{"text": "…", "label": "…"}, …], or write one object on each line.',
  );

export const jsonCutOff = (file: string, line: number) =>
  new UserError(
    `${file}:${line}: the JSON list is not closed: the file is cut off`,
    'Copy or make it again.',
  );

export const jsonNothingInList = (file: string, line: number) =>
  new UserError(
    `${file}:${line}: this is not valid JSON: there is a comma in the list with no object before or after it`,
    'Take the comma out.',
  );

export const jsonTrailing = (file: string, line: number) =>
  new UserError(`${file}:${line}: something follows the end of the JSON list`, 'Take it out.');

export const parquetCutOff = (file: string) =>
  new UserError(`${file}: the Parquet file is cut off or damaged`, 'Copy or download it again.');

export const parquetDamaged = (file: string, problem: string) =>
  new UserError(`${file}: the Parquet file cannot be read (${problem})`, 'Copy or make it again.');

export const parquetNotUtf8 = (file: string) =>
  new UserError(
    `${file}: a text column holds bytes that are not UTF-8`,
    'Make the file again from clean text.',
  );

export const labelIsList = (where: string, label: string) =>
  new UserError(
    `${where}: the label is a list, ${shown(label)}, but each row needs one label`,
    'Rows with several labels cannot be judged: name a column that holds one label, with --label.',
  );

export const labelIsObject = (where: string, label: string) =>
  new UserError(
    `${where}: the label is an object, ${shown(label)}`,
    'Name the field in it that is the label, as in --label meta.label.',
  );

export const labelKindsDiffer = (where: string, label: string, kind: string, other: string, first: string) =>
  new UserError(
    `${where}: the label ${shown(label)} is a ${kind}, but that of ${first} is a ${other}`,
    'Write all labels in one way.',
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

export const folderWithoutData = (folder: string) =>
  new UserError(
    `${folder}: this folder holds no data files`,
    'Name a folder with Parquet, CSV or JSON files in it or in its data folder, or name the files.',
  );

export const severalConfigs = (folder: string, names: readonly string[]) =>
  new UserError(
    `${folder}: this folder holds ${names.length} configurations: ${names.join(', ')}`,
    'Name the files of the one that you mean.',
  );

export const cardBroken = (file: string, problem: string) =>
  new UserError(
    `${file}: the block between the --- lines cannot be read (${problem})`,
    'Correct it, or name the data files.',
  );

function start(text: string): string {
  const shownText = text.trim().slice(0, SHOWN_OF_LINE);
  return shownText.length < text.trim().length ? `${shownText}…` : shownText;
}
