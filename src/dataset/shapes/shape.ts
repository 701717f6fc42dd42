/** What an entry for the export of an annotation tool consists of. */
import type { LabelPlace } from '../../types.js';
import type { Path } from '../columns/fields.js';
import { questionUnknown, severalQuestions } from './errors.js';

/** Where text and label are in a file of a known tool. */
export interface KnownShape {
  readonly tool: string;
  /** Name of the only text column; null where the columns have to tell. */
  readonly text: string | null;
  /** How the text is found where it is no column of the rows. */
  readonly textPlace?: LabelPlace;
  /** What the label column is called. */
  readonly label: string;
  readonly place: LabelPlace;
  /** What else is to be said, each a line for people. */
  readonly notes: readonly string[];
}

/** What the user says, as far as it concerns the shape of a file. */
export interface Asked {
  /** What the file is called in messages. */
  readonly file: string;
  /** Name of the question whose answers are the labels. */
  readonly question: string | undefined;
  /** Name of the label column. */
  readonly label: string | undefined;
  /** Whether these must fit the file. */
  readonly mustFit: boolean;
}

/**
 * Recognises the files of one tool.
 *
 * @param rows some rows of a file
 * @returns null where they are of another one
 * @throws UserError if it is not clear where their labels are
 */
export type Recognise = (rows: readonly object[], asked: Asked) => KnownShape | null;

/** An own property of an object; undefined of everything else. */
export function propertyOf(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string | number, unknown>)[key]
    : undefined;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The keys of an object; none of everything else. */
export function keysOf(value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}

/** The path to the only item of a list; to the list itself where it has more, undefined where it has none. */
export function onlyItem(list: unknown, path: Path): Path | undefined {
  const { length } = listOf(list);
  if (length === 0) return undefined;
  return length === 1 ? [...path, 0] : path;
}

/** The field named text under a key of the rows, or the only one that holds texts; null where several do. */
export function onlyText(rows: readonly object[], key: string): string | null {
  const names = new Set(
    rows.flatMap((row) => {
      const fields = propertyOf(row, key);
      return keysOf(fields).filter((name) => typeof propertyOf(fields, name) === 'string');
    }),
  );
  const name = names.has('text') ? 'text' : names.size === 1 ? [...names][0]! : null;
  return name === null ? null : `${key}.${name}`;
}

/**
 * @param questions the names of those that the file has answers to, at least one
 * @throws UserError if the user names none of several, or one that is not there
 */
export function chooseQuestion(
  questions: readonly string[],
  { file, question, label, mustFit }: Asked,
): string {
  const named = questions.find((name) => name === question || name === label);
  if (named !== undefined) return named;
  if (question !== undefined && mustFit) throw questionUnknown(file, question, questions);
  // A label column that is named goes before what is found here.
  if (questions.length > 1 && label === undefined) throw severalQuestions(file, questions);
  return questions[0]!;
}
