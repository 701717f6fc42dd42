/** Messages about wrong input and usage of dataset/json. */
import { UserError } from '../../errors/user-error.js';
import { counted, shown } from '../../errors/wording.js';

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

/** A list that may be rows. */
export interface ListOfRows {
  readonly path: readonly string[];
  readonly length: number;
}

export const severalLists = (file: string, lists: readonly ListOfRows[]) =>
  new UserError(
    `${file}: this is one JSON object with ${lists.length} lists of rows in it: ${described(lists)}`,
    'Name the one that holds the rows: --list <name>.',
  );

export const listUnknown = (file: string, asked: string, lists: readonly ListOfRows[]) =>
  new UserError(
    `--list ${asked}: ${file} has no such list of rows`,
    lists.length === 0 ? 'Leave it out.' : `There are ${described(lists)}.`,
    '--list',
  );

function described(lists: readonly ListOfRows[]): string {
  const all = lists
    .slice(0, 20)
    .map(({ path, length }) => `${shown(path.join('.'))} (${counted(length, 'row')})`);
  return `${all.join(', ')}${lists.length > 20 ? ', …' : ''}`;
}

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

/** So much of an unreadable line is shown. */
const SHOWN_OF_LINE = 60;

function start(text: string): string {
  const shownText = text.trim().slice(0, SHOWN_OF_LINE);
  return shownText.length < text.trim().length ? `${shownText}…` : shownText;
}
