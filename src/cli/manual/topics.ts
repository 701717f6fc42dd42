/** The pages of the manual, which the build has put beside the program: see .ci/build/manual.mjs. */
import { readdir, readFile } from 'node:fs/promises';
import { UserError } from '../../errors/user-error.js';
import { nearest } from '../../errors/wording.js';
import { PACKAGE } from '../package.js';

const FOLDER = new URL('dist/help/', PACKAGE);
const ENDING = '.md';
/** The beginning of a page: its topic, its title, and a paragraph of introduction. */
const HEAD = /^<!-- topic: \S+ -->\n# (.+)\n\n((?:.+\n)+)/;

/** A page of the manual in a list. */
export interface Topic {
  readonly name: string;
  readonly title: string;
}

/** Names of the topics, in alphabetical order. */
export async function topicNames(): Promise<string[]> {
  const files = await readdir(FOLDER);
  return files
    .filter((file) => file.endsWith(ENDING))
    .map((file) => file.slice(0, -ENDING.length))
    .sort();
}

/** The topics with the titles of their pages, in alphabetical order. */
export async function allTopics(): Promise<Topic[]> {
  const names = await topicNames();
  return Promise.all(
    names.map(async (name) => ({ name, title: HEAD.exec(await readPage(name))?.[1] ?? name })),
  );
}

/** The topics in the form of help's list of commands. */
export async function listOfTopics(): Promise<string> {
  const topics = await allTopics();
  const width = Math.max(...topics.map(({ name }) => name.length));
  const lines = topics.map(({ name, title }) => `  ${name.padEnd(width)}  ${title}`);
  return ['', 'Topics (find-label-errors help <topic>):', ...lines].join('\n');
}

/**
 * The Markdown of the page on a topic.
 *
 * @param others other arguments of `help`, to suggest for a mistyped topic
 * @throws UserError if there is no such page
 */
export async function pageOn(topic: string, others: readonly string[]): Promise<string> {
  const names = await topicNames();
  if (names.includes(topic)) return readPage(topic);
  throw unknownTopic(topic, nearest(topic, [...others, ...names]), names);
}

function readPage(name: string): Promise<string> {
  return readFile(new URL(`${name}${ENDING}`, FOLDER), 'utf8');
}

/** @param near the most similar command or topic */
const unknownTopic = (word: string, near: string | undefined, topics: readonly string[]) =>
  new UserError(
    `there is no command or topic "${word}"${near === undefined ? '' : `; did you mean "${near}"?`}`,
    `Topics are ${topics.join(', ')}.`,
  );
