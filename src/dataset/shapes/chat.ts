/** Lines of chats that models of classification are tuned with: the last answer is the label, what users say is the text. */

import type { Path } from '../columns/fields.js';
import { listOf, propertyOf, type Recognise } from './shape.js';

/** How a tool writes chats. */
interface ChatForm {
  readonly tool: string;
  /** The key of a row that holds the messages. */
  readonly messages: string;
  readonly role: string;
  readonly users: readonly string[];
  readonly models: readonly string[];
  /** The path to the words of a message: a text, or parts with a text each. */
  readonly words: string;
}

const FORMS: readonly ChatForm[] = [
  {
    tool: 'OpenAI (chat lines)',
    messages: 'messages',
    role: 'role',
    users: ['user'],
    models: ['assistant'],
    words: 'content',
  },
  {
    tool: 'Gemini (chat lines)',
    messages: 'contents',
    role: 'role',
    users: ['user'],
    models: ['model'],
    words: 'parts',
  },
  {
    tool: 'ShareGPT (chat lines)',
    messages: 'conversations',
    role: 'from',
    users: ['human', 'user'],
    models: ['gpt', 'assistant'],
    words: 'value',
  },
];

/** Names of the columns. */
const [TEXT, LABEL] = ['user', 'answer'];
/** So few rows may all have answers of their own. */
const FEW_ROWS = 20;

export const chat: Recognise = (rows) => {
  const form = FORMS.find(
    (one) =>
      rows.length > 0 && rows.every((row) => answerOf(row, one) !== undefined && saidBy(row, one) !== ''),
  );
  if (form === undefined) return null;
  const answers = new Set(rows.map((row) => wordsAt(row, answerOf(row, form)!)));
  // Chats with an answer of their own each are no classification.
  if (rows.length > FEW_ROWS && 2 * answers.size > rows.length) return null;
  return {
    tool: form.tool,
    text: TEXT!,
    textPlace: { locate: () => [], read: (row) => saidBy(row as object, form) },
    label: LABEL!,
    place: { locate: (row) => answerOf(row, form) },
    notes: ['the text is what the user says, the label is the last answer'],
  };
};

/** The path to the last answer of the model; undefined where there is none that is one text. */
function answerOf(row: object, { messages, role, models, words }: ChatForm): Path | undefined {
  const all = listOf(propertyOf(row, messages));
  const last = all.findLastIndex((message) => models.includes(propertyOf(message, role) as string));
  if (last === -1) return undefined;
  const said = propertyOf(all[last], words);
  const path = [messages, last, words];
  if (typeof said === 'string') return path;
  return listOf(said).length === 1 && typeof propertyOf(listOf(said)[0], 'text') === 'string'
    ? [...path, 0, 'text']
    : undefined;
}

function wordsAt(row: object, path: Path): unknown {
  return path.reduce(propertyOf, row as unknown);
}

/** What users say, a message after the other. */
function saidBy(row: object, { messages, role, users, words }: ChatForm): string {
  const said = listOf(propertyOf(row, messages))
    .filter((message) => users.includes(propertyOf(message, role) as string))
    .flatMap((message) => {
      const content = propertyOf(message, words);
      return typeof content === 'string'
        ? [content]
        : listOf(content).map((part) => propertyOf(part, 'text'));
    });
  return said.filter((text) => typeof text === 'string').join('\n');
}
