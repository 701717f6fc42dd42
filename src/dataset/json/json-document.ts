/** JSON files that are one object: the list of rows that lies in it. */

import { type StoredBytes, whileOpen } from '../bytes/stored-bytes.js';
import type { NestedOptions } from '../columns/nested-columns.js';
import { isLabelName, isTextName } from '../columns/usual-names.js';
import { listOf, propertyOf } from '../shapes/shape.js';
import * as errors from './errors.js';
import { spanAt } from './json-label-cells.js';
import { objectLength, parseJson } from './json-records.js';

/** The rows of a file: bytes that are one JSON list. */
export interface RowList {
  /** Byte offsets of its brackets, the second one behind. */
  readonly start: number;
  readonly end: number;
  /** Line on which it starts. */
  readonly line: number;
  /** What the items of rows that are lists are called; null where the file does not say. */
  readonly names: readonly string[] | null;
  /** Names of classes that the file itself tells, by the path of their column. */
  readonly classNames: ReadonlyMap<string, readonly string[]>;
  /** For people. */
  readonly note: string;
}

type Path = readonly string[];

/** Larger files are not parsed as a whole. */
const LARGEST = 512 * 1024 * 1024;
/** Lists deeper in the object than this are no rows. */
const DEEPEST_LIST = 4;

/** Tools whose files have several lists: the keys that tell them, and the list of rows. */
const KNOWN: readonly (readonly [keys: readonly string[], list: Path])[] = [
  [['luis_schema_version', 'utterances'], ['utterances']],
  [['rasa_nlu_data'], ['rasa_nlu_data', 'common_examples']],
  [['features', 'rows'], ['rows']],
  [['schema_id', 'examples'], ['examples']],
  [
    ['assets', 'projectFileVersion'],
    ['assets', 'documents'],
  ],
  [['columns', 'data'], ['data']],
  [['schema', 'data'], ['data']],
];

/** Whether the first bytes of a file may be those of one JSON object that is all of it. */
export function mayBeOneObject(head: Buffer, isWhole: boolean): boolean {
  const text = head.toString('latin1', 0, 1024).replace(/^\xef\xbb\xbf/, '');
  if (!/^\s*\{/.test(text)) return false;
  const length = objectLength(head);
  return length === -1 || (isWhole && !/\S/.test(head.toString('latin1', length)));
}

/**
 * Finds the rows in a file that is one JSON object.
 *
 * @returns null where it is none, or one that has no list of rows
 * @throws UserError where there are several such lists, of which the options name none
 */
export async function findRowList(
  bytes: StoredBytes,
  { file, list: asked, mustFit }: NestedOptions,
): Promise<RowList | null> {
  if (bytes.size > LARGEST) return null;
  const content = await whileOpen(bytes, (open) => open.read(0, bytes.size));
  const document = parsed(content);
  if (document === null) return null;
  const lists = [...rowLists(document, [])];
  const known = KNOWN.find(
    ([keys, list]) =>
      keys.every((key) => propertyOf(document, key) !== undefined) &&
      lists.some(({ path }) => isSame(path, list)),
  );
  if (known === undefined && isRow(document)) return null;
  const named = lists.find(({ path }) => path.join('.') === asked);
  if (asked !== undefined && named === undefined && mustFit) throw errors.listUnknown(file, asked, lists);
  const chosen = named ?? lists.find(({ path }) => known !== undefined && isSame(path, known[1])) ?? lists[0];
  if (chosen === undefined) return null;
  if (named === undefined && known === undefined && lists.length > 1) throw errors.severalLists(file, lists);
  const { start, end } = spanAt(content, chosen.path);
  return {
    start,
    end,
    line: lineOf(content, start),
    names: namesIn(document),
    classNames: classNamesIn(document),
    note: `the rows are the list ${chosen.path.join('.')}`,
  };
}

function parsed(content: Buffer): object | null {
  try {
    const value = parseJson(content.toString('utf8').replace(/^\ufeff/, ''));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** The lists of objects with two keys or more, or of lists with two items or more, within objects. */
function* rowLists(value: object, path: Path): Generator<errors.ListOfRows> {
  for (const [key, part] of Object.entries(value)) {
    const here = [...path, key];
    if (Array.isArray(part)) {
      if (part.length > 0 && part.every(mayBeRow)) yield { path: here, length: part.length };
    } else if (typeof part === 'object' && part !== null && here.length < DEEPEST_LIST)
      yield* rowLists(part, here);
  }
}

function mayBeRow(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.keys(value).length >= 2;
}

/** Whether an object has a text and a label itself. */
function isRow(document: object): boolean {
  const names = Object.entries(document).flatMap(([name, value]) =>
    typeof value === 'object' ? [] : [name],
  );
  return names.some(isLabelName) && names.some(isTextName);
}

function isSame(path: Path, other: Path): boolean {
  return path.join('\n') === other.join('\n');
}

/** The columns that pandas' split form names. */
function namesIn(document: object): string[] | null {
  const names = listOf(propertyOf(document, 'columns'));
  return names.length > 0 && names.every((name) => typeof name === 'string') ? (names as string[]) : null;
}

/** The class names that Hugging Face's API gives for a column. */
function classNamesIn(document: object): Map<string, string[]> {
  const features = listOf(propertyOf(document, 'features')).flatMap((feature) => {
    const names = propertyOf(propertyOf(feature, 'type'), 'names');
    return Array.isArray(names) ? [[`row.${propertyOf(feature, 'name')}`, names.map(String)] as const] : [];
  });
  return new Map(features);
}

function lineOf(content: Buffer, place: number): number {
  return (content.toString('latin1', 0, place).match(/\r\n|\n|\r/g)?.length ?? 0) + 1;
}

/** The bytes of a list, as if they were a file. */
export async function* chunksOfList(
  source: AsyncIterable<Buffer>,
  { start, end }: RowList,
): AsyncGenerator<Buffer> {
  let place = 0;
  for await (const chunk of source) {
    const piece = chunk.subarray(Math.max(0, start - place), Math.max(0, end - place));
    place += chunk.length;
    if (piece.length > 0) yield piece;
    if (place >= end) return;
  }
}
